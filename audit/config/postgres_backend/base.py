"""Django's PostgreSQL backend, which starts the embedded server before the first connection."""

from typing import Any

from django.db.backends.postgresql import base

from audit.config.embedded_postgres import ensure_running


class DatabaseWrapper(base.DatabaseWrapper):
    """A database whose settings name a cluster as "EMBEDDED" has it started when asked how to connect.

    Not only in `get_new_connection`: Django asks for the parameters before every connection, pooled or not,
    and the worker asks for them to make a pool of its own.
    """

    def get_connection_params(self) -> dict[str, Any]:
        cluster = self.settings_dict.get("EMBEDDED")
        if cluster is not None:
            ensure_running(cluster)
        parameters: dict[str, Any] = super().get_connection_params()
        return parameters
