"""The Django application of the module; its label never changes."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "motcua.domain.organisation"
    label = "organisation"
    default_auto_field = "django.db.models.BigAutoField"
