"""The Django application of the module; its label never changes."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "motcua.domain.surveys"
    label = "surveys"
    default_auto_field = "django.db.models.BigAutoField"
