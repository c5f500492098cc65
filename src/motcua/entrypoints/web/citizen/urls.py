"""Addresses for citizens."""

from django.urls import path

from motcua.entrypoints.web.citizen import rating, results, tracking

app_name = "citizen"
urlpatterns = [
    path("danh-gia/cam-on", rating.thanks, name="rating_thanks"),
    path("danh-gia/<str:token>", rating.by_link, name="rating"),
    path("may-danh-gia/<str:token>", rating.on_device, name="rating_device"),
    path("ket-qua", results.results, name="results"),
    path("ket-qua/theo-thang.csv", results.months_csv, name="results_months"),
    path("theo-doi/<str:code>", tracking.tracking, name="tracking"),
]
