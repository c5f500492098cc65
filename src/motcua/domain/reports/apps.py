"""The Django application of the module; its label never changes."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "motcua.domain.reports"
    label = "reports"
    default_auto_field = "django.db.models.BigAutoField"
