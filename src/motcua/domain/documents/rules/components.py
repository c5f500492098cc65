"""What may be written down as handed in (thành phần hồ sơ)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal
from motcua.kernel.vietnamese import clean

MOST_SHEETS = 9_999
LONGEST_NAME = 20_000
_DIGEST = re.compile(r"[0-9a-f]{64}")


class WrongComponent(Refusal):
    """A paper that is handed in cannot be written down like this; `number` says which, from 1."""

    def __init__(self, number: int, sentence: str) -> None:
        self.number = number
        super().__init__(
            say("Giấy tờ số {number}: {sentence} Chưa ghi gì; sửa rồi làm lại.", number=number, sentence=sentence),
        )


@dataclass(frozen=True)
class Component:
    """One paper that a person hands in: how many originals and copies, and the digest of its file if there is one."""

    name: str
    originals: int = 1
    copies: int = 0
    digest: str = ""


def components(given: Sequence[Component]) -> tuple[Component, ...]:
    """Return the papers as they are kept, names cleaned. Raises WrongComponent for the first that cannot be."""
    return tuple(_component(number, part) for number, part in enumerate(given, start=1))


def _component(number: int, given: Component) -> Component:
    name = clean(given.name)
    if not name:
        raise WrongComponent(number, say("chưa có tên."))
    if len(name) > LONGEST_NAME:
        raise WrongComponent(number, say("tên dài quá {longest} chữ.", longest=LONGEST_NAME))
    for count in (given.originals, given.copies):
        if not 0 <= count <= MOST_SHEETS:
            raise WrongComponent(number, say("số bản phải từ 0 đến {most}.", most=MOST_SHEETS))
    if given.digest and not _DIGEST.fullmatch(given.digest):
        raise WrongComponent(number, say("mã băm của tệp không đúng dạng."))
    return replace(given, name=name)
