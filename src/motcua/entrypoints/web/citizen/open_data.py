"""Open data (dữ liệu mở): which data sets there are, their dictionary, and the files themselves, at addresses that stay.

Everything is given from the newest edition, as it was written: no page counts anything, none asks the database.
"""

from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import condition, require_safe

from motcua.domain.reports import api as reports
from motcua.entrypoints.web.citizen import presenting_open_data as presenting
from motcua.entrypoints.web.policy import public

KINDS = {
    ".csv": "text/csv; charset=utf-8",
    ".parquet": "application/vnd.apache.parquet",
    ".json": "application/json",
    "": "text/plain; charset=utf-8",
}


@public
@require_safe
@gzip_page
def data_sets(request: HttpRequest) -> HttpResponse:
    """Show what there is: day, licence, files with rows, sizes and digests, and how to count again."""
    edition = _newest()
    if edition is None:
        return render(request, "citizen/open_data.html", {"is_empty": True})
    return render(request, "citizen/open_data.html", presenting.page(edition))


@public
@require_safe
@gzip_page
def dictionary(request: HttpRequest, name: str) -> HttpResponse:
    """Show the columns of a data set: type, unit, meaning, allowed values."""
    found = reports.data_set(name)
    if found is None:
        raise Http404
    return render(request, "citizen/open_data_dictionary.html", presenting.dictionary(found, _newest()))


def _digest(_request: HttpRequest, file: str) -> str | None:
    edition = _newest()
    return f'"{edition.digests[file]}"' if edition and file in edition.digests else None


@public
@require_safe
@condition(etag_func=_digest)
def data_file(_request: HttpRequest, file: str) -> HttpResponseBase:
    """Give a file of the newest edition; whoever has it already is told so by its digest."""
    edition = _newest()
    if edition is None or file not in edition.digests:
        raise Http404
    try:
        content = (edition.folder / file).open("rb")
    except FileNotFoundError as gone:
        raise Http404 from gone
    answer = FileResponse(content, content_type=KINDS[Path(file).suffix], filename=file, as_attachment=_is_table(file))
    patch_cache_control(answer, public=True, no_cache=True)
    return answer


def _is_table(file: str) -> bool:
    return Path(file).suffix.lstrip(".") in reports.FORMATS


def _newest() -> reports.Edition | None:
    return reports.newest_edition(settings.ENVIRONMENT.data / reports.FOLDER)
