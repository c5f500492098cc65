"""Addresses for citizens."""

from django.urls import path

from motcua.entrypoints.web.citizen import (
    access,
    following,
    installing,
    life_events,
    open_data,
    procedure,
    rating,
    results,
    results_rows,
    tracking,
    units,
)
from motcua.entrypoints.web.citizen import open_data, procedures, rating, results, results_rows, tracking

app_name = "citizen"
urlpatterns = [
    path("danh-gia/cam-on", rating.thanks, name="rating_thanks"),
    path("danh-gia/<str:token>", rating.by_link, name="rating"),
    path("may-danh-gia/<str:token>", rating.on_device, name="rating_device"),
    path("ket-qua", results.results, name="results"),
    path("ket-qua/cach-tinh", results.rules, name="results_rules"),
    path("ket-qua/theo-thang.csv", results_rows.months, name="results_months"),
    path("ket-qua/xin-loi.csv", results_rows.letters, name="results_letters"),
    path("ket-qua/hai-long.csv", results_rows.satisfaction, name="results_satisfaction"),
    path("ket-qua/rut-ngan-<str:day>.csv", results_rows.cuts, name="results_cuts"),
    path("ket-qua/truc-tuyen-<str:day>.csv", results_rows.online, name="results_online"),
    path("du-lieu-mo", open_data.data_sets, name="open_data"),
    path("du-lieu-mo/<str:name>/tu-dien", open_data.dictionary, name="open_data_dictionary"),
    path("du-lieu-mo/<str:file>", open_data.data_file, name="open_data_file"),
    path("manifest.webmanifest", installing.manifest, name="manifest"),
    path("sw.js", installing.worker, name="worker"),
    path("ngoai-tuyen", installing.offline, name="offline"),
    path("tiep-can", access.access, name="access"),
    path("don-vi", units.units, name="units"),
    path("don-vi/<str:code>", units.unit, name="unit"),
    path("viec", life_events.life_events, name="life_events"),
    path("viec/<str:slug>", life_events.life_event, name="life_event"),
    path("thu-tuc/<str:code>", procedure.procedure, name="procedure"),
    path("thu-tuc/<str:code>/<str:unit>", procedure.procedure_at, name="procedure_at"),
    path("theo-doi", following.follow, name="follow"),
    path("thu-tuc", procedures.search, name="procedures"),
    path("goi-y-thu-tuc", procedures.suggest, name="procedures_suggest"),
    path("theo-doi/<str:code>", tracking.tracking, name="tracking"),
    path("theo-doi/<str:code>/dong", following.close, name="tracking_close"),
    path("theo-doi/<str:code>/xin-rut", following.ask_back, name="tracking_ask_back"),
    path("theo-doi/<str:code>/thoi-xin-rut", following.go_on, name="tracking_go_on"),
    path("theo-doi/<str:code>/nhan-tin", following.be_told, name="tracking_be_told"),
    path("theo-doi/<str:code>/danh-gia", following.rate, name="tracking_rate"),
    path("theo-doi/<str:code>/giay/<int:paper_id>.pdf", following.paper, name="tracking_paper"),
]
