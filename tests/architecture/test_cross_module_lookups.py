"""No filter reaches through a foreign key into the tables of another module.

`dossier__state` inside dossiers is one module's own business. `applicant__name` in dossiers would make the tables of
the parties part of what dossiers rest on, past every import contract. The rule reads each look-up path of a module
against its own models: a foreign key that leaves the module may be followed by its own column (`pk`, `id`, the column
it points to) or by a comparison (`in`, `isnull`, …), by nothing else.
"""

import ast
import re
from itertools import pairwise
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Field, ForeignKey
from the_source import DOMAIN, python_files, strings_of, told, tree_of

TABLE = re.compile(r"\b(?:FROM|JOIN|INTO|UPDATE|TABLE|ON)\s+([a-z]+)_[a-z]+\b")
MODULES = {config.label for config in apps.get_app_configs() if config.name.startswith("motcua.domain.")}
PATH = re.compile(r"-?[a-z][a-z0-9_]*__[a-z0-9_]+")
TAKE_PATHS = {
    *("filter", "exclude", "get", "get_or_create", "update_or_create", "annotate", "alias", "aggregate"),
    *("order_by", "values", "values_list", "select_related", "prefetch_related", "only", "defer", "distinct"),
    *("F", "Q", "When", "Prefetch", "OuterRef", "Count", "Max", "Min", "Sum", "Avg", "Exists", "get_object_or_404"),
}


def keys_out_of(module: str) -> dict[str, ForeignKey]:
    """Return the foreign keys of a module's models that lead into another module, by name."""
    return {
        field.name: field
        for model in apps.get_app_config(module).get_models()
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey) and field.related_model._meta.app_label != module
    }


def trespasses(path: str, module: str) -> bool:
    """Tell whether a look-up path of a module reaches into the tables of another one."""
    keys = keys_out_of(module)
    parts = path.lstrip("-").split("__")
    for key, following in pairwise(parts):
        if key in keys:
            field = keys[key]
            allowed = {"pk", field.target_field.name, field.target_field.attname}
            return following not in allowed | set(field.get_lookups()) | set(Field.get_lookups())
    return False


def paths_in(tree: ast.Module) -> list[tuple[int, str]]:
    """Return line and text of everything that is a look-up path: names of arguments and texts handed to querysets."""
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        found += [(node.lineno, word.arg) for word in node.keywords if word.arg and PATH.fullmatch(word.arg)]
        name = getattr(node.func, "attr", None) or getattr(node.func, "id", "")
        if name in TAKE_PATHS:
            texts = [*node.args, *(word.value for word in node.keywords)]
            found += [
                (part.lineno, part.value)
                for text in texts
                for part in ast.walk(text)
                if isinstance(part, ast.Constant) and isinstance(part.value, str) and PATH.fullmatch(part.value)
            ]
    return found


def spread_paths_in(tree: ast.Module) -> list[tuple[int, str]]:
    """Return the keys of dictionaries that look like paths: they reach a queryset by `**`."""
    return [
        (key.lineno, key.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Dict)
        for key in node.keys
        if isinstance(key, ast.Constant) and isinstance(key.value, str) and PATH.fullmatch(key.value)
    ]


def module_of(path: Path) -> str:
    return path.relative_to(DOMAIN).parts[0]


def test_no_filter_reaches_into_another_module():
    files = [path for path in python_files() if path.is_relative_to(DOMAIN) and path.parent != DOMAIN]
    found = [
        f"{told(path)}:{line} {text}"
        for path in files
        for line, text in [*paths_in(tree_of(path)), *spread_paths_in(tree_of(path))]
        if trespasses(text, module_of(path))
    ]

    assert found == []


def test_no_statement_of_sql_names_the_table_of_another_module():
    """The foundation's tables may be read: everything stands on them."""
    found = [
        f"{told(path)}:{line} {hit.group()}"
        for path in python_files()
        for line, text in strings_of(path)
        for hit in TABLE.finditer(text)
        if hit.group(1) in MODULES and not (path.is_relative_to(DOMAIN) and hit.group(1) == module_of(path))
    ]

    assert found == []


def test_outside_the_domain_nobody_asks_tables():
    outside = [path for path in python_files() if {"entrypoints", "integrations", "config"} & set(path.parts)]
    asking = [
        f"{told(path)}:{node.lineno}"
        for path in outside
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager"}
    ]

    assert asking == []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        pytest.param("dossiers", "rows.filter(applicant__name='x')", id="a_name_of_the_parties"),
        pytest.param("dossiers", "rows.order_by('-desk__versions__name')", id="sorted_by_a_unit_s_name"),
        pytest.param("dossiers", "rows.filter(Q(version__procedure__code='x'))", id="inside_q"),
        pytest.param("dossiers", "rows.annotate(name=F('applicant__name'))", id="inside_f"),
        pytest.param("dossiers", "rows.values_list('step__unit__versions__name')", id="by_a_detour"),
        pytest.param("dossiers", "rows.select_related('version__procedure')", id="select_related"),
        pytest.param("dossiers", "rows.filter(**{'desk__versions__level': 'province'})", id="spread"),
        pytest.param("intake", "rows.exclude(applicant__party__kind='citizen')", id="intake_asks_parties"),
        pytest.param("procedures", "rows.filter(process_version__process__code='x')", id="procedures_ask_workflow"),
    ],
)
def test_a_trespassing_path_is_found(module, source):
    tree = ast.parse(source)

    assert any(trespasses(text, module) for _, text in [*paths_in(tree), *spread_paths_in(tree)])


@pytest.mark.parametrize(
    ("module", "source"),
    [
        pytest.param("dossiers", "rows.filter(dossier__state='ready')", id="own_tables"),
        pytest.param("dossiers", "rows.filter(desk__in=codes)", id="compared_with_many"),
        pytest.param("dossiers", "rows.filter(desk__code='H12.14')", id="the_column_it_points_to"),
        pytest.param("dossiers", "rows.filter(officer__isnull=True)", id="whether_there_is_one"),
        pytest.param("dossiers", "rows.filter(applicant__pk=4)", id="the_key"),
        pytest.param("organisation", "rows.filter(unit__versions__name='x')", id="units_ask_units"),
        pytest.param("dossiers", "log.info('desk__versions__name')", id="a_text_that_no_queryset_gets"),
    ],
)
def test_a_path_at_home_is_left_alone(module, source):
    tree = ast.parse(source)

    assert not any(trespasses(text, module) for _, text in [*paths_in(tree), *spread_paths_in(tree)])
