"""A month billed by meter: once, exactly, and put right by the difference alone."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from leasing.actions import leases, metering, meters, readings, relocations, tariffs, transfers
from leasing.models import MeterLine, MeterRun
from market.actions import charges, payments
from market.core.actors import HOUSE
from market.core.refusals import Forbidden
from market.models import Account, Charge, Payment
from tests.builders import a_market, a_pitch, a_vendor, acting
from tests.leasing.builders import (
    READ_AT,
    a_leased_meter,
    a_meter,
    a_price,
    a_reading,
    a_signed_lease,
)
from tests.races import at_once
from tests.refused import refused

pytestmark = pytest.mark.django_db
APRIL, MAY, JUNE = date(2026, 4, 1), date(2026, 5, 1), date(2026, 6, 1)


@pytest.fixture
def market():
    market = a_market()
    a_price(market)
    return market


def bill(market, month=APRIL, **given):
    return metering.charge_meters(market, month, **{"by": HOUSE, "at": READ_AT, **given})


def charged():
    """What meters charged and credited, item by item, as it came."""
    rows = Charge.objects.filter(item__code__contains="e").exclude(item__code__in=("rent",))
    return list(rows.order_by("pk").values_list("item__code", "amount_fen"))


def test_a_lease_pays_what_went_through_its_meter(market):
    meter, lease = a_leased_meter(market=market, multiplier=Decimal(40))
    a_reading(meter, MAY, 1060)

    bill(market)

    charge = Charge.objects.get(item__code="electricity")
    assert (charge.amount_fen, charge.account.vendor) == (131256, lease.vendor)
    assert (charge.period.lower, charge.period.upper, charge.due_on) == (
        APRIL,
        MAY,
        date(2026, 12, 30),
    )
    assert charge.working["sum"] == "(1060 − 1000) × 40 × 0.5469 = 1312.56"
    assert MeterLine.objects.get().charge == charge


def test_pressed_again_it_charges_nothing_more(market):
    meter, _ = a_leased_meter(market=market)
    a_reading(meter, MAY, 1060)

    assert [one.fen for one in bill(market).differences] == [3281]
    assert bill(market).differences == ()
    assert charged() == [("electricity", 3281)]


def test_a_dry_run_says_the_same_and_changes_nothing(market):
    meter, _ = a_leased_meter(market=market)
    a_reading(meter, MAY, 1060)

    planned = metering.plan(market, APRIL, on=date(2026, 6, 1))

    assert (charged(), MeterRun.objects.count()) == ([], 0)
    assert planned.differences == bill(market).differences


def test_two_who_press_at_once_charge_once(real_transactions):
    market = a_market()
    a_price(market)
    meter, _ = a_leased_meter(market=market)
    a_reading(meter, MAY, 1060)

    outcomes = at_once(*[lambda: bill(market)] * 2)

    assert sorted(len(one.differences) for one in outcomes) == [0, 1]
    assert charged() == [("electricity", 3281)]
    assert MeterRun.objects.count() == 1


def test_what_was_read_since_is_charged_when_pressed_again(market):
    first, _ = a_leased_meter(market=market)
    second, _ = a_leased_meter(market=market)
    a_reading(first, MAY, 1060)
    assert bill(market).month.unread == (second.number,)

    a_reading(second, MAY, 1100)
    bill(market)

    assert charged() == [("electricity", 3281), ("electricity", 5469)]


def test_a_reading_put_right_is_charged_by_the_difference_on_a_line_of_its_own(market):
    meter, _ = a_leased_meter(market=market)
    guess = a_reading(meter, MAY, 1060, kind="estimated")
    bill(market)

    readings.correct(guess, value=Decimal(1070), by=HOUSE, at=READ_AT)
    a_reading(meter, JUNE, 1100)
    bill(market, MAY)

    assert charged() == [("electricity", 3281), ("electricity", 547), ("electricity", 1641)]
    line = Charge.objects.get(amount_fen=547)
    assert line.working["sum"].endswith("38.28 − 32.81 = 5.47")


def test_what_was_estimated_too_high_is_credited(market):
    meter, lease = a_leased_meter(market=market)
    a_reading(meter, MAY, 1200, kind="estimated")
    bill(market)
    payments.record(
        Account.objects.get(vendor=lease.vendor),
        key="cash/1",
        amount_fen=170000 + 10938,
        method="cash",
        received_on=MAY,
        by=HOUSE,
        at=READ_AT,
    )

    a_reading(meter, JUNE, 1061)
    bill(market, MAY)

    # 61 kWh in 61 days: 30 in April, 31 in May
    assert sorted(charged()) == [
        ("electricity", 1641 - 10938),
        ("electricity", 1695),
        ("electricity", 10938),
    ]
    assert Payment.objects.get().free_fen == 10938 - 1641 - 1695
    assert bill(market, MAY).differences == ()


def test_a_new_price_since_is_charged_by_the_difference(market):
    meter, _ = a_leased_meter(market=market)
    a_reading(meter, MAY, 1060)
    bill(market)

    a_price(market, "0.6", from_day=date(2026, 4, 16))
    bill(market)

    assert sum(fen for _, fen in charged()) == 3441


def test_a_replaced_meter_is_one_line(market):
    meter, _ = a_leased_meter(market=market)
    meters.replace(
        meter,
        on=date(2026, 4, 20),
        final=Decimal(1040),
        number="NEW",
        initial=Decimal(7),
        by=HOUSE,
        at=READ_AT,
    )
    a_reading(meter.replaced_by, MAY, 27)

    bill(market)

    charge = Charge.objects.get(item__code="electricity")
    assert charge.working["sum"] == "(1040 − 1000) × 0.5469 + (27 − 7) × 0.5469 ≈ 32.81"


def test_one_lease_after_another_without_a_reading_between_is_split_by_days(market):
    meter, first = a_leased_meter(market=market)
    leases.end(first, last=date(2026, 4, 10), reason="moves", by=HOUSE, at=READ_AT)
    second = a_signed_lease(
        pitches=[meter.pitch], first=date(2026, 4, 16), last=date(2027, 4, 15), at=READ_AT
    )
    a_reading(meter, MAY, 1300)

    billing = bill(market)

    by_lease = {line.lease_id: line.charge.amount_fen for line in MeterLine.objects.all()}
    assert by_lease == {first.pk: 5469, second.pk: 8204}
    assert [line.fen for line in billing.month.house] == [2735]


def test_a_reading_at_the_changeover_ends_what_the_first_one_pays(market):
    meter, first = a_leased_meter(market=market)
    leases.end(first, last=date(2026, 4, 10), reason="moves", by=HOUSE, at=READ_AT)
    second = a_signed_lease(
        pitches=[meter.pitch], first=date(2026, 4, 11), last=date(2027, 4, 10), at=READ_AT
    )
    a_reading(meter, date(2026, 4, 11), 1280)
    a_reading(meter, MAY, 1300)

    bill(market)

    by_lease = {line.lease_id: line.charge.amount_fen for line in MeterLine.objects.all()}
    assert by_lease == {first.pk: 15313, second.pk: 1094}


def test_a_faulty_meter_holds_nobody_else_up(market):
    bad, _ = a_leased_meter(market=market)
    good, _ = a_leased_meter(market=market)
    wrong = a_reading(bad, MAY, 1060)
    type(wrong).objects.filter(pk=wrong.pk).update(value=900)
    a_reading(good, MAY, 1060)

    billing = bill(market)

    assert [(fault.about, fault.why.code) for fault in billing.month.faults] == [
        (bad.number, "reading_fell")
    ]
    assert MeterLine.objects.get().meter == good


def test_without_a_price_nothing_is_charged_and_it_says_so():
    market = a_market()
    meter, _ = a_leased_meter(market=market)
    a_reading(meter, MAY, 1060)

    assert [fault.why.code for fault in bill(market).month.faults] == ["no_price"]
    assert charged() == []


def a_group(market, weights="consumption", subs=(1060, 1030), main=1100):
    """Two leased meters behind a main one, all read on 1 May."""
    whole = a_meter(market=market, serves="main")
    members = {}
    for value in subs:
        meter, _ = a_leased_meter(market=market)
        a_reading(meter, MAY, value)
        members[meter] = Decimal(1) if weights == "fixed" else None
    a_reading(whole, MAY, main)
    return tariffs.agree(whole, members, name="箱", weights=weights, by=HOUSE)


def test_the_loss_is_a_line_of_its_own_and_its_parts_add_up(market):
    a_group(market)

    bill(market)

    assert sorted(charged()) == [
        ("electricity", 1641),
        ("electricity", 3281),
        ("electricity_loss", 182),
        ("electricity_loss", 365),
    ]


def test_a_loss_below_nothing_is_told_and_never_charged(market):
    a_group(market, main=1080)

    billing = bill(market)

    assert [fault.why.code for fault in billing.month.faults] == ["subs_exceed_main"]
    assert sorted(charged()) == [("electricity", 1641), ("electricity", 3281)]


def test_the_loss_waits_for_the_last_reading_and_the_rest_does_not(market):
    group = a_group(market)
    late, _ = a_leased_meter(market=market)
    members = {row.meter: None for row in group.members.all()} | {late: None}
    tariffs.agree(group.main, members, name="箱", weights="equal", by=HOUSE)

    assert [fault.why.code for fault in bill(market).month.faults] == ["group_unread"]
    a_reading(late, MAY, 1000)
    assert sum(one.fen for one in bill(market).differences) == 547


def test_what_is_voided_is_credited_and_can_be_billed_anew(market):
    meter, lease = a_leased_meter(market=market)
    a_reading(meter, MAY, 1060)
    run = bill(market).run

    metering.void(run, reason="wrong month", by=HOUSE, at=READ_AT)

    assert (run.state, sum(fen for _, fen in charged())) == ("voided", 0)
    bill(market)
    assert sum(fen for _, fen in charged()) == 3281
    assert Account.objects.get(vendor=lease.vendor).charges.filter(open_fen=3281).count() == 1


def test_what_somebody_waived_by_hand_stays_waived(market):
    meter, _ = a_leased_meter(market=market)
    a_reading(meter, MAY, 1060)
    bill(market)
    charge = Charge.objects.get(item__code="electricity")
    charges.reverse(charge, amount_fen=1000, key="k", reason="gift", by=HOUSE, at=READ_AT)

    assert bill(market).differences == ()


def test_who_stays_on_after_the_lease_ran_out_goes_on_paying(market):
    lease = a_signed_lease(market=market, last=date(2026, 4, 15))
    meter = a_meter(pitch=lease.pitches.get().pitch)
    a_reading(meter, MAY, 1060)

    bill(market)

    assert charged() == [("electricity", 3281)]


def test_a_month_that_has_not_begun_is_refused(market):
    assert refused(bill, market, date(2027, 3, 1))[0] == "month_to_come"


def test_a_checker_bills_nobody_and_a_cashier_voids_nothing(market):
    meter, _ = a_leased_meter(market=market)
    a_reading(meter, MAY, 1060)
    with pytest.raises(Forbidden):
        bill(market, by=acting("checker"))
    run = bill(market, by=acting("cashier", market=market)).run
    with pytest.raises(Forbidden):
        metering.void(run, reason="x", by=acting("cashier", market=market), at=READ_AT)


def test_the_run_asks_no_more_for_nine_meters_than_for_three(market, django_assert_num_queries):
    def three_more():
        for _ in range(3):
            meter, _ = a_leased_meter(market=market)
            a_reading(meter, MAY, 1060)

    three_more()
    a_meter(pitch=a_pitch(market=market))
    with django_assert_num_queries(19):
        bill(market)
    three_more()
    three_more()
    with django_assert_num_queries(18):
        bill(market)


def paid_for(meter, lease):
    """Who pays for a meter's April, and how much, in the order of their days."""
    rows = Charge.objects.filter(meter_line__meter=meter, meter_line__lease=lease)
    return list(rows.order_by("period").values_list("account__vendor", "amount_fen"))


