"""Start, stop or look at the embedded PostgreSQL."""

import shlex
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from audit.config import embedded_postgres
from audit.config.embedded_postgres import Cluster, EmbeddedPostgresError

EXTERNAL = "The database is an external one, chosen by DATABASE_URL; it is not ours to start or stop."


class Command(BaseCommand):
    help = "Starts, stops or shows the embedded PostgreSQL; psql prints the command that opens a session in it."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["start", "stop", "status", "psql"])

    def handle(self, *args: Any, action: str, **options: Any) -> None:
        cluster: Cluster | None = settings.DATABASES["default"].get("EMBEDDED")
        if cluster is None and action != "status":
            raise CommandError(EXTERNAL)
        try:
            self.stdout.write(EXTERNAL if cluster is None else self._act(cluster, action))
        except EmbeddedPostgresError as error:
            raise CommandError(str(error)) from error

    def _act(self, cluster: Cluster, action: str) -> str:
        if action == "psql":
            return _psql(cluster)
        if action == "stop":
            return "PostgreSQL has stopped." if embedded_postgres.stop(cluster) else "PostgreSQL was not running."
        if action == "start":
            embedded_postgres.ensure_running(cluster)
        return _describe(cluster)


def _describe(cluster: Cluster) -> str:
    status = embedded_postgres.status(cluster)
    state = "is running" if status.running else "is starting or stopping" if status.pid else "is not running"
    lines = [
        f"PostgreSQL {state}" + (f" (pid {status.pid})" if status.pid else ""),
        f"version: {status.version}",
        f"data:    {cluster.data}" + ("" if cluster.data.exists() else " (made at the first start)"),
        f"socket:  {cluster.socket}",
        f"log:     {cluster.log}",
    ]
    return "\n".join(lines)


def _psql(cluster: Cluster) -> str:
    program = embedded_postgres.binaries() / "psql"
    role, database = embedded_postgres.APP_ROLE, embedded_postgres.DATABASE
    return shlex.join([str(program), "-h", str(cluster.socket_dir), "-p", str(cluster.port), "-U", role, database])
