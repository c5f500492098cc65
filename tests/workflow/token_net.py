"""The same processes as a plain token net: an independent, slower reading of what a process means.

Tokens lie on flows. A choice moves one token on along one flow, a split copies it to all, a join takes one from every
flow into it. Written from docs/processes.md alone, it shares no code with the engine.
"""

from collections import Counter


class TokenNet:
    def __init__(self, document):
        self.elements = {element["id"]: element for element in document["elements"]}
        self.tokens = Counter({("", document["start"]): 1})
        self.ended = 0

    def settle(self, holds):
        """Let tokens move until each lies before a step or before a join that is not complete."""
        while any(self._move(flow, holds) for flow in list(self.tokens) if self.tokens[flow]):
            pass

    def _move(self, flow, holds):
        element = self.elements[flow[1]]
        flows = element.get("flows", [])
        if element["kind"] == "task":
            return False
        if element["kind"] == "join":
            incoming = [(name, element["id"]) for name, other in self.elements.items()
                        if any(way["to"] == element["id"] for way in other.get("flows", []))]  # fmt: skip
            if not all(self.tokens[arrival] for arrival in incoming):
                return False
            self.tokens.subtract(incoming)
        else:
            self.tokens[flow] -= 1
        if element["kind"] == "choice":
            flows = [next((way for way in flows if "when" in way and holds(way["when"])), flows[-1])]
        self.ended += element["kind"] == "end"
        self.tokens.update((element["id"], way["to"]) for way in flows)
        return True

    def complete(self, step, holds):
        flow = next(flow for flow, count in self.tokens.items() if count and flow[1] == step)
        self.tokens[flow] -= 1
        self.tokens[(step, self.elements[step]["flows"][0]["to"])] += 1
        self.settle(holds)

    def _before(self, kind):
        return [flow for flow in self.tokens.elements() if self.elements[flow[1]]["kind"] == kind]

    @property
    def open(self):
        return sorted(target for _, target in self._before("task"))

    @property
    def waiting(self):
        return sorted(f"{source}>{target}" for source, target in self._before("join"))


def by_facts(facts):
    """Read the two forms of condition that the random processes use."""

    def holds(when):
        name, _, literal = when.partition(" = ")
        return facts[name] is True if not literal else facts[name] == literal.strip("'")

    return holds
