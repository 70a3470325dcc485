from datetime import date, timedelta
from decimal import Decimal

import pytest

from leasing.actions import late_fees
from leasing.models import LateFee, LateFeeRate
from leasing.queries.late_fees import one_reckoned, reckon
from market.actions import charges, payments
from market.core.actors import HOUSE
from market.models import Charge, FeeItem
from tests.builders import a_charge, acting
from tests.leasing.late import DUE, a_policy, an_overdue_charge, moment, paid
from tests.races import at_once
from tests.refused import refused

pytestmark = pytest.mark.django_db

MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)


def posted(charge):
    """What stands charged of a late fee, in fen, by the books."""
    fees = Charge.objects.filter(key__startswith=f"late/{charge.pk}/")
    return sum(fees.values_list("amount_fen", flat=True))


def run(day):
    return dict(late_fees.post_due(by=HOUSE, at=moment(day)).counts)


def test_the_fee_of_a_charge_is_explained_stretch_by_stretch():
    charge = an_overdue_charge()
    paid(charge, 100000, on=date(2026, 4, 11))
    found = one_reckoned(charge, on=date(2026, 4, 21))
    assert [
        (part.period.start, part.period.days, part.balance_fen) for part in found.fee.stretches
    ] == [(date(2026, 4, 2), 10, 170000), (date(2026, 4, 12), 10, 70000)]
    assert (found.fee.amount_fen, found.owed_fen, found.posted_fen) == (1200, 1200, 0)


def test_a_deposit_and_a_late_fee_bear_no_late_fee_whatever_the_policy_says():
    charge = an_overdue_charge()
    charge.account.market.arrears_policy.items.add(
        *FeeItem.objects.filter(code__in=("deposit", "late-fee"))
    )
    others = [
        a_charge(account=charge.account, item=FeeItem.objects.get(code=code))
        for code in ("deposit", "late-fee", "water")
    ]
    assert list(reckon([charge, *others], on=MAY)) == [charge.pk]


def test_the_rate_of_each_day_is_the_one_that_held_then():
    charge = an_overdue_charge()
    LateFeeRate.objects.create(
        market=charge.account.market, percent_per_day=Decimal("0.1"), begins_on=date(2026, 4, 12)
    )
    assert one_reckoned(charge, on=date(2026, 4, 21)).fee.amount_fen == 850 + 1700


def test_nothing_was_agreed_before_the_first_rate_began():
    charge = an_overdue_charge(policy={"begins_on": date(2026, 4, 12)})
    assert one_reckoned(charge, on=date(2026, 4, 21)).fee.amount_fen == 850


def test_each_month_the_difference_is_charged_and_a_second_run_changes_nothing():
    charge = an_overdue_charge()
    assert run(MAY) == {"posted": 1, "credited": 0, "failed": 0}
    assert posted(charge) == 29 * 85
    assert run(MAY) == {"posted": 0, "credited": 0, "failed": 0}
    run(JUNE)
    assert posted(charge) == 60 * 85
    assert list(LateFee.objects.values_list("number", "until_on")) == [
        (1, date(2026, 4, 30)),
        (2, date(2026, 5, 31)),
    ]


@pytest.mark.parametrize("steps", [[40], [1, 2, 3, 40], [5, 17, 18, 39, 40], [40, 40]])
def test_posted_in_any_steps_it_comes_to_the_fee_at_the_end(steps):
    charge = an_overdue_charge()
    paid(charge, 70007, on=date(2026, 4, 12))
    for step in steps:
        day = DUE + timedelta(days=step)
        late_fees.bring_up(charge, until=day, by=HOUSE, at=moment(day))
    end = DUE + timedelta(days=40)
    assert posted(charge) == one_reckoned(charge, on=end).fee.amount_fen == 2385


def test_it_is_charged_to_the_day_on_which_the_charge_is_paid():
    charge = an_overdue_charge()
    run(MAY)
    paid(charge, 170000, on=date(2026, 5, 10))
    run(date(2026, 5, 12))
    assert posted(charge) == 39 * 85


def test_where_it_waits_for_the_payment_nothing_is_charged_until_then():
    charge = an_overdue_charge(policy={"posting": "on_full_payment"})
    run(JUNE)
    assert posted(charge) == 0
    paid(charge, 170000, on=date(2026, 6, 1))
    run(date(2026, 6, 2))
    assert posted(charge) == 61 * 85


def test_where_it_is_off_nothing_is_charged():
    charge = an_overdue_charge(policy={"posting": "off"})
    assert run(JUNE)["posted"] == 0
    assert posted(charge) == 0


def test_a_payment_that_is_booked_late_credits_what_was_charged_too_much():
    charge = an_overdue_charge()
    run(JUNE)
    paid(charge, 170000, on=date(2026, 4, 11), at=moment(date(2026, 6, 5)))
    assert run(date(2026, 6, 6)) == {"posted": 0, "credited": 1, "failed": 0}
    assert posted(charge) == 850


def test_a_charge_that_was_reversed_has_no_late_fee_left():
    charge = an_overdue_charge()
    run(JUNE)
    charges.reverse(charge, key="wrong", reason="wrong", by=HOUSE, at=moment(JUNE))
    run(date(2026, 6, 2))
    assert posted(charge) == 0


def test_a_payment_that_bounced_has_never_paid():
    charge = an_overdue_charge()
    bad = paid(charge, 170000, on=date(2026, 4, 3))
    payments.reverse(bad, reason="bounced", by=HOUSE, at=moment(date(2026, 4, 20)))
    run(MAY)
    assert posted(charge) == 29 * 85


def test_a_late_fee_bears_none_itself():
    charge = an_overdue_charge()
    for month in (5, 6, 7, 8):
        run(date(2026, month, 1))
    assert posted(charge) == 121 * 85
    assert Charge.objects.filter(late_fees__isnull=False).distinct().get() == charge


def test_the_cap_ends_it():
    charge = an_overdue_charge(policy={"cap_percent": Decimal("1")})
    run(date(2026, 12, 1))
    assert posted(charge) == 1700


def test_a_fee_that_somebody_credited_by_hand_is_not_charged_again():
    charge = an_overdue_charge()
    run(MAY)
    fee = Charge.objects.get(key=f"late/{charge.pk}/1")
    charges.reverse(fee, key="by-hand", reason="goodwill", by=HOUSE, at=moment(MAY))
    run(date(2026, 5, 2))
    run(JUNE)
    assert posted(charge) == 60 * 85


def test_a_waiver_says_who_and_why_and_credits_what_was_charged():
    charge = an_overdue_charge()
    run(MAY)
    waiver = late_fees.waive(
        charge,
        reason="the roof leaked",
        by=acting("manager", market=charge.account.market),
        at=moment(date(2026, 4, 30)),
    )
    assert (waiver.amount_fen, waiver.by_name) == (29 * 85, "a manager")
    assert posted(charge) == 0
    run(JUNE)
    assert posted(charge) == 31 * 85


def test_a_cashier_may_not_waive_and_nobody_waives_more_than_there_is():
    charge = an_overdue_charge()
    at = moment(date(2026, 4, 30))
    cashier = acting("cashier", market=charge.account.market)
    assert refused(late_fees.waive, charge, reason="x", by=cashier, at=at)[0] == "not_yours_to_do"
    assert (
        refused(late_fees.waive, charge, amount_fen=10**6, reason="x", by=HOUSE, at=at)[0]
        == "more_than_the_fee"
    )


def test_one_that_fails_is_named_and_the_others_are_charged(monkeypatch):
    one = an_overdue_charge()
    two = a_charge(account=one.account)
    whole = late_fees.bring_up

    def fails_for_one(charge, **given):
        if charge.pk == one.pk:
            raise RuntimeError("broken")
        return whole(charge, **given)

    monkeypatch.setattr(late_fees, "bring_up", fails_for_one)
    assert run(MAY) == {"posted": 1, "credited": 0, "failed": 1}
    assert (posted(one), posted(two)) == (0, 29 * 85)


def test_the_run_reads_with_the_same_queries_for_one_and_for_three(django_assert_max_num_queries):
    one = an_overdue_charge()
    run(MAY)
    with django_assert_max_num_queries(14) as for_one:
        run(MAY)
    for _ in range(2):
        a_charge(account=one.account)
    run(MAY)
    with django_assert_max_num_queries(len(for_one.captured_queries)):
        run(MAY)


def test_a_rate_has_a_history_that_is_not_rewritten_once_fees_were_charged():
    charge = an_overdue_charge()
    market = charge.account.market
    run(MAY)
    given = {"percent_per_day": Decimal("0.03"), "by": HOUSE, "at": moment(JUNE)}
    assert refused(late_fees.set_rate, market, begins_on=DUE, **given)[0] == "rate_in_the_past"
    late_fees.set_rate(market, begins_on=JUNE, **given)
    assert LateFeeRate.objects.filter(market=market).count() == 2


def test_two_runs_at_once_charge_once(real_transactions):
    charge = an_overdue_charge()
    at_once(lambda: run(MAY), lambda: run(MAY), lambda: run(MAY))
    assert posted(charge) == 29 * 85


def test_a_market_without_a_policy_has_no_late_fee():
    charge = a_charge()
    assert one_reckoned(charge, on=MAY).fee.amount_fen == 0
    a_policy(charge.account.market)
    assert one_reckoned(charge, on=MAY).fee.amount_fen == 30 * 85
