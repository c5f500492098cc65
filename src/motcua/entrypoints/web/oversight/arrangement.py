"""Departments that completed their arrangement (sắp xếp) by a day, each with the decision and its days."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from motcua.domain.organisation import api as organisation
from motcua.entrypoints import catalogue_reports as reports
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.oversight import catalogue_asked
from motcua.entrypoints.web.oversight.catalogue_asked import READERS
from motcua.entrypoints.web.policy import requires
from motcua.kernel.refusal import Refusal


@requires(*READERS)
@require_GET
def arrangement(request: HttpRequest) -> HttpResponse:
    """Show the departments of a day (`?ngay=`), completed ones with their decision; `?tai=csv` sends the table."""
    errors = []
    try:
        asked = catalogue_asked.asked(request)
    except Refusal as refusal:
        asked, errors = catalogue_asked.today(), [{"text": str(refusal), "field": "o-ngay"}]
    document = reports.arrangement_document(asked.on, organisation.arrangements_on(asked.on))
    if asked.as_csv:
        return catalogue_asked.sent_as_csv(f"sap-xep-co-quan-{asked.on.isoformat()}", document["units"])
    context = {
        **asked.words(),
        "departments": document["departments"],
        "completed": document["completed"],
        "rows": [_row(one) for one in document["units"]],
        "csv": f"?ngay={asked.on.isoformat()}&tai=csv",
        "errors": errors,
    }
    return render(request, "oversight/arrangement.html", context, status=400 if errors else 200)


def _row(one: dict[str, Any]) -> dict[str, Any]:
    days = {
        name: wording.in_figures(one[name]) if one[name] else "" for name in ("decided_on", "completed_on")
    }  # fmt: skip
    return {**one, **days}
