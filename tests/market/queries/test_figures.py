from datetime import date, timedelta

import pytest

from market.actions import charges, holds, payments
from market.core.actors import HOUSE
from market.core.periods import Period, month_of
from market.core.plots import PlanState
from market.models import Charge, Market, Payment, Permit
from market.pages.desk.paper_forms import conditions_of
from market.queries.figures import month_figures, occupancy, paper_figures
from market.queries.money import charges_seen_by, payments_seen_by
from tests.builders import AT, a_charge, a_market, a_permit, a_pitch, a_zone, acting, an_account
from tests.market.counters import a_counter

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 2)


def test_a_zone_counts_its_pitches_by_their_state_and_says_how_many_in_a_hundred_are_let():
    zone = a_zone()
    pitches = [a_pitch(zone=zone) for _ in range(3)]
    a_pitch(zone=zone, state="repair")
    year, month = Period(ON, date(2027, 3, 1)), Period(ON, date(2026, 4, 1))
    holds.take([pitches[0]], year, held_for="lease")
    holds.take([pitches[1]], month, held_for="lease")
    [found] = occupancy(Market.objects.filter(pk=zone.market_id), on=ON)
    assert found.counts == {
        PlanState.FREE: 1,
        PlanState.LET: 1,
        PlanState.SOON: 1,
        PlanState.TROUBLE: 0,
        PlanState.RESERVED: 0,
        PlanState.CLOSED: 1,
    }
    assert (found.all, found.let, found.percent) == (4, 2, 50)


def test_a_zone_without_pitches_is_not_let_at_all():
    zone = a_zone()
    [found] = occupancy(Market.objects.filter(pk=zone.market_id), on=ON)
    assert (found.all, found.percent) == (0, 0)


def test_a_month_adds_up_what_fell_due_in_it_net_of_credits_and_what_came_in():
    account = an_account()
    charge = a_charge(account=account, amount_fen=1000, due_on=date(2026, 3, 31))
    a_charge(account=account, amount_fen=7, due_on=date(2026, 4, 1))
    charges.reverse(charge, amount_fen=200, key="c", reason="x", by=HOUSE, at=AT)
    for key, on in (("a", date(2026, 3, 31)), ("b", date(2026, 4, 1))):
        payments.record(
            account, key=key, amount_fen=300, method="cash", received_on=on, by=HOUSE, at=AT
        )
    found = month_figures(Charge.objects.all(), Payment.objects.all(), month_of(ON))
    [rent] = found.lines
    assert (rent.charged_fen, rent.paid_fen, rent.open_fen) == (800, 600, 200)
    assert (found.charged_fen, found.paid_fen, found.open_fen) == (800, 600, 200)
    assert found.received_fen == 300


def test_a_month_in_which_nothing_was_due_is_empty():
    found = month_figures(Charge.objects.all(), Payment.objects.all(), month_of(ON))
    assert (found.lines, found.charged_fen, found.received_fen) == ((), 0, 0)


def test_every_paper_is_counted_in_exactly_one_condition():
    for expires_on in (None, ON + timedelta(31), ON + timedelta(30), ON, ON - timedelta(1)):
        a_permit(expires_on=expires_on)
    a_permit(state="submitted")
    wanted = ("valid", "expiring", "lapsed", "submitted", "returned")
    [found] = paper_figures(Permit.objects.all(), conditions_of(ON), wanted)
    assert found.type.code == "FOOD_PERMIT"
    assert found.counts == {
        "valid": 2,
        "expiring": 2,
        "lapsed": 1,
        "submitted": 1,
        "returned": 0,
    }


def test_credit_that_was_handed_back_is_no_income():
    counter = a_counter(a_market())
    march = Period.through(counter.closing.on.replace(day=1), counter.closing.on.replace(day=31))
    sees = acting("owner")
    assert counter.accounts[0].charges.filter(refund__isnull=False).count() == 1
    assert month_figures(charges_seen_by(sees), payments_seen_by(sees), march).lines == ()
