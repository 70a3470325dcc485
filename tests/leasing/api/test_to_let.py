"""What anybody may ask before they apply: what is free, for how much, with which papers."""

from datetime import date

import pytest

from leasing.actions import leases, prices
from market import clock
from market.core.actors import HOUSE
from market.core.periods import months_after
from tests.builders import AT, a_market, a_pitch, a_zone, an_operator
from tests.leasing.api.test_applications import Caller
from tests.leasing.builders import a_lease, a_signed_lease

pytestmark = pytest.mark.django_db


@pytest.fixture
def ground():
    """A market with a free stall, one that is let for four weeks more, and one let for years."""
    today = clock.today()
    market = a_market()
    zone = a_zone(market=market, width=2000, height=1000)
    free, soon, let, shop = (
        a_pitch(zone=zone, code=code, kind=kind, guide_rent_fen=fen)
        for code, kind, fen in (
            ("A-1", "stall", 170000),
            ("A-2", "stall", None),
            ("A-3", "stall", 150000),
            ("B-1", "container", 900000),
        )
    )
    a_signed_lease(pitches=[soon], first=today, last=months_after(today, 1))
    a_signed_lease(pitches=[let], first=today, last=months_after(today, 36))
    prices.settle(
        market,
        "stall",
        from_day=date(2020, 1, 1),
        rent_fen=120000,
        sanitation_fen=3000,
        deposit_months=2,
        by=HOUSE,
        at=AT,
    )
    return market, free, soon, let, shop


def test_anybody_sees_what_is_free_from_when_and_for_how_much(
    ground, django_assert_max_num_queries
):
    market, free, _soon, _let, _ = ground
    today = clock.today()
    with django_assert_max_num_queries(8):
        status, answer = Caller()(
            "GET", f"/markets/{market.pk}/to-let?kind=stall&starts_on={today}&months=12"
        )
    assert status == 200
    shown = {each["code"]: each for each in answer["pitches"]}
    # a container is another kind and is not on this plan
    assert list(shown) == ["A-1", "A-2", "A-3"]
    assert [shown[code]["state"] for code in shown] == ["free", "soon", "let"]
    # the second names no rent of its own: the market's list price stands in
    assert [shown[code]["rent"] for code in shown] == ["1700.00", "1200.00", "1500.00"]
    after = months_after(today, 1)
    assert shown["A-1"]["free_from"] == today.isoformat()
    assert shown["A-2"]["free_from"] == after.fromordinal(after.toordinal() + 1).isoformat()
    assert answer["zones"][str(free.zone_id)]["plan"]["width"] == 2000


def test_a_quote_tells_the_deposit_and_every_bill_that_the_lease_would_have(ground):
    _, free, *_ = ground
    first = months_after(clock.today().replace(day=1), 1)
    status, answer = Caller()("GET", f"/pitches/{free.pk}/quote?starts_on={first}&months=3")
    assert status == 200
    assert (answer["free"], answer["rent"], answer["deposit"]) == (True, "1700.00", "3400.00")
    assert [bill["amount"] for bill in answer["bills"]] == ["5130.00", "1730.00", "1730.00"]
    assert answer["total"] == "8590.00"
    lines = {line["item"]: line["amount"] for line in answer["bills"][0]["lines"]}
    assert lines == {"rent": "1700.00", "sanitation": "30.00", "deposit": "3400.00"}


def test_a_pitch_that_is_let_says_so_and_one_without_any_price_says_to_ask(ground):
    _market, _, _, let, _ = ground
    assert Caller()("GET", f"/pitches/{let.pk}/quote")[1]["free"] is False
    bare = a_pitch(zone=let.zone, code="C-1", kind="shopfront")
    status, problem = Caller()("GET", f"/pitches/{bare.pk}/quote")
    assert (status, problem["code"]) == (422, "no_rent_known")


def test_an_offer_holds_the_ground_and_it_is_not_shown_as_free(ground):
    market, free, *_ = ground
    lease = a_lease(pitches=[free], first=clock.today(), last=months_after(clock.today(), 12))
    leases.offer(lease, by=HOUSE, at=clock.now())
    _, answer = Caller()("GET", f"/markets/{market.pk}/to-let?kind=stall")
    assert answer["pitches"][0]["state"] == "reserved"
    assert answer["pitches"][0]["free_from"] is None


def test_the_papers_are_those_the_application_will_ask_for(ground):
    market, free, *_ = ground
    path = f"/markets/{market.pk}/asked-papers?trade=鲜肉&goods=猪肉，牛肉&pitch={free.pk}"
    _, before = Caller()("GET", path)
    told = {"market": market.pk, "name": "蔄记", "phone": "19900000012", "trade": "鲜肉"}
    _, begun = Caller()(
        "POST", "/applications", {**told, "goods": ["猪肉", "牛肉"], "pitch": free.pk}
    )
    own = Caller(token=begun["token"])
    _, asked = own("GET", f"/applications/{begun['reference']}/asked")
    assert before == asked
    assert "BIZ_LICENSE" in {each["paper"] for each in asked}
    _, cooked = Caller()("GET", f"/markets/{market.pk}/asked-papers?trade=小吃&goods=煎饼")
    assert [each["paper"] for each in cooked if each["sensitive"]] == ["HEALTH_CERT"]


def test_only_a_manager_says_what_the_market_asks(ground):
    market, free, *_ = ground
    told = {"kind": "stall", "from_day": "2020-02-01", "rent": "1300", "deposit_months": 1}
    path = f"/markets/{market.pk}/list-prices"
    for role, status in (("checker", 403), ("manager", 201)):
        user = an_operator(role, market=market)
        caller = Caller(user=user)
        assert caller("POST", path, told)[0] == status
    assert Caller()("POST", path, told)[0] == 401
    _, listed = Caller()("GET", path)
    assert [each["deposit_months"] for each in listed["items"]] == [1, 2]
    assert Caller()("GET", f"/pitches/{free.pk}/quote")[1]["deposit"] == "1700.00"
