import pytest
from django.contrib.auth.models import AnonymousUser

from market.actions import people
from market.core.actors import STRANGER, RoleAt
from market.core.refusals import Conflict, Forbidden, Invalid
from market.models import Member, Role, User
from tests.builders import AT, a_market, a_user, a_vendor, a_zone, acting, an_operator

pytestmark = pytest.mark.django_db


def test_somebody_who_is_not_logged_in_is_a_stranger():
    assert people.actor_of(AnonymousUser()) == STRANGER
    assert people.actor_of(a_user(is_active=False)) == STRANGER


def test_an_actor_has_its_roles_zones_and_vendors_in_three_queries(django_assert_num_queries):
    market, vendor = a_market(), a_vendor()
    user = an_operator("steward", market=market)
    zones = [a_zone(market=market), a_zone(market=market)]
    user.roles.get().zones.set(zones)
    Role.objects.create(user=user, market=None, name="auditor")
    Member.objects.create(user=user, vendor=vendor, since=AT)

    with django_assert_num_queries(3):
        actor = people.actor_of(user)

    assert set(actor.roles) == {
        RoleAt("steward", market.pk, frozenset(zone.pk for zone in zones)),
        RoleAt("auditor", None),
    }
    assert (actor.user, actor.vendors) == (user.pk, frozenset({vendor.pk}))


def test_an_owner_lets_a_new_operator_in_with_a_password_that_works_and_is_not_kept_readable():
    market = a_market()
    user, password = people.add_operator(
        "wang", name="王小蔄", role="cashier", market=market, by=acting(market=market), at=AT
    )

    assert user.check_password(password)
    assert password not in str(User.objects.values().get())
    assert people.actor_of(user).roles == (RoleAt("cashier", market.pk),)


def test_a_log_in_name_is_given_once():
    market = a_market()
    people.add_operator("wang", name="王小蔄", role="cashier", market=market, by=acting(), at=AT)
    with pytest.raises(Conflict) as refused:
        people.add_operator(
            "wang", name="王大蔄", role="cashier", market=market, by=acting(), at=AT
        )
    assert refused.value.code == "username_taken"


@pytest.mark.parametrize("role", ["manager", "cashier", "checker", "steward", "auditor"])
def test_nobody_but_an_owner_gives_roles(role):
    market, user = a_market(), a_user()
    with pytest.raises(Forbidden):
        people.grant_role(user, "owner", market=market, by=acting(role, market=market), at=AT)
    assert not Role.objects.exists()


def test_an_owner_of_one_market_gives_no_role_at_another_or_at_every_one():
    ours, theirs, user = a_market(), a_market(), a_user()
    for market in (theirs, None):
        with pytest.raises(Forbidden):
            people.grant_role(user, "manager", market=market, by=acting(market=ours), at=AT)


def test_a_role_given_twice_is_held_once_and_can_be_taken_away():
    market, user, owner = a_market(), a_user(), acting()
    for _ in range(2):
        role = people.grant_role(user, "manager", market=market, by=owner, at=AT)
    assert people.actor_of(user).roles == (RoleAt("manager", market.pk),)

    people.take_role(role, by=owner, at=AT)
    assert people.actor_of(user).roles == ()


def test_a_steward_gets_no_zone_of_another_market():
    market, zone, user = a_market(), a_zone(), a_user()
    with pytest.raises(Invalid) as refused:
        people.grant_role(user, "steward", market=market, zones=[zone], by=acting(), at=AT)
    assert refused.value.code == "zone_elsewhere"


def test_there_are_no_roles_but_the_ones_in_the_table():
    with pytest.raises(Invalid) as refused:
        people.grant_role(a_user(), "king", market=a_market(), by=acting(), at=AT)
    assert refused.value.code == "bad_role"
