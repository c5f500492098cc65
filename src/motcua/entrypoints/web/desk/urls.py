"""Addresses of the officers' pages."""

from django.urls import path

from motcua.entrypoints.web.desk import home

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
]
