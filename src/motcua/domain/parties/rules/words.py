"""Kinds of party: who can file a dossier."""

from collections.abc import Mapping
from enum import StrEnum

from motcua.kernel.language import to_say


class PartyKind(StrEnum):
    """A citizen (cá nhân) by personal number, a business (doanh nghiệp) by tax code."""

    CITIZEN = "citizen"
    BUSINESS = "business"


KIND_NAMES: Mapping[PartyKind, str] = {
    PartyKind.CITIZEN: to_say("cá nhân"),
    PartyKind.BUSINESS: to_say("doanh nghiệp, tổ chức"),
}
