"""Names of BPMN 2.0 and of our own extension, and the elements that the profile knows."""

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DIAGRAM = "http://www.omg.org/spec/BPMN/20100524/DI"
SHAPES = "http://www.omg.org/spec/DD/20100524/DI"
BOUNDS = "http://www.omg.org/spec/DD/20100524/DC"
SCHEMA = "http://www.w3.org/2001/XMLSchema-instance"
OURS = "urn:motcua:bpmn:1"

TASKS = frozenset({"userTask", "manualTask", "serviceTask", "sendTask", "callActivity"})
GATEWAYS = frozenset({"exclusiveGateway", "parallelGateway"})
NODES = TASKS | GATEWAYS | {"startEvent", "endEvent", "boundaryEvent"}

DRAWN = frozenset({"documentation", "textAnnotation", "association", "group"})
"""Drawn for people, without meaning for the process: passed over."""

DECLARED = frozenset({
    "message", "itemDefinition", "category", "resource", "error", "escalation", "signal", "dataStore", "interface",
    "partnerEntity", "partnerRole",
})  # fmt: skip
"""Declarations that do nothing until an element of the process uses them."""

MARKS = {
    "stops_clock": "stopsClock",
    "decides": "decides",
    "refuses": "refuses",
    "ready": "ready",
    "returns": "returns",
}
"""Our marks of a step, and the attribute of `step` that says each in a file."""
