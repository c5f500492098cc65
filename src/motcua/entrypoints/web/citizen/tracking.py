"""Follow a dossier by the code on its receipt: the degree of completion and the due day, nothing else."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from motcua.domain.dossiers import api as dossiers
from motcua.entrypoints.web.policy import public


@public
def tracking(request: HttpRequest, code: str) -> HttpResponse:
    """Show what the law lets anyone with the code see; an unknown code is told as such."""
    found = dossiers.progress_of(code)
    status = 200 if found else 404
    return render(request, "citizen/tracking.html", {"found": found, "code": code[:60]}, status=status)
