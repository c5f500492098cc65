"""Find the commune that an address names."""

from collections.abc import Mapping

from motcua.kernel.vietnamese import fold


def commune_in_address(address: str, communes: Mapping[str, str]) -> str | None:
    """Return the code of the one commune (code → name) that an address names; None for none or several.

    The longest name counts: "xã Tân Hưng Đông" is not "xã Tân Hưng". A unit's name may carry its office
    ("Ủy ban nhân dân xã …"); only what follows is looked for.
    """
    words = f" {' '.join(fold(address).replace(',', ' ').replace('.', ' ').split())} "
    hits = {code: _place(name) for code, name in communes.items() if f" {_place(name)} " in words}
    whole = [
        code
        for code, name in hits.items()
        if not any(name != other and f" {name} " in f" {other} " for other in hits.values())
    ]
    return whole[0] if len(whole) == 1 else None


def _place(name: str) -> str:
    return fold(name).removeprefix("uy ban nhan dan ").removeprefix("ubnd ")
