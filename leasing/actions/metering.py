"""Billing a month by meter: what is owed is reckoned anew, and only the difference is charged."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from leasing import rules
from leasing.core.metering.lines import Slot
from leasing.core.metering.months import Difference, Month, differences
from leasing.core.metering.states import METER_RUN, MeterRunState
from leasing.models import MeterLine, MeterRun
from leasing.queries.metering import Booked, Ground, booked
from market.actions import allocations, charges, moves
from market.core.actors import HOUSE, Actor
from market.core.hours import local_day
from market.core.periods import months_after
from market.core.refusals import Invalid
from market.models import Account, Charge, FeeItem, Market

# how far back a month that was billed is put right
LOOK_BACK_MONTHS = 12
DAYS_TO_PAY = timedelta(days=10)


@dataclass(frozen=True)
class Billing:
    """A month as it should be billed, and what of it (and of months before) is still to be done.

    run: how it stands in the books, None while it was never charged.
    """

    market: Market
    month: Month
    differences: tuple[Difference, ...]
    run: MeterRun | None

    @property
    def charged_fen(self) -> int:
        return sum(one.fen for one in self.differences if one.fen > 0)

    @property
    def credited_fen(self) -> int:
        return -sum(one.fen for one in self.differences if one.fen < 0)


def plan(market: Market, month: date, *, on: date) -> Billing:
    """This will reckon a month's bills and change nothing: the dry run of charge_meters().

    Months before that were billed are reckoned again, LOOK_BACK_MONTHS back, so that a reading
    corrected since is put right. Raises Invalid("month_to_come").
    """
    return _planned(market, month.replace(day=1), on)[0]


@transaction.atomic
def charge_meters(
    market: Market, month: date, *, by: Actor, at: datetime, due_on: date | None = None
) -> Billing:
    """Bill a month's readings: each lease its own use, and its part of a loss on its own line.

    This will charge what is not charged yet and credit what was too much. Said twice, or twice
    at once, it charges once; what came in since is charged then. A faulty meter is left out and
    named in the answer. due_on: ten days from now, unless said otherwise.
    """
    rules.require(by, "meter.bill", market)
    # whoever bills this market's meters waits here for whoever does already
    Market.objects.select_for_update(no_key=True).get(pk=market.pk)
    first = month.replace(day=1)
    billing, standing = _planned(market, first, local_day(at))
    if billing.run is None and not billing.differences:
        return billing
    due_on = due_on or local_day(at) + DAYS_TO_PAY
    run = billing.run or MeterRun.objects.create(
        market=market,
        month=first,
        due_on=due_on,
        charged_at=at,
        charged_by_id=by.user,
    )
    _apply(run, billing.differences, standing, due_on=due_on, at=at)
    return Billing(market, billing.month, billing.differences, run)


@transaction.atomic
def void(run: MeterRun, *, reason: str, by: Actor, at: datetime) -> MeterRun:
    """Take a month's billing back: all of it is credited, and the month can be billed anew."""
    rules.require(by, "meterrun.void", run)
    market = Market.objects.select_for_update(no_key=True).get(pk=run.market_id)
    moves.move(run, METER_RUN, "void", by=by, at=at, reason=reason)
    standing = booked(market, [run.month])
    charged = {slot: one.fen for slot, one in standing[run.month].items()}
    back = differences(Month(run.month), charged)
    _apply(run, back, standing, due_on=run.due_on, at=at)
    return run


def _planned(
    market: Market, first: date, on: date
) -> tuple[Billing, dict[date, dict[Slot, Booked]]]:
    if first > on:
        raise Invalid(
            "month_to_come",
            "{month} has not begun. Choose a month that has readings.",
            month=f"{first:%Y-%m}",
            field="month",
        )
    since = months_after(first, -LOOK_BACK_MONTHS)
    runs = {
        run.month: run
        for run in MeterRun.objects.filter(
            market=market, state=MeterRunState.CHARGED, month__range=(since, first)
        )
    }
    months = sorted({*runs, first})
    ground, standing = Ground(market, months), booked(market, months)
    reckoned = {month: ground.month(month) for month in months}
    found = [
        one
        for month in months
        for one in differences(
            reckoned[month], {slot: row.fen for slot, row in standing[month].items()}
        )
    ]
    return Billing(market, reckoned[first], tuple(found), runs.get(first)), standing


