"""The Django application of the module; its label never changes."""

from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    name = "motcua.domain.workflow"
    label = "workflow"
    default_auto_field = "django.db.models.BigAutoField"
