"""Letting somebody pass, and stopping somebody."""

from datetime import date, timedelta

import pytest

from market.actions import overrides
from market.core.refusals import Conflict, Forbidden, Invalid
from market.models import Move, Notice
from tests.builders import AT, a_market, a_vendor, acting

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 2)
BY = acting("manager")


def a_pass(**given):
    told = {"type": None, "until": ON, "reason": "在办", "by": BY, "at": AT, **given}
    return overrides.grant(a_vendor(), a_market(), **told)


def test_it_is_in_the_journal_with_who_and_why():
    row = a_pass()
    move = Move.objects.get(noun="paperoverride", thing=row.pk)
    assert (move.name, move.reason, move.by_name) == ("grant", "在办", BY.name)


@pytest.mark.parametrize("days", [-1, 31])
def test_it_ends_within_thirty_days_from_today(days):
    with pytest.raises(Invalid) as refused:
        a_pass(until=ON + timedelta(days=days))
    assert refused.value.facts["field"] == "until"


def test_without_a_reason_nobody_is_let_pass_or_stopped():
    with pytest.raises(Invalid):
        a_pass(reason=" ")
    with pytest.raises(Invalid):
        overrides.suspend(a_vendor(), a_market(), reason="", by=BY, at=AT)


@pytest.mark.parametrize("role", ["checker", "cashier", "steward", "auditor"])
def test_only_a_manager_lets_pass(role):
    with pytest.raises(Forbidden):
        a_pass(by=acting(role))


def test_it_can_be_taken_back_once():
    row = a_pass()
    assert overrides.take_back(row, reason="不行", by=BY, at=AT).state == "taken_back"
    with pytest.raises(Conflict):
        overrides.take_back(row, reason="不行", by=BY, at=AT)


def test_who_is_suspended_is_told_and_so_is_who_may_go_on():
    market, vendor = a_market(), a_vendor()
    row = overrides.suspend(vendor, market, reason="没有健康证", by=BY, at=AT)
    with pytest.raises(Conflict) as refused:
        overrides.suspend(vendor, market, reason="再来", by=BY, at=AT)
    assert refused.value.code == "suspended_already"
    overrides.reinstate(row, reason="办好了", by=BY, at=AT)
    said = Notice.objects.filter(vendor=vendor).order_by("pk").values_list("occasion", flat=True)
    assert list(dict.fromkeys(said)) == ["trading_suspended", "trading_reinstated"]
