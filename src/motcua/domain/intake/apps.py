"""The Django application of the module; its label never changes."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "motcua.domain.intake"
    label = "intake"
    default_auto_field = "django.db.models.BigAutoField"
