"""The PostgreSQL server that the product brings along, used when no DATABASE_URL is set.

Standard library only, no Django: settings compute where the server is (`cluster_for`, which touches nothing),
and the first connection starts it (`ensure_running`). It listens on a socket in a private folder and on no
network address.
"""

from audit.config.embedded_postgres.cluster import (
    ADMIN_ROLE,
    APP_ROLE,
    DATABASE,
    OWNER_ROLE,
    Cluster,
    EmbeddedPostgresError,
    cluster_for,
)
from audit.config.embedded_postgres.program import binaries
from audit.config.embedded_postgres.server import Status, ensure_running, status, stop

__all__ = [
    "ADMIN_ROLE",
    "APP_ROLE",
    "DATABASE",
    "OWNER_ROLE",
    "Cluster",
    "EmbeddedPostgresError",
    "Status",
    "binaries",
    "cluster_for",
    "ensure_running",
    "status",
    "stop",
]
