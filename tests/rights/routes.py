"""What every route may show of dossiers, and to whom: said here, apart from the product, one line a route.

A route that is missing here fails `test_rights_matrix.py`. `docs/rights.md` is printed from this table.
"""

from dataclasses import dataclass
from enum import StrEnum

DESK = ("reception",)
WORK = ("reception", "handler", "leader")
WATCH = ("leader", "supervisor")
READ = ("reception", "leader", "supervisor", "inspector")
LOOK = (*WORK, "supervisor", "inspector")
EVERY = (*LOOK, "publisher", "administrator")
PUBLISH = ("publisher",)
ADMINISTER = ("administrator",)


class Shows(StrEnum):
    """How codes of dossiers appear on a route; the value is the sentence of the document."""

    NOTHING = "shows no dossier"
    ONE = "one dossier, named in the address: within the reader's scope"
    ACT = "acts on one dossier named in the address: within the reader's scope, and then by the rules of the act"
    PAPER = "one paper issued, by its number: of a dossier within the reader's scope, or issued by such a unit"
    FILE = "one file handed in: of a dossier within the reader's scope"
    FOUND = "lists what is found: within the reader's scope"
    WAITING = "lists what waits: steps of the reader's unit and roles, free or the reader's own, a leader's all"
    BOARD = "lists what stands behind a number of the board: nothing outside the reader's scope"
    FIGURE = "lists what stands behind a figure of a report, no names: within the reader's scope; how many there are, whoever may open it"
    AT_DESK = "lists results at the reader's desk"
    SAME_PERSON = "names open dossiers of the same person and procedure: within the reader's scope"
    ONLINE = "submissions that wait: of units within the reader's scope"
    SLIP = "one slip of what was not received: of a unit within the reader's scope"
    FAILED = "codes of dossiers whose message could not be sent, no names: the administrator of the province"
    CALENDAR = "codes of open dossiers whose promise would move, no names: of units that count with the calendar"
    MOVED = "codes of dossiers that a bulk move leaves where they are, no names: of units the reader administers"
    SCORED = "codes of settled dossiers with points, no names: within the reader's scope, the parts of units that the reader watches"
    OWN_SCORE = "codes of settled dossiers of which the reader did a step, no names: the reader's own points"
    LOOKED = "codes that were looked at, no names: by the reader; by officers of the units that the reader watches or administers"
    APOLOGIES = "dossiers that owe an apology: within the reader's scope"
    HANDED = "what the reader's own unit handed over: nothing outside the reader's scope"
    REGISTER = "lists of the desk named in the address, by year: of desks within the reader's scope"
    PROGRESS = "how far the dossier of a code is, no names: whoever has the code (Circular 01/2018/TT-VPCP, article 16)"
    KEYED = (
        "one dossier and its papers: whoever typed the key printed on the receipt in force, for half an hour on that phone; "
        "everybody else is led to how far it is"
    )


@dataclass(frozen=True)
class Route:
    """One route: how codes appear on it, and who may open it; `who` empty means everybody, signed in or not."""

    shows: Shows
    who: tuple[str, ...]


def _(shows: Shows, who: tuple[str, ...] = ()) -> Route:
    return Route(shows, who)


