"""Addresses of the officers' pages."""

from django.urls import path

from motcua.entrypoints.web.desk import dossier, dossier_acts, home, inbox, returning, search

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("viec", inbox.inbox, name="inbox"),
    path("ho-so/<str:code>", dossier.dossier, name="dossier"),
    path("ho-so/<str:code>/<str:act>", dossier_acts.dossier_act, name="dossier_act"),
    path("tep/<str:code>/<int:number>", dossier.component, name="component"),
    path("giay/<int:paper_id>.pdf", dossier.paper, name="paper"),
    path("tra-ket-qua", returning.returning, name="returning"),
    path("tra-cuu", search.search, name="search"),
]
