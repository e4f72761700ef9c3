"""`manage.py serve`: the site on gunicorn and one worker, until Ctrl-C or `manage.py serve --stop`."""

from __future__ import annotations

import os
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor

from audit.config import embedded_postgres, serving

THREADS = 4


class Command(BaseCommand):
    help = "Serve the site and run one worker; Ctrl-C or --stop ends both, then the embedded database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000, help="this one or the next free one (default 8000)")
        parser.add_argument("--web-workers", type=int, default=2)
        parser.add_argument("--stop", action="store_true", help="stop the running site and the embedded database")

    def handle(self, *args: Any, **options: Any) -> None:
        path = settings.VAR_DIR / "serve.json"
        if options["stop"]:
            return self._stop(path)
        state = serving.State(path)
        try:
            state.claim()
        except serving.AlreadyRunning as running:
            self.stdout.write(f"The site is running already: {running.address}")
            return None
        try:
            self._check_migrated()
            self._serve(state, options)
        except serving.ServingFailed as error:
            raise CommandError(str(error)) from error
        finally:
            state.release()
            self._stop_database()
        return None

    def _stop(self, path: Any) -> None:
        was_running = serving.stop(path)
        self._stop_database()
        self.stdout.write("Stopped." if was_running else "The site was not running.")

    def _stop_database(self) -> None:
        connections.close_all()
        if settings.EMBEDDED is not None:
            embedded_postgres.stop(settings.EMBEDDED)

    def _check_migrated(self) -> None:
        try:
            executor = MigrationExecutor(connections["default"])
            if executor.migration_plan(executor.loader.graph.leaf_nodes()):
                raise CommandError("The database is behind the code: run `manage.py migrate` first.")
        except DatabaseError as error:
            raise CommandError(f"The database does not answer ({error}): run `manage.py migrate`.") from error
        finally:
            connections.close_all()

    def _serve(self, state: serving.State, options: dict[str, Any]) -> None:
        listener = serving.listen(options["host"], options["port"])
        host, port = listener.getsockname()[:2]
        address = f"http://{host}:{port}/"
        state.write(address)
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "audit.config.settings"}
        web = serving.Child("web server", self._gunicorn(listener.fileno(), options), environment, (listener.fileno(),))
        worker = serving.Child("worker", self._worker(), environment)

        def ready() -> None:
            self.stdout.write(f"The site is at {address} — Ctrl-C or `make stop` ends it.")
            self.stdout.flush()

        serving.Supervisor([web, worker], ready).run()

    def _worker(self) -> list[str]:
        return [sys.executable, str(settings.BASE_DIR / "manage.py"), "procrastinate", "worker"]

    def _gunicorn(self, listener: int, options: dict[str, Any]) -> list[str]:
        command = [sys.executable, "-m", "gunicorn", "audit.config.wsgi", "--bind", f"fd://{listener}"]
        command += ["--workers", str(options["web_workers"]), "--worker-class", "gthread", "--threads", str(THREADS)]
        return [*command, "--timeout", "60", "--log-level", "warning", "--chdir", str(settings.BASE_DIR)]