ROUTES = {
    "site:home": _(Shows.NOTHING),
    "site:sign_in": _(Shows.NOTHING),
    "site:sign_out": _(Shows.NOTHING),
    "site:second_factor": _(Shows.NOTHING, EVERY),
    "site:second_factor_enrol": _(Shows.NOTHING, EVERY),
    "site:password": _(Shows.NOTHING, EVERY),
    "site:choose_position": _(Shows.NOTHING, EVERY),
    "site:choose_language": _(Shows.NOTHING),
    "site:live": _(Shows.NOTHING),
    "site:ready": _(Shows.NOTHING),
    "site:metrics": _(Shows.NOTHING),
    "citizen:follow": _(Shows.NOTHING),
    "citizen:tracking": _(Shows.PROGRESS),
    "citizen:tracking_close": _(Shows.NOTHING),
    "citizen:tracking_ask_back": _(Shows.KEYED),
    "citizen:tracking_go_on": _(Shows.KEYED),
    "citizen:tracking_be_told": _(Shows.KEYED),
    "citizen:tracking_rate": _(Shows.KEYED),
    "citizen:tracking_paper": _(Shows.KEYED),
    "citizen:manifest": _(Shows.NOTHING),
    "citizen:worker": _(Shows.NOTHING),
    "citizen:offline": _(Shows.NOTHING),
    "citizen:procedure": _(Shows.NOTHING),
    "citizen:access": _(Shows.NOTHING),
    "citizen:units": _(Shows.NOTHING),
    "citizen:unit": _(Shows.NOTHING),
    "citizen:life_events": _(Shows.NOTHING),
    "citizen:life_event": _(Shows.NOTHING),
    "citizen:procedure_at": _(Shows.NOTHING),
    "citizen:short": _(Shows.NOTHING),
    "citizen:short_capital": _(Shows.NOTHING),
    "citizen:board": _(Shows.NOTHING),
    "citizen:rating_thanks": _(Shows.NOTHING),
    "citizen:rating": _(Shows.NOTHING),
    "citizen:rating_device": _(Shows.NOTHING),
    "citizen:results": _(Shows.NOTHING),
    "citizen:results_rules": _(Shows.NOTHING),
    "citizen:results_months": _(Shows.NOTHING),
    "citizen:results_letters": _(Shows.NOTHING),
    "citizen:results_satisfaction": _(Shows.NOTHING),
    "citizen:results_cuts": _(Shows.NOTHING),
    "citizen:results_online": _(Shows.NOTHING),
    "citizen:procedures": _(Shows.NOTHING),
    "citizen:procedures_suggest": _(Shows.NOTHING),
    "citizen:open_data": _(Shows.NOTHING),
    "citizen:open_data_dictionary": _(Shows.NOTHING),
    "citizen:open_data_file": _(Shows.NOTHING),
    "administration:home": _(Shows.NOTHING, ADMINISTER),
    "administration:calendar": _(Shows.NOTHING, ADMINISTER),
    "administration:calendar_edit": _(Shows.CALENDAR, ADMINISTER),
    "administration:units": _(Shows.NOTHING, ADMINISTER),
    "administration:units_page": _(Shows.NOTHING, ADMINISTER),
    "administration:units_act": _(Shows.NOTHING, ADMINISTER),
    "administration:units_change": _(Shows.NOTHING, ADMINISTER),
    "administration:units_position": _(Shows.NOTHING, ADMINISTER),
    "administration:units_counters": _(Shows.NOTHING, ADMINISTER),
    "administration:units_leaving": _(Shows.NOTHING, ADMINISTER),
    "administration:forms": _(Shows.NOTHING, ADMINISTER),
    "administration:forms_sample": _(Shows.NOTHING, ADMINISTER),
    "administration:procedures": _(Shows.NOTHING, ADMINISTER),
    "administration:procedures_page": _(Shows.NOTHING, ADMINISTER),
    "administration:dead_letters": _(Shows.FAILED, ADMINISTER),
    "administration:dead_letters_resend": _(Shows.NOTHING, ADMINISTER),
    "administration:search_words": _(Shows.NOTHING, ADMINISTER),
    "administration:search_words_remove": _(Shows.NOTHING, ADMINISTER),
    "administration:search_words_settle": _(Shows.NOTHING, ADMINISTER),
    "administration:rights": _(Shows.NOTHING, ADMINISTER),
    "administration:processes": _(Shows.NOTHING, ADMINISTER),
    "administration:processes_move": _(Shows.MOVED, ADMINISTER),
    "administration:processes_batch": _(Shows.MOVED, ADMINISTER),
    "administration:processes_check": _(Shows.NOTHING, ADMINISTER),
    "administration:processes_draft_begin": _(Shows.NOTHING, ADMINISTER),
    "administration:processes_draft": _(Shows.NOTHING, ADMINISTER),
    "administration:processes_draft_element": _(Shows.NOTHING, ADMINISTER),
    "administration:processes_draft_diagram": _(Shows.NOTHING, ADMINISTER),
    "administration:processes_version": _(Shows.NOTHING, ADMINISTER),
    "administration:processes_diagram": _(Shows.NOTHING, ADMINISTER),
    "oversight:board": _(Shows.NOTHING, WATCH),
    "oversight:board_figures": _(Shows.NOTHING, WATCH),
    "oversight:board_list": _(Shows.BOARD, WATCH),
    "oversight:board_hand_overs": _(Shows.NOTHING, WATCH),
    "oversight:board_submissions": _(Shows.ONLINE, WATCH),
    "oversight:cuts": _(Shows.NOTHING, ("leader", "supervisor", "inspector", "publisher", "administrator")),
    "oversight:online": _(Shows.NOTHING, ("leader", "supervisor", "inspector", "publisher", "administrator")),
    "desk:decisions": _(Shows.NOTHING, PUBLISH),
    "oversight:arrangement": _(Shows.NOTHING, ("leader", "supervisor", "inspector", "publisher", "administrator")),
    "oversight:boards": _(Shows.NOTHING, ("leader", "supervisor", "administrator")),
    "oversight:satisfaction": _(Shows.NOTHING, ("leader", "supervisor", "inspector")),
    "oversight:satisfaction_comments": _(Shows.NOTHING, ("leader", "supervisor", "inspector")),
    "oversight:satisfaction_doubtful": _(Shows.NOTHING, ("supervisor",)),
    "oversight:scoring": _(Shows.SCORED, WATCH),
    "oversight:scoring_unit": _(Shows.NOTHING, WATCH),
    "oversight:scoring_officer": _(Shows.SCORED, WATCH),
    "oversight:scoring_dossier": _(Shows.SCORED, WATCH),
    "oversight:report": _(Shows.NOTHING, ("leader", "supervisor", "inspector", "publisher", "administrator")),
    "oversight:report_dossiers": _(Shows.FIGURE, ("leader", "supervisor", "inspector", "publisher", "administrator")),
    "oversight:report_published": _(Shows.NOTHING, ("leader", "supervisor", "inspector", "publisher", "administrator")),
    "oversight:report_published_one": _(
        Shows.FIGURE, ("leader", "supervisor", "inspector", "publisher", "administrator")
    ),
    "oversight:satisfaction_publish": _(Shows.NOTHING, ("leader",)),
    "oversight:report_publish": _(Shows.NOTHING, ("leader", "administrator")),
    "oversight:report_withdraw": _(Shows.NOTHING, ("leader", "administrator")),
    "oversight:looks": _(Shows.LOOKED, ("supervisor", "inspector", "administrator")),
    "desk:home": _(Shows.NOTHING, EVERY),
    "desk:inbox": _(Shows.WAITING, WORK),
    "desk:dossier": _(Shows.ONE, EVERY),
    "desk:dossier_diagram": _(Shows.ONE, EVERY),
    "desk:dossier_bpmn": _(Shows.ONE, EVERY),
    "desk:dossier_looks": _(Shows.ONE, ("leader", "supervisor", "inspector")),
    "desk:dossier_act": _(Shows.ACT, EVERY),
    "desk:dossier_slip": _(Shows.ACT, WORK),
    "desk:dossier_rating": _(Shows.ONE, DESK),
    "desk:rating_devices": _(Shows.NOTHING, DESK),
    "desk:hand_overs": _(Shows.HANDED, WORK),
    "desk:scores": _(Shows.OWN_SCORE, WORK),
    "desk:scores_dossier": _(Shows.OWN_SCORE, WORK),
    "desk:registers": _(Shows.NOTHING, READ),
    "desk:registers_close": _(Shows.REGISTER, ("leader",)),
    "desk:registers_volume": _(Shows.REGISTER, READ),
    "desk:registers_notes": _(Shows.REGISTER, READ),
    "desk:boards": _(Shows.NOTHING, ("reception", "leader")),
    "desk:boards_make": _(Shows.NOTHING, ("reception", "leader")),
    "desk:boards_page": _(Shows.NOTHING, ("reception", "leader")),
    "desk:boards_hang": _(Shows.NOTHING, ("reception", "leader")),
    "desk:boards_take_down": _(Shows.NOTHING, ("reception", "leader")),
    "desk:boards_undo": _(Shows.NOTHING, ("reception", "leader")),
    "desk:boards_print": _(Shows.NOTHING, ("reception", "leader", "supervisor", "administrator")),
    "desk:component": _(Shows.FILE, EVERY),
    "desk:paper": _(Shows.PAPER, EVERY),
    "desk:rights": _(Shows.NOTHING, EVERY),
    "desk:own_looks": _(Shows.LOOKED, EVERY),
    "desk:leaves": _(Shows.NOTHING, (*WORK, "administrator")),
    "desk:leaves_end": _(Shows.NOTHING, (*WORK, "administrator")),
    "desk:apologies": _(Shows.APOLOGIES, (*WORK, "supervisor")),
    "desk:returning": _(Shows.AT_DESK, DESK),
    "desk:reception": _(Shows.NOTHING, DESK),
    "desk:reception_suggest": _(Shows.NOTHING, DESK),
    "desk:reception_slip": _(Shows.SAME_PERSON, DESK),
    "desk:reception_person": _(Shows.SAME_PERSON, DESK),
    "desk:reception_refused": _(Shows.NOTHING, DESK),
    "desk:reception_slip_issued": _(Shows.SLIP, DESK),
    "desk:reception_done": _(Shows.ONE, DESK),
    "desk:online_queue": _(Shows.ONLINE, DESK),
    "desk:online_queue_file": _(Shows.ONLINE, DESK),
    "desk:online_queue_detail": _(Shows.ONLINE, DESK),
    "desk:search": _(Shows.FOUND, LOOK),
    "desk:scan": _(Shows.NOTHING, LOOK),
    "desk:procedures": _(Shows.NOTHING, PUBLISH),
    "desk:procedures_page": _(Shows.NOTHING, PUBLISH),
    "desk:procedures_answer": _(Shows.NOTHING, PUBLISH),
    "desk:procedures_withdraw": _(Shows.NOTHING, PUBLISH),
    "desk:procedures_confirm": _(Shows.NOTHING, PUBLISH),
    "desk:procedures_bind": _(Shows.NOTHING, PUBLISH),
    "desk:procedures_steps": _(Shows.NOTHING, PUBLISH),
    "desk:procedures_effect": _(Shows.NOTHING, PUBLISH),
    "desk:procedures_original": _(Shows.NOTHING, PUBLISH),
    "desk:procedures_publish": _(Shows.NOTHING, PUBLISH),
    "desk:procedures_expire": _(Shows.NOTHING, PUBLISH),
    "desk:procedures_replaced": _(Shows.NOTHING, PUBLISH),
    "desk:procedures_units": _(Shows.NOTHING, PUBLISH),
    "desk:procedures_unit": _(Shows.NOTHING, PUBLISH),
}
