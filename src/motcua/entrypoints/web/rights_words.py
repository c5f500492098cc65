"""The rights of an officer as pages show them: the sentences, and what opens at each unit."""

from typing import Any

from motcua.entrypoints import rights
from motcua.kernel.language import say, say_day

PLACE_MARK = "…"
"""Stands in an address for what the page is about: a code, a number."""


def page(found: rights.Rights) -> dict[str, Any]:
    """Return what the table of rights shows."""
    return {
        "login": found.login,
        "name": found.full_name,
        "day": say_day(found.on),
        "typed_day": found.on.isoformat(),
        "is_active": found.is_active,
        "sentences": found.sentences,
        "units": [_unit(one) for one in found.units] if found.is_active else [],
    }


def _unit(one: rights.AtUnit) -> dict[str, Any]:
    return {
        "code": one.actor.unit_code,
        "name": one.held[0].unit_name,
        "sees": [{"code": code, "name": name} for code, name in one.sees],
        "parts": [
            {
                "name": part.name,
                "because": rights.role_names(part.roles) or say("mọi vị trí công tác"),
                "addresses": [_readable(address) for address in part.addresses],
            }
            for part in one.parts
        ],
    }


def _readable(address: str) -> str:
    return "/".join(PLACE_MARK if part.startswith("<") else part for part in address.split("/"))
