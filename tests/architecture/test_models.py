"""The tables: which way foreign keys go, what every row means, and which personal data it holds."""

import configparser
import re

import pytest
from django.apps import apps
from django.db import models
from django.db.models.functions import Now
from the_source import ROOT

IDENTIFYING = re.compile(r"identifier|citizen_id|id_number|phone|address|e_?mail|birth|gender|full_name|person_name")
CITIZENS_DATA = re.compile(r"identifier|phone|address|e-mail")
HOLDERS_OF_IDENTIFIERS = {"parties", "documents"}
OF_NO_CITIZEN = {
    ("organisation", "Officer", "full_name"),
    ("organisation", "UnitContact", "address"),
    ("organisation", "UnitContact", "phone"),
}
"""The name of an officer; where an office is and its telephone."""
NO_LOGIN = {"found_by", "result_by"}  # how it was found, how the result is fetched: words, no person


def domain_order() -> list[set[str]]:
    """Return the layers of the domain, top first, as the import contracts have them."""
    config = configparser.ConfigParser()
    config.read(ROOT / ".importlinter", encoding="utf-8")
    lines = config["importlinter:contract:domain-order"]["layers"].split("\n")
    return [{name.strip() for name in line.split("|")} for line in lines if line.strip()]


HEIGHT = {name: height for height, layer in enumerate(reversed(domain_order()), start=1) for name in layer}
HEIGHT["foundation"] = 0
OURS = [model for model in apps.get_models(include_auto_created=True) if model._meta.app_label in HEIGHT]


def named(model: type[models.Model]) -> str:
    return f"{model._meta.app_label}.{model.__name__}"


def climbs(model: type[models.Model], field: models.Field) -> bool:
    """Tell whether a foreign key leads to a module above its own, or to a neighbour that it must not know."""
    own, other = model._meta.app_label, field.related_model._meta.app_label
    if own == other:
        return False
    return other not in HEIGHT or HEIGHT[other] >= HEIGHT[own]


def annotation_of(model: type[models.Model]) -> str:
    """Return what a model says of personal data: the sentence that begins with `personal_data:`."""
    found = re.search(r"^\s*personal_data:(.*?)(?:\n\s*\n|\Z)", model.__doc__ or "", re.MULTILINE | re.DOTALL)
    return " ".join(found.group(1).split()) if found else ""


def fields() -> list[tuple[type[models.Model], models.Field]]:
    return [(model, field) for model in OURS for field in model._meta.get_fields() if field.concrete]


def test_every_module_of_the_order_is_an_application_and_the_other_way_round():
    installed = {config.label for config in apps.get_app_configs() if config.name.startswith("motcua.domain.")}

    assert installed == set(HEIGHT) - {"foundation"}


def test_foreign_keys_only_go_down_the_order_of_the_domain():
    """A foreign key named by a text passes every import contract; here it does not."""
    climbing = [
        f"{named(model)}.{field.name} -> {named(field.related_model)}"
        for model, field in fields()
        if field.is_relation and field.related_model and climbs(model, field)
    ]

    assert climbing == []


@pytest.mark.parametrize(
    ("model", "target"),
    [
        pytest.param("organisation.Unit", "dossiers.Dossier", id="upwards"),
        pytest.param("parties.Party", "workflow.Process", id="to_a_neighbour"),
        pytest.param("foundation.LedgerEntry", "organisation.Unit", id="out_of_the_foundation"),
        pytest.param("dossiers.Dossier", "contenttypes.ContentType", id="to_anything_at_all"),
    ],
)
def test_a_foreign_key_that_climbs_is_found(model, target):
    field = models.ForeignKey(apps.get_model(target), on_delete=models.PROTECT)

    assert climbs(apps.get_model(model), field)


@pytest.mark.parametrize("model", OURS, ids=named)
def test_every_model_says_what_one_row_is(model):
    first = (model.__doc__ or "").strip().splitlines()[0]

    assert first.startswith("One row = ")


@pytest.mark.parametrize("model", OURS, ids=named)
def test_every_model_says_which_personal_data_it_holds_and_how_long(model):
    said = annotation_of(model)

    assert re.match(r"none\b|[^;]+; kept (until|as long as|for|while) .", said), said or "no line personal_data:"


@pytest.mark.parametrize("model", OURS, ids=named)
def test_a_row_that_names_an_officer_says_so(model):
    officer = apps.get_model("organisation.Officer")
    naming = [
        field.name
        for field in model._meta.get_fields()
        if field.concrete
        and not isinstance(field, models.DateField)
        and field.name not in NO_LOGIN
        and (field.name.endswith("_by") or field.name in {"by", "by_login"} or field.related_model is officer)
    ]

    assert not naming or re.search(r"login|officer", annotation_of(model)), f"named by {naming}"


@pytest.mark.parametrize("model", OURS, ids=named)
def test_only_parties_and_documents_hold_who_people_are(model):
    own = model._meta.app_label
    columns = [
        field.name
        for field in model._meta.get_fields()
        if field.concrete and IDENTIFYING.search(field.name) and (own, model.__name__, field.name) not in OF_NO_CITIZEN
    ]

    if own not in HOLDERS_OF_IDENTIFIERS:
        assert columns == []
        assert not CITIZENS_DATA.search(annotation_of(model))


def test_a_holder_of_identifiers_says_that_it_holds_them():
    silent = [
        named(model)
        for model, field in fields()
        if model._meta.app_label in HOLDERS_OF_IDENTIFIERS
        and field.name == "identifier"
        and "identifier" not in annotation_of(model)
    ]

    assert silent == []


@pytest.mark.parametrize("model", OURS, ids=named)
def test_no_row_sets_its_own_time_or_order(model):
    for field in model._meta.get_fields():
        assert not getattr(field, "auto_now", False)
        assert not getattr(field, "auto_now_add", False)
        if isinstance(field, models.DateField):
            assert not field.has_default(), field.name
            assert not isinstance(field.db_default, Now), field.name
    assert not model._meta.ordering


@pytest.mark.parametrize("model", OURS, ids=named)
def test_what_can_only_be_one_of_some_words_is_held_so_by_the_database(model):
    worded = [field.name for field in model._meta.get_fields() if field.concrete and field.choices]
    worded += [name for name in ("state", "kind", "level", "outcome", "lateness") if name in _columns(model)]
    checked = " ".join(str(rule) for rule in model._meta.constraints if isinstance(rule, models.CheckConstraint))

    assert [name for name in worded if name not in checked] == []


def _columns(model: type[models.Model]) -> set[str]:
    return {field.name for field in model._meta.get_fields() if isinstance(field, models.CharField)}


@pytest.mark.parametrize("model", OURS, ids=named)
def test_nothing_that_others_point_to_vanishes_with_its_owner(model):
    taken_along = [
        field.name
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation and field.remote_field.on_delete is not models.PROTECT
    ]

    assert taken_along == []
