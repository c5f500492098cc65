"""The import contracts hold, hold without exceptions, and catch what they are there to catch.

The breaches are put into the import graph of the real code, one at a time, and all contracts are asked.
"""

from copy import deepcopy
from functools import cache
from pathlib import Path

import grimp
import pytest
from importlinter.application import use_cases
from importlinter.application.app_config import settings as linter
from importlinter.configuration import configure

ROOT = Path(__file__).resolve().parents[2]
CONFIG = ROOT / ".importlinter"

FLOORS = "Imports go down only: config, entrypoints, integrations, domain, foundation, kernel"
ORDER = "The order of the domain modules"
ROOMS = "Rooms of a module: the door on top, rules at the bottom"
KERNEL = "The kernel knows no Django"
RULES = "Rules know no Django and no database"
ENTRYPOINTS = "Entrypoints by audience: command line and pages do not know each other"
AUDIENCES = "The pages of one audience do not know those of another"
INTEGRATIONS = "Integrations do not know each other"
CIRCLES = "No file stands in a circle with its neighbours"
DOORS = "Outsiders come in by the door: <module>.api only"

DOMAIN = "motcua.domain"


@cache
def the_graph() -> grimp.ImportGraph:
    return grimp.build_graph("motcua", include_external_packages=True, cache_dir=None)