def test_who_moved_pays_until_that_day_on_the_old_pitch_and_from_it_on_the_new(market):
    old, lease = a_leased_meter(market=market)
    beside = a_pitch(market=market, code="B-2")
    new = a_meter(pitch=beside, number="E-2")
    day = date(2026, 4, 16)
    relocations.announce(lease, old.pitch, beside, from_day=day, agreed=True, by=HOUSE, at=READ_AT)
    after = a_signed_lease(pitches=[old.pitch], first=date(2026, 4, 21))
    for meter in (old, new):
        a_reading(meter, MAY, 1300)

    bill(market)

    assert paid_for(old, lease) == [(lease.vendor_id, 8204)]  # 15 of 30 days
    assert paid_for(old, after) == [(after.vendor_id, 5469)]  # 10 of 30 days
    assert paid_for(new, lease) == [(lease.vendor_id, 8204)]
    assert bill(market).differences == ()


def test_a_lease_that_was_handed_on_is_charged_to_each_vendor_for_its_days(market):
    meter, lease = a_leased_meter(market=market)
    heir = a_vendor(name="蔄家豆腐")
    asked = transfers.ask(
        lease, heir, from_day=date(2026, 4, 11), by=HOUSE, at=datetime(2026, 4, 5, tzinfo=UTC)
    )
    transfers.consent(asked, by=HOUSE, at=datetime(2026, 4, 6, tzinfo=UTC))
    a_reading(meter, MAY, 1300)

    bill(market)

    assert paid_for(meter, lease) == [(lease.vendor_id, 5469), (heir.pk, 10938)]
    assert bill(market).differences == ()
