"""The Django application of the module; its label never changes."""

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "motcua.domain.dossiers"
    label = "dossiers"
    default_auto_field = "django.db.models.BigAutoField"
