"""The Django application of the module; its label never changes."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "motcua.domain.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"
