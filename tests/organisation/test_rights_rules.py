"""Rights are denied unless a posting gives them."""

import pytest

from motcua.domain.organisation.rules import rights
from motcua.domain.organisation.rules.words import Role
from motcua.foundation.actor import SYSTEM, Actor


def _actor(*roles: Role, unit: str = "H12.04") -> Actor:
    return Actor(
        login="lan.nt",
        right="Chuyên viên, Sở Tư pháp",
        officer_id=1,
        unit_code=unit,
        roles=frozenset(role.value for role in roles),
    )


@pytest.mark.parametrize("role", list(Role))
def test_an_actor_without_a_role_may_do_nothing(role):
    with pytest.raises(rights.MissingRight):
        rights.require_role(_actor(), role, "H12.04")


@pytest.mark.parametrize("role", list(Role))
def test_every_role_gives_itself_and_no_other(role):
    for wanted in Role:
        assert rights.has_role(_actor(role), wanted, "H12.04") == (wanted is role)


def test_a_role_at_one_unit_is_none_at_another():
    with pytest.raises(rights.MissingRight):
        rights.require_role(_actor(Role.HANDLER), Role.HANDLER, "H12.05")


def test_the_refusal_names_the_right_the_unit_and_who_gives_it():
    with pytest.raises(rights.MissingRight) as refusal:
        rights.require_role(_actor(Role.HANDLER), Role.RECEPTION, "H12.04")

    assert str(refusal.value) == (
        "Việc này cần quyền tiếp nhận và trả kết quả tại đơn vị H12.04, tài khoản lan.nt chưa có quyền đó;"
        " người quản trị của đơn vị phân công quyền này."
    )


def test_one_of_several_roles_is_enough():
    rights.require_any_role(_actor(Role.LEADER), (Role.HANDLER, Role.LEADER), "H12.04")
    with pytest.raises(rights.MissingRight, match="thụ lý hồ sơ hoặc lãnh đạo đơn vị"):
        rights.require_any_role(_actor(Role.RECEPTION), (Role.HANDLER, Role.LEADER), "H12.04")


def test_an_administrator_administers_the_own_unit_and_those_below_only():
    administrator = _actor(Role.ADMINISTRATOR, unit="H12.61")

    assert rights.may_administer(administrator, ("H12.61", "H12"))
    assert rights.may_administer(administrator, ("H12.61.01", "H12.61", "H12"))
    assert not rights.may_administer(administrator, ("H12.62", "H12"))
    assert not rights.may_administer(administrator, ())
    assert not rights.may_administer(_actor(Role.LEADER, unit="H12.61"), ("H12.61", "H12"))


def test_the_system_sets_up_but_takes_no_part_in_the_work():
    assert rights.may_administer(SYSTEM, ())
    with pytest.raises(rights.MissingRight):
        rights.require_role(SYSTEM, Role.RECEPTION, "H12.14")
