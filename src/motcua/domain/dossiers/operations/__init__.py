"""Acts on dossiers, one function each."""

from motcua.domain.dossiers.operations import following
from motcua.domain.dossiers.operations.apologies import apologise, drop_apology, note_apology_given, sign_apology
from motcua.domain.dossiers.operations.correcting import correct, correct_ready, reissue_receipt
from motcua.domain.dossiers.operations.ending import ReasonMissing, pause, refuse, resume, stop, withdraw
from motcua.domain.dossiers.operations.foreseeing import Foreseen, foresee, foresee_in_general
from motcua.domain.dossiers.operations.handing_over import NothingHandedOver, issue_hand_over_list
from motcua.domain.dossiers.operations.held_back import HeldBack, holding_back
from motcua.domain.dossiers.operations.leaving import leave_position
from motcua.domain.dossiers.operations.moving import move_dossiers, resume_move, undo_move
from motcua.domain.dossiers.operations.online import not_received, send_back
from motcua.domain.dossiers.operations.opinions import (
    AlreadyAsked,
    NotAsked,
    answer_opinion,
    ask_opinion,
    withdraw_opinion,
)
from motcua.domain.dossiers.operations.papers import tracking_address
from motcua.domain.dossiers.operations.receive import Person, Reception, accept, receive
from motcua.domain.dossiers.operations.redating import (
    CalendarTooShort,
    effect_of_calendar,
    publish_calendar,
    redate_for_calendar,
    redate_missed,
)
from motcua.domain.dossiers.operations.refusing import refuse_reception
from motcua.domain.dossiers.operations.registers import close_register, print_register, print_register_notes
from motcua.domain.dossiers.operations.reopening import NothingToTakeUp, reopen
from motcua.domain.dossiers.operations.returning import return_result
from motcua.domain.dossiers.operations.settling import make_result_ready
from motcua.domain.dossiers.operations.slips import fee_amounts, issue_control_slip, issue_payment_notice
from motcua.domain.dossiers.operations.steps import assign, claim, complete_step, decide, take_over
from motcua.domain.dossiers.operations.supplement import ask_supplement, complete_supplement
from motcua.domain.dossiers.operations.sweep import Swept, sweep
from motcua.domain.dossiers.operations.voiding import void

__all__ = [
    "AlreadyAsked",
    "CalendarTooShort",
    "Foreseen",
    "HeldBack",
    "NotAsked",
    "NothingHandedOver",
    "NothingToTakeUp",
    "Person",
    "ReasonMissing",
    "Reception",
    "Swept",
    "accept",
    "answer_opinion",
    "apologise",
    "ask_opinion",
    "ask_supplement",
    "assign",
    "claim",
    "close_register",
    "complete_step",
    "complete_supplement",
    "correct",
    "correct_ready",
    "decide",
    "drop_apology",
    "effect_of_calendar",
    "fee_amounts",
    "following",
    "foresee",
    "foresee_in_general",
    "holding_back",
    "issue_control_slip",
    "issue_hand_over_list",
    "issue_payment_notice",
    "leave_position",
    "make_result_ready",
    "move_dossiers",
    "not_received",
    "note_apology_given",
    "pause",
    "print_register",
    "print_register_notes",
    "publish_calendar",
    "receive",
    "redate_for_calendar",
    "redate_missed",
    "refuse",
    "refuse_reception",
    "reissue_receipt",
    "reopen",
    "resume",
    "resume_move",
    "return_result",
    "send_back",
    "sign_apology",
    "stop",
    "sweep",
    "take_over",
    "tracking_address",
    "undo_move",
    "void",
    "withdraw",
    "withdraw_opinion",
]
