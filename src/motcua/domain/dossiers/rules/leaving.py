"""What must be said when an officer leaves a position with open steps in their hands.

Law: docs/law/substitutes.md, section 3.
"""

from collections.abc import Mapping, Sequence

from motcua.domain.dossiers.rules.acting import StepLike
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal

UNIT, LATER = "unit", "later"
"""Instead of a colleague: left to whoever of the unit has the role; still to be assigned before the day comes."""


class StepsLeftBehind(Refusal):
    """The officer holds open steps and nothing was said of who takes them."""


class NobodyTakes(Refusal):
    """Nobody else of the unit has a role that the open steps need."""


def require_choice(
    left: Sequence[StepLike], to: str, *, able: Mapping[str, frozenset[str]], login: str, is_ahead: bool
) -> None:
    """Raise unless it is said who takes the steps, and somebody can.

    `able`: who else of the unit has each role needed. `is_ahead`: the posting ends on a day to come.
    """
    if not left or (to == LATER and is_ahead):
        return
    if any(not logins for logins in able.values()):
        raise NobodyTakes(
            say(
                "{login} còn giữ {steps} bước đang mở mà ở đơn vị không còn ai khác có quyền làm; phân "
                "công người khác trước. Không có gì thay đổi.",
                login=login,
                steps=len(left),
            )
        )
    if to in ("", LATER):
        raise StepsLeftBehind(
            say(
                "{login} còn giữ {steps} bước đang mở: chọn người nhận, hoặc để chung cho đơn vị. Không "
                "có gì thay đổi.",
                login=login,
                steps=len(left),
            )
        )
