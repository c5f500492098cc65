"""The code of a dossier (mã hồ sơ), by rule pack. Law: docs/law/dossier-codes.md."""

from datetime import date

from motcua.kernel.rule_pack import RulePack

ROOT_LAST = "root_last"


def book_of(agency: str, day: date) -> str:
    """Return the name of the running number's book: one per agency and day."""
    return f"dossier:{agency}:{day:%Y%m%d}"


def agency_as_written(agency: str, order: str) -> str:
    """Return the agency code in the order a pack writes it: H12.14, or 000.00.14.H12 before 2025."""
    if order != ROOT_LAST:
        return agency
    root, *groups = agency.split(".")
    below = [*groups, *["00"] * (2 - len(groups))]
    return ".".join(["000", *reversed(below), root]) if len(below) <= 2 else ".".join([*reversed(below), root])


def dossier_code(*, agency: str, day: date, number: int, pack: RulePack) -> str:
    """Return the code of the number-th dossier that an agency receives on a day."""
    return pack.code_pattern.format(agency=agency_as_written(agency, pack.code_order), day=day, number=number)
