"""What is asked of the reports of the catalogue: a day, by what, which row, which period; and how an answer is sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode

from motcua.domain.organisation import api as organisation
from motcua.domain.procedures import api as procedures
from motcua.entrypoints import catalogue_reports as reports
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.typed_days import day_typed
from motcua.foundation import clock
from motcua.kernel.language import say, to_say
from motcua.kernel.vietnamese import clean

READERS = (
    organisation.Role.LEADER,
    organisation.Role.SUPERVISOR,
    organisation.Role.INSPECTOR,
    organisation.Role.PUBLISHER,
    organisation.Role.ADMINISTRATOR,
)
GROUPS = {"co-quan": procedures.GroupBy.AGENCY, "linh-vuc": procedures.GroupBy.FIELD}
GROUP_NAMES = {"co-quan": to_say("Cơ quan giải quyết"), "linh-vuc": to_say("Lĩnh vực")}
LONGEST = 200


@dataclass(frozen=True)
class Asked:
    """What the address asks for; `key` is None where no row is chosen, `code` empty where no procedure is."""

    on: date
    by: procedures.GroupBy
    by_word: str
    key: str | None
    code: str
    as_csv: bool

    def query(self, **more: str) -> str:
        """Return the address of the same day and grouping, with what is added."""
        return "?" + urlencode({"ngay": self.on.isoformat(), "theo": self.by_word, **more})

    def words(self) -> dict[str, Any]:
        """Return what every page of the reports shows of it."""
        return {
            "day": wording.in_figures(self.on),
            "typed": self.on.isoformat(),
            "by_word": self.by_word,
            "by_name": say(GROUP_NAMES[self.by_word]),
            "groupings": [(value, say(name)) for value, name in GROUP_NAMES.items()],
            "back": self.query(),
        }


def asked(request: HttpRequest) -> Asked:
    """Return what is asked. Raises NotADay."""
    word = request.GET.get("theo", "")
    word = word if word in GROUPS else "co-quan"
    return Asked(
        on=day_of(request, "ngay") or clock.now().date(),
        by=GROUPS[word],
        by_word=word,
        key=clean(request.GET["nhom"])[:LONGEST] if "nhom" in request.GET else None,
        code=clean(request.GET.get("ma", ""))[:LONGEST],
        as_csv=request.GET.get("tai") == "csv",
    )


def day_of(request: HttpRequest, name: str) -> date | None:
    """Return a day of the address, none where it is not there. Raises NotADay."""
    return day_typed(request.GET.get(name, ""))


def today() -> Asked:
    """Return the question of an address that cannot be read: today, by agency."""
    return Asked(clock.now().date(), procedures.GroupBy.AGENCY, "co-quan", None, "", as_csv=False)


def sent_as_csv(name: str, rows: Sequence[Any]) -> HttpResponse:
    """Return a table as a file."""
    answer = HttpResponse(reports.as_csv(rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer
