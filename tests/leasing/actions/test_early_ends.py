from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from leasing.actions import billing, effects, leases
from leasing.core.drafts import DraftConcession
from leasing.core.endings import EndReason
from market.actions import payments
from market.core.actors import HOUSE
from market.models import Account, Charge, Notice
from tests.builders import AT
from tests.leasing.builders import a_signed_lease

pytestmark = pytest.mark.django_db
OCTOBER = datetime(2026, 10, 5, 2, 0, tzinfo=UTC)
LAST = date(2026, 9, 30)


def free_months(**given):
    """April and May without rent: 3400.00 forgone."""
    said = {"reason": "免租期", "clawback": True, **given}
    return DraftConcession(Decimal(100), date(2026, 4, 1), date(2026, 5, 31), **said)


def a_running_lease(**given):
    lease = a_signed_lease(concessions=(free_months(**given),))
    billing.charge_due(by=HOUSE, at=OCTOBER)
    return lease


def leave(lease, ground=EndReason.VENDOR, last=LAST, at=OCTOBER):
    return leases.end(lease, last=last, reason="moves away", ground=ground, by=HOUSE, at=at)


def clawed_back():
    return [(one.amount_fen, one.due_on) for one in Charge.objects.filter(item__code="clawback")]


def test_a_vendor_who_leaves_early_owes_the_free_months_for_the_time_not_served():
    lease = a_running_lease()

    leave(lease)

    # 183 of 365 days were served: 3400.00 x 182/365
    assert clawed_back() == [(169534, date(2026, 10, 5))]
    working = Charge.objects.get(item__code="clawback").working
    assert (working["forgone"], working["days"], working["of"]) == ("3400.00", 182, 365)
    assert working["because"] == "免租期"


def test_all_of_it_is_owed_where_the_lease_says_so():
    leave(a_running_lease(clawback_whole=True))
    assert clawed_back()[0][0] == 340000


@pytest.mark.parametrize("ground", [EndReason.AGREED, EndReason.MARKET, EndReason.EXPIRED])
def test_nobody_owes_it_when_both_agree_or_the_market_breaks_off(ground):
    leave(a_running_lease(), ground)
    assert clawed_back() == []


@pytest.mark.parametrize("ground", [EndReason.BREACH, EndReason.ARREARS])
def test_who_is_the_cause_of_the_end_owes_it_too_and_the_lease_is_terminated(ground):
    lease = leave(a_running_lease(), ground)
    assert (lease.state, lease.end_reason) == ("terminated", ground)
    assert clawed_back()[0][0] == 169534


def test_a_concession_that_was_given_for_nothing_stays_given():
    leave(a_running_lease(clawback=False))
    assert clawed_back() == []


def test_who_stays_to_the_last_day_owes_nothing():
    lease = a_running_lease()
    leave(lease, last=date(2027, 3, 31))
    assert clawed_back() == []


def test_it_is_seen_before_it_is_done():
    lease = a_running_lease()
    effect = effects.of(lease, lambda: leave(lease))
    assert [(line.item, line.amount_fen) for line in effect.lines] == [
        ("rent", -170000),
        ("clawback", 169534),
    ]
    lease.refresh_from_db()
    assert (lease.state, clawed_back()) == ("signed", [])


def test_what_is_owed_after_all_is_paid_by_what_is_credited():
    lease = a_running_lease()
    payments.record(
        Account.objects.get(vendor=lease.vendor),
        key="cash/1",
        amount_fen=170000 * 5,
        method="cash",
        received_on=LAST,
        by=HOUSE,
        at=OCTOBER,
    )

    leave(lease)

    assert Charge.objects.get(item__code="clawback").open_fen == 0


def test_the_vendor_is_told_and_a_second_run_changes_nothing():
    lease = a_running_lease()
    leave(lease)
    sums = sum(Charge.objects.values_list("amount_fen", flat=True))
    billing.charge_due(by=HOUSE, at=OCTOBER)
    assert sum(Charge.objects.values_list("amount_fen", flat=True)) == sums
    assert Notice.objects.filter(occasion="lease_ended").count() == 1


def test_the_end_of_a_lease_is_open_to_a_past_lease_with_no_concession():
    lease = a_signed_lease()
    assert leave(lease, at=AT, last=date(2026, 4, 30)).state == "ended"
