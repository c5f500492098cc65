"""Tables of the procedures: the catalogue in its layers, and the boards that lead to it."""

from motcua.domain.procedures.models.boards import (
    Board,
    BoardHanging,
    BoardVersion,
    ProcedureReplacement,
    Scan,
    ScanCount,
    ShortAddress,
)
from motcua.domain.procedures.models.catalogue import (
    CatalogueImport,
    NationalVersion,
    Procedure,
    ProvinceAnswer,
    ProvinceDecision,
    PublishedVersion,
    SearchWord,
    UnansweredSearch,
    UnitOverlay,
)

__all__ = [
    "Board",
    "BoardHanging",
    "BoardVersion",
    "CatalogueImport",
    "NationalVersion",
    "Procedure",
    "ProcedureReplacement",
    "ProvinceAnswer",
    "ProvinceDecision",
    "PublishedVersion",
    "Scan",
    "ScanCount",
    "SearchWord",
    "ShortAddress",
    "UnansweredSearch",
    "UnitOverlay",
]
