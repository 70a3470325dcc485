from datetime import date, timedelta

import pytest

from leasing.actions import applications
from market.actions import penalties
from market.core.refusals import Conflict, Forbidden, Invalid
from market.queries.bars import barred, require_free
from tests.builders import AT, a_market, a_vendor, acting

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 2)


def a_penalty(vendor, market, back=0, by=None, **given):
    told = {"trade_class": "stall", "authority": "区市场监管局", "deed": "无公示卡经营", **given}
    day = ON - timedelta(days=back)
    return penalties.record(market, vendor, penalised_on=day, by=by or acting(), at=AT, **told)


@pytest.fixture
def market():
    return a_market()


@pytest.fixture
def vendor(market):
    return a_vendor(market=market, phone="13800000001", goods=["小吃"])


def test_the_third_penalty_in_a_year_bars_and_taking_one_back_frees(market, vendor):
    for back in (200, 100):
        a_penalty(vendor, market, back)
    assert barred(vendor, on=ON) is None

    third = a_penalty(vendor, market)
    vendor.refresh_from_db()
    assert (vendor.barred_until, barred(vendor, on=ON).until) == (
        date(2027, 3, 1),
        vendor.barred_until,
    )
    assert barred(vendor, on=date(2027, 3, 2)) is None

    penalties.withdraw(third, reason="复议撤销", by=acting(), at=AT)
    vendor.refresh_from_db()
    assert (vendor.barred_until, barred(vendor, on=ON)) == (None, None)


def test_a_bar_that_the_operator_set_is_not_undone_by_a_penalty_taken_back(market, vendor):
    longer = date(2029, 1, 1)
    type(vendor).objects.filter(pk=vendor.pk).update(barred_until=longer, barred_reason="打架")
    made = [a_penalty(vendor, market, back) for back in (30, 20, 10)]
    penalties.withdraw(made[0], reason="x", by=acting(), at=AT)
    vendor.refresh_from_db()
    assert (vendor.barred_until, vendor.barred_reason) == (longer, "打架")


def test_a_barred_vendor_hands_in_no_application(market, vendor):
    application = applications.begin(
        vendor, market, trade="小吃", goods=["煎饼"], starts_on=date(2026, 4, 1), by=acting(), at=AT
    )
    for back in (30, 20, 10):
        a_penalty(vendor, market, back)
    application.refresh_from_db()
    with pytest.raises(Conflict) as refused:
        applications.submit(application, by=acting(), at=AT)
    assert (refused.value.code, application.state) == ("vendor_barred", "draft")
    with pytest.raises(Conflict):
        require_free(vendor, on=ON)


def test_the_same_reference_is_one_penalty(market, vendor):
    a_penalty(vendor, market, reference="1号")
    with pytest.raises(Conflict) as refused:
        a_penalty(vendor, market, reference="1号")
    assert refused.value.code == "penalty_known"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"back": -1}, "penalised_on"),
        ({"trade_class": "shop"}, "trade_class"),
        ({"authority": " "}, "authority"),
        ({"deed": ""}, "deed"),
    ],
)
def test_a_penalty_that_cannot_be_is_refused_at_its_field(market, vendor, given, field):
    with pytest.raises(Invalid) as refused:
        a_penalty(vendor, market, **given)
    assert refused.value.facts["field"] == field


def test_a_steward_writes_no_penalty_down(market, vendor):
    with pytest.raises(Forbidden):
        a_penalty(vendor, market, by=acting("steward", market=market))
