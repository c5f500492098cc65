"""The Django application of the foundation: ledger, numbering, files, idempotency."""

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    """Plumbing without business, under its permanent label."""

    name = "motcua.foundation"
    label = "foundation"
    default_auto_field = "django.db.models.BigAutoField"
