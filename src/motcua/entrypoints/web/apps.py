"""The pages: templates, wording filters and the views of each audience."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "motcua.entrypoints.web"
    label = "web"
    verbose_name = "Các trang"
