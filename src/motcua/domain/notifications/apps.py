"""The Django application of the module; its label never changes."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "motcua.domain.notifications"
    label = "notifications"
    default_auto_field = "django.db.models.BigAutoField"
