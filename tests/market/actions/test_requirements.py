"""Rules about papers, changed by an operator; whom that touches; what everybody needs."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leasing.models import Lease
from market.actions import needs, requirements
from market.core.actors import HOUSE
from market.core.refusals import Forbidden, Invalid
from market.core.requirements.shipped import RULES
from market.models import Need, PermitType, RequirementRule
from market.queries.affected import touched_by
from market.queries.lights import lights_of
from market.queries.matrix import lines_of
from market.queries.paper_policies import policies_on
from market.queries.requirements import all_rules, as_rule, rules_on
from tests.builders import AT, a_market, a_permit, a_pitch, a_vendor, a_worker, acting
from tests.leasing.builders import a_signed_lease

pytestmark = pytest.mark.django_db
ON = date(2026, 4, 1)


def a_snack(market, **given):
    """A household that sells snacks in a small shop from 1 April on, with one worker."""
    pitch = a_pitch(market=market, shopfront=True, area_m2=Decimal("49.90"))
    vendor = a_vendor(market=market, trade="小吃", kind="household", **given)
    a_worker(vendor=vendor)
    a_signed_lease(pitches=[pitch], vendor=vendor)
    return vendor


def needed(vendor):
    return sorted(vendor.needs.values_list("type__code", flat=True))


def the_rule(key):
    return RequirementRule.objects.select_related("paper").get(key=key)


def test_the_shipped_rows_are_the_shipped_rules():
    assert sorted(all_rules(), key=lambda rule: rule.key) == sorted(
        RULES, key=lambda rule: rule.key
    )


def test_signing_a_lease_writes_down_what_is_needed_and_ending_it_takes_it_away():
    vendor = a_snack(a_market())
    assert needed(vendor) == ["BIZ_LICENSE", "HEALTH_CERT", "SD_SMALL_CATERING"]
    Lease.objects.update(state="ended")
    needs.follow([vendor.pk], at=AT)
    assert needed(vendor) == []


def test_reckoning_twice_changes_nothing_and_follows_a_worker_who_comes():
    vendor = a_snack(a_market())
    before = set(Need.objects.values_list("pk", flat=True))
    assert needs.reckon(by=HOUSE, at=AT).counts == {"written": 0, "gone": 0}
    a_worker(vendor=vendor)
    assert needs.reckon(by=HOUSE, at=AT).counts == {"written": 1, "gone": 0}
    assert before < set(Need.objects.values_list("pk", flat=True))


def test_whom_a_changed_rule_touches_is_listed_before_it_counts():
    vendor = a_snack(a_market())
    a_permit(vendor=vendor, type=PermitType.objects.get(code="SD_SMALL_CATERING"))
    row = the_rule("catering-small-shop")
    smaller = requirements.revised(row, {"area_below": Decimal(40)}, effective_from=ON)
    larger = the_rule("catering-large-shop")
    wider = requirements.revised(larger, {"area_from": Decimal(40)}, effective_from=ON)
    lost = touched_by(as_rule(smaller), on=ON)
    gained = touched_by(as_rule(wider), on=ON)

    assert [(each.type.code, each.gains, each.lacks) for each in lost] == [
        ("SD_SMALL_CATERING", False, False)
    ]
    assert [(each.vendor, each.type.code, each.light, each.lacks) for each in gained] == [
        (vendor, "FOOD_PERMIT", "missing", True)
    ]
    assert the_rule("catering-small-shop").area_below == 50


def test_a_revised_rule_counts_from_its_day_and_the_old_row_is_kept():
    row = the_rule("catering-small-shop")
    by = acting("manager")
    fresh = requirements.revise(row, {"area_below": Decimal(60)}, effective_from=ON, by=by, at=AT)
    assert fresh.written_by == by.name
    area = {rule.key: rule.area_below for rule in rules_on(date(2026, 3, 31))}
    assert area["catering-small-shop"] == 50
    area = {rule.key: rule.area_below for rule in rules_on(ON)}
    assert area["catering-small-shop"] == 60
    again = {"area_below": Decimal(55)}
    requirements.revise(row, again, effective_from=ON, by=by, at=AT)
    assert RequirementRule.objects.filter(key="catering-small-shop").count() == 2


def test_the_past_is_not_changed_and_a_rule_without_a_source_is_refused():
    row, by = the_rule("gas"), acting("manager")
    with pytest.raises(Invalid, match="from today on"):
        requirements.revise(row, {}, effective_from=date(2026, 3, 1), by=by, at=AT)
    with pytest.raises(Invalid, match="where this is written"):
        requirements.revise(row, {"source": " "}, effective_from=ON, by=by, at=AT)


@pytest.mark.parametrize("role", ["checker", "cashier", "steward", "auditor"])
def test_only_a_manager_changes_the_rules(role):
    with pytest.raises(Forbidden):
        requirements.revise(the_rule("gas"), {}, effective_from=ON, by=acting(role), at=AT)
    with pytest.raises(Forbidden):
        market, kind = a_market(), PermitType.objects.get(code="HEALTH_CERT")
        requirements.set_policy(
            market,
            kind,
            sign=False,
            renew=False,
            place=False,
            effective_from=ON,
            by=acting(role),
            at=AT,
        )


def test_a_manager_of_one_market_does_not_change_the_rules_of_all():
    one, _ = a_market(), a_market()
    with pytest.raises(Forbidden):
        by = acting("manager", market=one)
        requirements.revise(the_rule("gas"), {}, effective_from=ON, by=by, at=AT)


def test_a_policy_of_a_market_counts_from_its_day_for_that_market_alone():
    market, kind = a_market(), PermitType.objects.get(code="BIZ_LICENSE")
    requirements.set_policy(
        market,
        kind,
        sign=True,
        renew=True,
        place=False,
        effective_from=ON,
        by=acting("manager"),
        at=AT,
    )
    assert policies_on(market.pk, on=ON)["BIZ_LICENSE"].sign
    assert "BIZ_LICENSE" not in policies_on(market.pk, on=date(2026, 3, 31))
    assert not policies_on(a_market().pk, on=ON)["BIZ_LICENSE"].sign


def test_lights_of_one_vendor_and_of_three_are_asked_in_as_many_queries():
    market = a_market()

    def asked():
        with CaptureQueriesContext(connection) as told:
            lines = lines_of(lights_of([market.pk], on=ON))
        return len(lines), len(told)

    a_snack(market)
    one, few = asked()
    a_snack(market), a_snack(market)
    three, many = asked()
    assert (one, three) == (1, 3)
    assert few == many
