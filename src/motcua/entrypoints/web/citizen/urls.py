"""Addresses for citizens."""

from django.urls import path

from motcua.entrypoints.web.citizen import tracking

app_name = "citizen"
urlpatterns = [
    path("theo-doi/<str:code>", tracking.tracking, name="tracking"),
]
