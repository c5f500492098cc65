"""Conditions of a choice: a variable, `not`, or one comparison, compiled to data and never executed as code.

Law: docs/law/processes.md, section 3. Change that page and its cases first, then this file.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal
from motcua.kernel.vietnamese import clean

Literal = str | bool | Decimal
Condition = tuple[object, ...]
"""("var", name) | (operator, name, literal) | ("not", condition)"""

ORDERS = frozenset({"<", "<=", ">", ">="})
LONGEST = 200
TOKEN = re.compile(
    r"\s*(?:(?P<word>[A-Za-z_][A-Za-z0-9_]*)|(?P<number>-?\d+(?:\.\d+)?)|(?P<text>'[^'\"]*'|\"[^'\"]*\")|(?P<operator><=|>=|!=|=|<|>))",
)
KEPT_WORDS = frozenset({"not", "true", "false"})


class UnreadableCondition(Refusal):
    """A condition is not in the grammar; the sentence names the place."""


class MissingFact(Refusal):
    """A choice asks about a fact that was not given, or that is of another kind."""


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    place: int


def parse(text: str) -> Condition:
    """Return the condition as data; refuse with the place what the grammar does not know."""
    source = clean(text)
    if len(source) > LONGEST:
        raise UnreadableCondition(say("Điều kiện dài quá {longest} ký tự.", longest=LONGEST))
    tokens = _tokens(source)
    negated = bool(tokens) and tokens[0].text == "not" and tokens[0].kind == "word"
    condition = _comparison(source, tokens[1:] if negated else tokens)
    return ("not", condition) if negated else condition


def _tokens(source: str) -> list[_Token]:
    found: list[_Token] = []
    place = 0
    while source[place:].strip():
        match = TOKEN.match(source, place)
        if match is None or match.lastgroup is None:
            raise _unreadable(source, place + len(source[place:]) - len(source[place:].lstrip()))
        found.append(_Token(match.lastgroup, match.group(match.lastgroup), match.start(match.lastgroup)))
        place = match.end()
    return found


def _comparison(source: str, tokens: list[_Token]) -> Condition:
    kinds = [token.kind for token in tokens]
    if not kinds or kinds[0] != "word" or tokens[0].text in KEPT_WORDS:
        raise _unreadable(source, tokens[0].place if tokens else len(source))
    if len(tokens) == 1:
        return ("var", tokens[0].text)
    if kinds[1] != "operator":
        raise _unreadable(source, tokens[1].place)
    if len(tokens) == 2:
        raise _unreadable(source, len(source))
    literal = _literal(source, tokens[2])
    if len(tokens) > 3:
        raise _unreadable(source, tokens[3].place)
    if tokens[1].text in ORDERS and not isinstance(literal, Decimal):
        raise _unreadable(source, tokens[2].place)
    return (tokens[1].text, tokens[0].text, literal)


def _literal(source: str, token: _Token) -> Literal:
    if token.kind == "text":
        return token.text[1:-1]
    if token.kind == "number":
        return Decimal(token.text)
    if token.text in {"true", "false"}:
        return token.text == "true"
    raise _unreadable(source, token.place)


def _unreadable(source: str, place: int) -> UnreadableCondition:
    return UnreadableCondition(
        say("Không đọc được điều kiện «{source}» từ ký tự thứ {place}.", source=source, place=place + 1)
    )


def text_of(condition: Condition) -> str:
    """Write a condition back; `parse` of the answer gives the same data."""
    if condition[0] == "not":
        return "not " + text_of(_inner(condition))
    if condition[0] == "var":
        return str(condition[1])
    return f"{condition[1]} {condition[0]} {_written(condition[2])}"


def _written(literal: object) -> str:
    if isinstance(literal, bool):
        return "true" if literal else "false"
    return format(literal, "f") if isinstance(literal, Decimal) else f"'{literal}'"


def holds(condition: Condition, data: Mapping[str, object]) -> bool:
    """Tell whether the condition holds for these facts.

    Raises MissingFact where the fact was not given or is of another kind than the condition asks for.
    """
    if condition[0] == "not":
        return not holds(_inner(condition), data)
    name = str(condition[1])
    if data.get(name) is None:
        raise MissingFact(say("Cần cho biết «{name}» để chọn bước tiếp theo.", name=name))
    if condition[0] == "var":
        return _as_bool(name, data[name])
    return _compare(str(condition[0]), name, data[name], condition[2])


def _as_bool(name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise MissingFact(say("«{name}» phải là đúng (true) hoặc sai (false).", name=name))
    return value


def _compare(operator: str, name: str, value: object, literal: object) -> bool:
    given: object
    if isinstance(literal, bool):
        given = _as_bool(name, value)
    elif isinstance(literal, Decimal):
        given = _as_number(name, value)
    else:
        given = _as_text(name, value)
    if operator in {"=", "!="}:
        return (given == literal) is (operator == "=")
    assert isinstance(given, Decimal)
    assert isinstance(literal, Decimal)
    return {"<": given < literal, "<=": given <= literal, ">": given > literal, ">=": given >= literal}[operator]


def _as_number(name: str, value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise MissingFact(say("«{name}» phải là một số.", name=name))
    number = Decimal(str(value))
    if not number.is_finite():
        raise MissingFact(say("«{name}» phải là một số.", name=name))
    return number


def _as_text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise MissingFact(say("«{name}» phải là chữ.", name=name))
    return clean(value)


def to_data(condition: Condition) -> list[object]:
    """Give the condition as JSON; numbers are written as text, so that no float ever enters a graph."""
    if condition[0] == "not":
        return ["not", to_data(_inner(condition))]
    if condition[0] == "var":
        return list(condition)
    literal = condition[2]
    kind = "bool" if isinstance(literal, bool) else "number" if isinstance(literal, Decimal) else "text"
    return [condition[0], condition[1], [kind, format(literal, "f") if isinstance(literal, Decimal) else literal]]


def from_data(data: object) -> Condition:
    """Read what `to_data` wrote."""
    assert isinstance(data, list | tuple)
    if data[0] == "not":
        return ("not", from_data(data[1]))
    if data[0] == "var":
        return ("var", str(data[1]))
    kind, literal = data[2]
    return (str(data[0]), str(data[1]), Decimal(literal) if kind == "number" else literal)


def _inner(condition: Condition) -> Condition:
    inner = condition[1]
    assert isinstance(inner, tuple)
    return inner
