"""The Django application of the module; its label never changes."""

from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    name = "motcua.domain.procedures"
    label = "procedures"
    default_auto_field = "django.db.models.BigAutoField"
