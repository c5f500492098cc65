"""Kinds of party: who can file a dossier."""

from collections.abc import Mapping
from enum import StrEnum


class PartyKind(StrEnum):
    """A citizen (cá nhân) by personal number, a business (doanh nghiệp) by tax code."""

    CITIZEN = "citizen"
    BUSINESS = "business"


KIND_NAMES: Mapping[PartyKind, str] = {
    PartyKind.CITIZEN: "cá nhân",
    PartyKind.BUSINESS: "doanh nghiệp, tổ chức",
}