def _apply(
    run: MeterRun,
    found: Sequence[Difference],
    standing: dict[date, dict[Slot, Booked]],
    *,
    due_on: date,
    at: datetime,
) -> None:
    """Charge what is above nothing in one statement, credit what is below, let credit pay."""
    accounts = _accounts(run.market_id, {one.slot.vendor for one in found})
    items = FeeItem.objects.in_bulk(field_name="code")
    made: dict[str, Difference] = {}
    rows = []
    for one in (one for one in found if one.fen > 0 and one.line is not None):
        assert one.line is not None
        key = _key(one, standing[one.month].get(one.slot))
        made[key] = one
        rows.append(
            Charge(
                account_id=accounts[one.slot.vendor or 0],
                key=key,
                item=items[_item(one)],
                amount_fen=one.fen,
                due_on=due_on,
                period=DateRange(one.line.period.start, one.line.period.end),
                working=one.working,
                charged_at=at,
            )
        )
    Charge.objects.bulk_create(rows, ignore_conflicts=True)
    charged = Charge.objects.filter(key__in=made, meter_line=None)
    lines = [_line(run, made[charge.key], charge) for charge in charged]
    lines += [line for one in found if one.fen < 0 for line in _credited(run, one, at)]
    MeterLine.objects.bulk_create(lines)
    allocations.settle_all({*accounts.values()}, at=at)


def _credited(run: MeterRun, one: Difference, at: datetime) -> list[MeterLine]:
    """Credit a difference, the newest charge of its slot first.

    What somebody credited by hand already is not credited again.
    """
    slot, owed = one.slot, -one.fen
    charged = Charge.objects.filter(
        amount_fen__gt=0,
        meter_line__month=one.month,
        meter_line__meter=slot.root,
        meter_line__lease=slot.lease,
        account__vendor=slot.vendor,
        meter_line__group=slot.group,
    ).prefetch_related("reversals")
    lines = []
    for charge in charged.order_by("-pk"):
        backs = charge.reversals.all()
        part = min(owed, charge.amount_fen + sum(back.amount_fen for back in backs))
        if part <= 0:
            continue
        back = charges.reverse(
            charge,
            amount_fen=part,
            key=f"{charge.key}/credit/{len(backs) + 1}",
            reason=str(one.working.get("sum", ""))[-200:],
            by=HOUSE,
            at=at,
        )
        lines.append(_line(run, one, back))
        owed -= part
    return lines


def _line(run: MeterRun, one: Difference, charge: Charge) -> MeterLine:
    return MeterLine(
        run=run,
        month=one.month,
        meter_id=one.slot.root,
        lease_id=one.slot.lease or 0,
        group_id=one.slot.group,
        charge=charge,
        working=dict(one.working),
    )


def _accounts(market: int, vendors: Collection[int | None]) -> dict[int, int]:
    """The account of each vendor."""
    rows = Account.objects.filter(market=market, vendor__in=vendors)
    return dict(rows.values_list("vendor", "pk"))


def _item(one: Difference) -> str:
    assert one.line is not None
    return f"{one.line.utility}{'_loss' if one.slot.group is not None else ''}"


def _key(one: Difference, standing: Booked | None) -> str:
    """What makes this line this line: place, lease, vendor, month, and the how manieth it is."""
    slot, nth = one.slot, (standing.lines if standing else 0) + 1
    loss = f"/loss/{slot.group}" if slot.group is not None else ""
    payer = f"lease/{slot.lease}/{slot.vendor}"
    return f"meter/{slot.root}/{payer}/{one.month:%Y-%m}{loss}/{nth}"
