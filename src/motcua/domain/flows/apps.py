"""The Django application of the module; its label never changes."""

from django.apps import AppConfig


class FlowsConfig(AppConfig):
    name = "motcua.domain.flows"
    label = "flows"
    default_auto_field = "django.db.models.BigAutoField"
