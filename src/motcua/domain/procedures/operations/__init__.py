"""Acts on procedures: import, answer, bind, publish."""

from motcua.domain.procedures.operations.answering import (
    NoSuchAnswer,
    answer_field,
    confirm_answer,
    take_stated_commitments,
    withdraw_answer,
)
from motcua.domain.procedures.operations.bulk import CatalogueDecision, Loading, SettingRow, load_catalogue
from motcua.domain.procedures.operations.deciding import (
    DecisionEffect,
    DecisionEntered,
    RefusedSetting,
    decide,
    foresee_decision,
)
from motcua.domain.procedures.operations.importing import ImportSummary, NotText, import_national
from motcua.domain.procedures.operations.listing import import_list
from motcua.domain.procedures.operations.overlaying import end_overlay, state_overlay, undo_overlay
from motcua.domain.procedures.operations.publishing import (
    NeverPublishable,
    NotInForce,
    NotPublishable,
    UnfitProcess,
    bind_process,
    expire,
    publish,
)
from motcua.domain.procedures.operations.searching import (
    NoSuchWord,
    UnusableWord,
    add_search_word,
    forget_unanswered,
    note_unanswered,
    remove_search_word,
    settle_unanswered,
)

__all__ = [
    "CatalogueDecision",
    "DecisionEffect",
    "DecisionEntered",
    "ImportSummary",
    "Loading",
    "NeverPublishable",
    "NoSuchAnswer",
    "NoSuchWord",
    "NotInForce",
    "NotPublishable",
    "NotText",
    "RefusedSetting",
    "SettingRow",
    "UnfitProcess",
    "UnusableWord",
    "add_search_word",
    "answer_field",
    "bind_process",
    "confirm_answer",
    "decide",
    "end_overlay",
    "expire",
    "foresee_decision",
    "forget_unanswered",
    "import_list",
    "import_national",
    "load_catalogue",
    "note_unanswered",
    "publish",
    "remove_search_word",
    "settle_unanswered",
    "state_overlay",
    "take_stated_commitments",
    "undo_overlay",
    "withdraw_answer",
]
