"""The Django application of the module; its label never changes."""

from django.apps import AppConfig


class PartiesConfig(AppConfig):
    name = "motcua.domain.parties"
    label = "parties"
    default_auto_field = "django.db.models.BigAutoField"
