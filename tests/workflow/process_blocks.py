"""Random sound processes: blocks of sequence, choice, parallel branches and loops back, nested at will."""

from dataclasses import dataclass, field
from itertools import count

from hypothesis import strategies as st

from motcua.domain.workflow.testing import a_choice, a_document, a_join, a_split, a_step

STEP = "step"
SHARES = st.sampled_from([None, "0", "0.25", "0.5", "1", "2", "10"])


def _nested(inner):
    some = st.lists(inner, min_size=2, max_size=3)
    return st.one_of(
        st.tuples(st.just("sequence"), some),
        st.tuples(st.just("choice"), st.lists(st.one_of(inner, st.none()), min_size=1, max_size=2), inner),
        st.tuples(st.just("parallel"), some),
        st.tuples(st.just("loop"), inner, st.one_of(inner, st.none())),
    )


BLOCKS = st.recursive(st.tuples(st.just(STEP), SHARES), _nested, max_leaves=10)


@dataclass
class Writing:
    """Writes a block as elements; `variables` are the facts that choices ask about, with their values."""

    elements: list = field(default_factory=list)
    variables: dict = field(default_factory=dict)
    loops: set = field(default_factory=set)
    numbers: count = field(default_factory=lambda: count(1))

    def name(self, word):
        return f"{word}{next(self.numbers)}"

    def write(self, block, to):
        """Write the block so that it leads to `to`; return the id of its first element."""
        return getattr(self, f"_{block[0]}")(*block[1:], to)

    def _step(self, share, to):
        name = self.name("s")
        self.elements.append(a_step(name, to, share))
        return name

    def _sequence(self, blocks, to):
        for block in reversed(blocks):
            to = self.write(block, to)
        return to

    def _choice(self, branches, usual, to):
        meet, name = self.name("meet"), self.name("choice")
        self.elements.append(a_choice(meet, otherwise=to))
        targets = [meet if branch is None else self.write(branch, meet) for branch in branches]
        ways = [(f"{name} = 'way{number}'", target) for number, target in enumerate(targets)]
        self.elements.append(a_choice(name, *ways, otherwise=self.write(usual, meet)))
        self.variables[name] = [f"way{number}" for number in range(len(ways))] + ["other"]
        return name

    def _parallel(self, branches, to):
        join, name = self.name("join"), self.name("split")
        self.elements.append(a_join(join, to))
        self.elements.append(a_split(name, *[self.write(branch, join) for branch in branches]))
        return name

    def _loop(self, body, back, to):
        name = self.name("loop")
        with_a_step = ("sequence", [(STEP, "0.5"), body if back is None else back])  # else nobody might do anything
        first = self.write(with_a_step if back is None else body, name)
        again = first if back is None else self.write(with_a_step, first)
        self.elements.append(a_choice(name, (name, again), otherwise=to))
        self.variables[name] = [True, False]
        self.loops.add(name)
        return first


@dataclass(frozen=True)
class RandomProcess:
    document: dict
    variables: dict
    loops: frozenset


@st.composite
def random_processes(draw, *, within=None):
    """Draw a process; `within` names a kind of block that it must have."""
    block = draw(BLOCKS)
    if within is not None:
        parts = {"parallel": ("parallel", [block, (STEP, "1")]), "choice": ("choice", [block], (STEP, "1")),
                 "loop": ("loop", block, None)}  # fmt: skip
        block = parts[within]
    writing = Writing()
    start = writing.write(("sequence", [(STEP, "1"), block]), "sign")
    document = a_document(*writing.elements, start=start)
    return RandomProcess(document, writing.variables, frozenset(writing.loops))


def random_facts(process, random, *, leave_loops):
    facts = {name: random.choice(values) for name, values in process.variables.items()}
    return facts | dict.fromkeys(process.loops, False) if leave_loops else facts
