from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "audit.ledger"
    label = "ledger"
    verbose_name = "History"
    default_auto_field = "django.db.models.BigAutoField"
