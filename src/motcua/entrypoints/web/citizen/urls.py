"""Addresses for citizens."""

from django.urls import path

from motcua.entrypoints.web.citizen import open_data, rating, results, tracking

app_name = "citizen"
urlpatterns = [
    path("danh-gia/cam-on", rating.thanks, name="rating_thanks"),
    path("danh-gia/<str:token>", rating.by_link, name="rating"),
    path("may-danh-gia/<str:token>", rating.on_device, name="rating_device"),
    path("ket-qua", results.results, name="results"),
    path("ket-qua/theo-thang.csv", results.months_csv, name="results_months"),
    path("du-lieu-mo", open_data.data_sets, name="open_data"),
    path("du-lieu-mo/<str:name>/tu-dien", open_data.dictionary, name="open_data_dictionary"),
    path("du-lieu-mo/<str:file>", open_data.data_file, name="open_data_file"),
    path("theo-doi/<str:code>", tracking.tracking, name="tracking"),
]
