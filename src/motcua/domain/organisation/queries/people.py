"""Officers and counters, as lists and names for pages and commands."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from motcua.domain.organisation.models import Counter, Officer, Posting, SecondFactor
from motcua.domain.organisation.queries.rights import RightInfo, rights_on
from motcua.domain.organisation.queries.standing import name_known, note_names
from motcua.domain.organisation.queries.unknown import UnknownOfficer
from motcua.domain.organisation.rules.words import Role
from motcua.foundation.period_fields import holds_on
from motcua.foundation.questions import Question


@dataclass(frozen=True)
class OfficerInfo:
    """An officer, with the positions held on the day that was asked about (none where no day was)."""

    officer_id: int
    login: str
    full_name: str
    is_active: bool
    rights: tuple[RightInfo, ...] = ()


@dataclass(frozen=True)
class CounterInfo:
    """A counter of a unit on one day."""

    number: int
    name: str


def officers(on: date) -> tuple[OfficerInfo, ...]:
    """Return every officer by login with the positions held on that day, in two statements."""
    held: dict[int, list[RightInfo]] = defaultdict(list)
    for officer_id, right in rights_on(on):
        held[officer_id].append(right)
    return tuple(_info(officer, tuple(held[officer.pk])) for officer in Officer.objects.order_by("login"))


def officer_by_login(login: str, on: date | None = None) -> OfficerInfo:
    """Return one officer, with the positions held on a day where one is given. Raises UnknownOfficer."""
    found = Officer.objects.filter(login=login).first()
    if found is None:
        raise UnknownOfficer(login)
    rights = tuple(right for _, right in rights_on(on, officer_id=found.pk)) if on else ()
    return _info(found, rights)


def logins_with(role: Role, unit_code: str, on: date) -> tuple[str, ...]:
    """Return the logins of active officers who have a role at a unit on that day, in order."""
    return tuple(sorted(set(_posted(role, unit_code, on).values_list("officer__login", flat=True))))


def _posted(role: Role, unit_code: str, on: date) -> QuerySet[Posting]:
    return Posting.objects.filter(
        holds_on(on),
        holds_on(on, "position__unit__versions__period"),
        officer__is_active=True,
        position__unit__code=unit_code,
        position__roles__contains=[role.value],
    )


def full_names(logins: Iterable[str]) -> Mapping[str, str]:
    """Return the names of officers by login, in one statement; an unknown login is left out."""
    wanted = set(logins)
    known = {login: name for login in wanted if (name := name_known(login))}
    if known.keys() == wanted:
        return known
    found = dict(Officer.objects.filter(login__in=wanted).values_list("login", "full_name"))
    note_names(found)
    return found


def names_asked(logins: Iterable[str]) -> Question[Mapping[str, str]]:
    """Ask for the names of officers by login; an unknown login is left out."""
    rows = Officer.objects.filter(login__in=set(logins)).only("login", "full_name")
    return Question(rows, lambda found: {row.login: row.full_name for row in found})


def staff_asked(role: Role, unit_code: str, on: date) -> Question[tuple[tuple[str, str], ...]]:
    """Ask for login and name of the active officers who have a role at a unit on that day, in order of logins."""
    rows = Officer.objects.filter(pk__in=_posted(role, unit_code, on).values("officer")).only("login", "full_name")
    return Question(rows, lambda found: tuple(sorted((row.login, row.full_name) for row in found)))


def has_second_factor(login: str) -> bool:
    """Tell whether an officer has enrolled a second factor."""
    return SecondFactor.objects.filter(officer__login=login).exists()


def counters_of(unit_code: str, on: date) -> tuple[CounterInfo, ...]:
    """Return the counters of a unit on that day, by number."""
    found = Counter.objects.filter(holds_on(on), unit__code=unit_code).order_by("number")
    return tuple(CounterInfo(number, name) for number, name in found.values_list("number", "name"))


def _info(officer: Officer, rights: tuple[RightInfo, ...]) -> OfficerInfo:
    return OfficerInfo(
        officer_id=officer.pk,
        login=officer.login,
        full_name=officer.full_name,
        is_active=officer.is_active,
        rights=rights,
    )
