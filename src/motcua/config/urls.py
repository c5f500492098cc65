"""Every address of the product. A route without a policy stops the start."""

from django.urls import include, path

from motcua.entrypoints.web.policy import require_policies

urlpatterns = [
    path("", include("motcua.entrypoints.web.site.urls")),
    path("", include("motcua.entrypoints.web.citizen.urls")),
    path("quan-tri/", include("motcua.entrypoints.web.administration.urls")),
    path("dieu-hanh/", include("motcua.entrypoints.web.oversight.urls")),
    path("lam-viec/", include("motcua.entrypoints.web.desk.urls")),
]
require_policies(urlpatterns)

handler400 = "motcua.entrypoints.web.site.errors.bad_request"
handler403 = "motcua.entrypoints.web.site.errors.no_right"
handler404 = "motcua.entrypoints.web.site.errors.not_found"
handler500 = "motcua.entrypoints.web.site.errors.failed"