def broken_by(graph: grimp.ImportGraph, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Return the names of the contracts that do not hold for the graph."""

    class Given:
        def build(self, **_options: object) -> grimp.ImportGraph:
            return graph

    monkeypatch.chdir(ROOT)
    monkeypatch.syspath_prepend(str(ROOT))
    configure()
    linter.configure(GRAPH_BUILDER=Given())
    use_cases._register_built_in_contract_types()
    options = use_cases.read_user_options(str(CONFIG.name))
    report = use_cases.create_report(options)
    assert not report.could_not_run, report.invalid_contract_options
    return {contract.name for contract, check in report.get_contracts_and_checks() if not check.kept}


IMPORTS = [
    pytest.param("motcua.kernel.period", "motcua.foundation.clock", FLOORS, id="kernel_asks_foundation"),
    pytest.param("motcua.foundation.numbering", f"{DOMAIN}.organisation.api", FLOORS, id="foundation_asks_domain"),
    pytest.param(f"{DOMAIN}.dossiers.apps", "motcua.entrypoints.acts", FLOORS, id="domain_asks_entrypoints"),
    pytest.param("motcua.integrations", "motcua.entrypoints.acts", FLOORS, id="integrations_ask_entrypoints"),
    pytest.param("motcua.entrypoints.acts", "motcua.config.settings", FLOORS, id="entrypoints_ask_config"),
    pytest.param(f"{DOMAIN}.organisation.operations.units", f"{DOMAIN}.workflow.api", ORDER, id="upwards"),
    pytest.param(f"{DOMAIN}.parties.operations", f"{DOMAIN}.workflow.api", ORDER, id="neighbours"),
    pytest.param(f"{DOMAIN}.documents.queries", f"{DOMAIN}.intake.api", ORDER, id="neighbours_above"),
    pytest.param(f"{DOMAIN}.parties.models", f"{DOMAIN}.parties.queries", ROOMS, id="models_ask_queries"),
    pytest.param(f"{DOMAIN}.parties.queries", f"{DOMAIN}.parties.operations", ROOMS, id="questions_act"),
    pytest.param(f"{DOMAIN}.parties.rules.words", f"{DOMAIN}.parties.models", ROOMS, id="rules_ask_tables"),
    pytest.param(f"{DOMAIN}.parties.operations", f"{DOMAIN}.parties.api", ROOMS, id="acts_use_their_own_door"),
    pytest.param(f"{DOMAIN}.parties.operations", f"{DOMAIN}.parties.testing", ROOMS, id="builders_in_the_product"),
    pytest.param("motcua.kernel.money", "django.db", KERNEL, id="kernel_uses_django"),
    pytest.param("motcua.kernel.money", "psycopg", KERNEL, id="kernel_uses_the_database"),
    pytest.param(f"{DOMAIN}.parties.rules.words", "django.db", RULES, id="rules_use_django"),
    pytest.param(f"{DOMAIN}.parties.rules.words", "motcua.foundation.numbering", RULES, id="rules_use_it_by_a_detour"),
    pytest.param("motcua.entrypoints.cli.explain", "motcua.entrypoints.web.wording", ENTRYPOINTS, id="cli_asks_pages"),
    pytest.param("motcua.entrypoints.acts", "motcua.entrypoints.jobs.tasks", ENTRYPOINTS, id="acts_ask_jobs"),
    pytest.param(
        "motcua.entrypoints.web.citizen.tracking", "motcua.entrypoints.web.desk.home", AUDIENCES, id="citizen_asks_desk"
    ),
    pytest.param("motcua.kernel.refusal", "motcua.kernel.codes", CIRCLES, id="a_circle_in_the_kernel"),
    pytest.param("motcua.entrypoints.acts", f"{DOMAIN}.dossiers.operations.steps", DOORS, id="past_the_door"),
    pytest.param("motcua.entrypoints.acts", f"{DOMAIN}.dossiers.models", DOORS, id="straight_to_the_tables"),
    pytest.param(f"{DOMAIN}.dossiers.queries.scope", f"{DOMAIN}.parties.models", DOORS, id="tables_of_a_lower_module"),
    pytest.param("motcua.entrypoints.acts", f"{DOMAIN}.dossiers.testing", DOORS, id="a_page_uses_a_builder"),
    pytest.param(
        f"{DOMAIN}.dossiers.testing", f"{DOMAIN}.parties.rules.words", DOORS, id="a_builder_past_another_s_door"
    ),
]
NEWCOMERS = [
    pytest.param("motcua.plumbing", FLOORS, id="a_floor_that_is_not_listed"),
    pytest.param(f"{DOMAIN}.weather", ORDER, id="a_module_that_is_not_listed"),
    pytest.param(f"{DOMAIN}.parties.helpers", ROOMS, id="a_room_that_is_not_listed"),
    pytest.param("motcua.entrypoints.rest", ENTRYPOINTS, id="an_entrypoint_that_is_not_listed"),
]


def test_every_contract_holds(monkeypatch):
    assert broken_by(the_graph(), monkeypatch) == set()


@pytest.mark.parametrize(("importer", "imported", "contract"), IMPORTS)
def test_a_forbidden_import_is_caught(importer, imported, contract, monkeypatch):
    graph = deepcopy(the_graph())
    assert {importer, imported.split(".")[0] if imported.startswith("django") else imported} <= graph.modules
    graph.add_import(importer=importer, imported=imported if imported in graph.modules else imported.split(".")[0])

    assert contract in broken_by(graph, monkeypatch)


@pytest.mark.parametrize(("module", "contract"), NEWCOMERS)
def test_a_newcomer_without_a_place_is_caught(module, contract, monkeypatch):
    graph = deepcopy(the_graph())
    graph.add_module(module)

    assert contract in broken_by(graph, monkeypatch)


def test_integrations_that_know_each_other_are_caught(monkeypatch):
    graph = deepcopy(the_graph())
    for module in ("motcua.integrations.postal", "motcua.integrations.payment_gateway"):
        graph.add_module(module)
    graph.add_import(importer="motcua.integrations.postal", imported="motcua.integrations.payment_gateway")

    assert INTEGRATIONS in broken_by(graph, monkeypatch)


def test_no_contract_has_an_ignore_list():
    text = CONFIG.read_text(encoding="utf-8")
    settings = [line.split("=")[0].strip() for line in text.splitlines() if "=" in line and not line.startswith("#")]

    assert not [name for name in settings if "ignore" in name or "skip" in name]
    assert "exclude_type_checking_imports = False" in text


def test_layer_contracts_are_exhaustive():
    parts = CONFIG.read_text(encoding="utf-8").split("[importlinter:contract:")[1:]

    assert [part for part in parts if "type = layers" in part and "exhaustive = True" not in part] == []


def test_the_data_folder_holds_no_code():
    assert list((ROOT / "src" / "motcua" / "data").rglob("*.py")) == []
