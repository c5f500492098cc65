"""What the tests of rights share: the addresses of the product, and the comparison of what is seen with the oracle."""

import os
import re
from collections import defaultdict

from django.urls import get_resolver, reverse
from routes import ROUTES, Shows

UNKNOWN = "H12.61-261103-9999"
CODE = re.compile(r"H12[.0-9]*-26\d{4}-\d{4}")
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"|[?&]tu=[^"&]*')
VALUES = {"code": UNKNOWN, "act": "nhan-viec", "number": 1, "paper_id": 1, "outside_code": "G09", "delivery": 1}
VALUES |= {"unit": "H12.61", "pack": "today", "form": "receipt"}
VALUES |= {"batch": 1, "draft": 1, "leave": 1, "change": "doi-ten", "slip": "kiem-soat"}
VALUES |= {"desk": "H12.62.01", "year": 2026, "token": "not-a-token", "login": "nobody", "day": "2026-11-12"}
VALUES |= {"slug": "sinh-con"}
VALUES |= {"name": "thu-tuc", "file": "thu-tuc.csv", "letters": "BBBBBB", "version": 1, "size": "a4", "hanging": 1}


def named_routes(resolver=None, space=""):
    """Yield the name of every route with the pattern, from the addresses of the product."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from named_routes(pattern, f"{pattern.namespace}:" if pattern.namespace else space)
        else:
            yield f"{space}{pattern.name}", pattern


PATTERNS = dict(named_routes())
BY_CODE = [name for name, route in ROUTES.items() if route.shows == Shows.ONE]


def address(name, **values):
    wanted = PATTERNS[name].pattern.converters
    return reverse(name, kwargs={part: {**VALUES, **values}[part] for part in wanted})


def may_open(reader, name):
    return not ROUTES[name].who or reader.role in ROUTES[name].who


def differences(expected, found, names):
    """Say which dossiers one sees against the rules, and which one does not see though the rules let."""
    too_much = sorted(names.get(code, code) for code in found - expected)
    too_little = sorted(names.get(code, code) for code in expected - found)
    return {key: value for key, value in (("too much", too_much), ("too little", too_little)) if value}


def cells(everybody, look, expect, names):
    """Return every cell in which the product and the oracle do not agree."""
    wrong = {}
    for reader, client in everybody:
        apart = differences(expect(reader), look(reader, client), names)
        if apart:
            wrong[(reader.role, reader.unit)] = apart
    return wrong


def dealt(among, things):
    """Deal things to the readers of each role in turn: every role meets every thing, its units meet them alternately.

    What a role may open is the same at each unit; with MOTCUA_FULL=1 every reader meets every thing.
    """
    roles = defaultdict(list)
    for reader, client in among:
        roles[reader.role].append((reader, client))
    for readers in roles.values():
        for place, thing in enumerate(things):
            whole = os.environ.get("MOTCUA_FULL") == "1"
            for reader, client in readers if whole else [readers[place % len(readers)]]:
                yield reader, client, place, thing


def body_of(answer):
    return TOKEN.sub("", answer.content.decode())


def state_of_all():
    """Return what an act would have changed: rows of the ledger and every dossier as it stands."""
    from motcua.domain.dossiers.models import Dossier, Step
    from motcua.foundation.models import LedgerEntry

    rows = list(Dossier.objects.order_by("pk").values_list("code", "state", "promised_at", "work_done"))
    return LedgerEntry.objects.count(), rows, list(Step.objects.order_by("pk").values_list("state", "officer_id"))
