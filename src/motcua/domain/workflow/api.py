"""The door of the workflow: what other modules may use."""

from motcua.domain.workflow.events import Act
from motcua.domain.workflow.operations import UnusableVersion, bind_version, import_processes
from motcua.domain.workflow.queries import (
    ProcessInfo,
    UnknownProcess,
    UnknownVersion,
    VersionInfo,
    bound_to,
    bpmn_of,
    bpmn_of_version,
    check_process,
    graph_of,
    import_vocabulary,
    latest,
    named,
    process,
    processes,
    table_of,
    version,
    versions,
)
from motcua.domain.workflow.rules.binding import Unbound
from motcua.domain.workflow.rules.bpmn import MODEL as BPMN_NAMESPACE
from motcua.domain.workflow.rules.bpmn import MOST_BYTES as MOST_BPMN_BYTES
from motcua.domain.workflow.rules.conditions import MissingFact
from motcua.domain.workflow.rules.engine import (
    Advance,
    Answer,
    advance,
    answers,
    enter,
    restart_at,
    to_result,
    words_of,
)
from motcua.domain.workflow.rules.graph import Graph, StepInfo, UnknownStep, UnsoundProcess
from motcua.domain.workflow.rules.real_process import Doubt, DoubtKind, UnreadableXml
from motcua.domain.workflow.rules.real_process import record_of as record_of_xml
from motcua.domain.workflow.rules.remaining import Remaining, StepAhead, remaining
from motcua.domain.workflow.rules.shares import shares_check, total_of
from motcua.domain.workflow.rules.soundness import State as Standing
from motcua.domain.workflow.rules.soundness import reachable
from motcua.domain.workflow.rules.step_table import StepTable, UnreadableProcess

__all__ = [
    "BPMN_NAMESPACE",
    "MOST_BPMN_BYTES",
    "Act",
    "Advance",
    "Answer",
    "Doubt",
    "DoubtKind",
    "Graph",
    "MissingFact",
    "ProcessInfo",
    "Remaining",
    "Standing",
    "StepAhead",
    "StepInfo",
    "StepTable",
    "Unbound",
    "UnknownProcess",
    "UnknownStep",
    "UnknownVersion",
    "UnreadableProcess",
    "UnreadableXml",
    "UnsoundProcess",
    "UnusableVersion",
    "VersionInfo",
    "advance",
    "answers",
    "bind_version",
    "bound_to",
    "bpmn_of",
    "bpmn_of_version",
    "check_process",
    "enter",
    "graph_of",
    "import_processes",
    "import_vocabulary",
    "latest",
    "named",
    "process",
    "processes",
    "reachable",
    "record_of_xml",
    "remaining",
    "restart_at",
    "shares_check",
    "table_of",
    "to_result",
    "total_of",
    "version",
    "versions",
    "words_of",
]
