"""Demands: drafted, issued with a number and a frozen paper, delivered with proof."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from leasing import rules
from leasing.actions import deliveries
from leasing.core.arrears_states import DEMAND
from leasing.documents import demands as papers
from leasing.models import Demand, DemandLine, Lease
from leasing.queries.demands import demandable
from leasing.queries.late_fees import reckon
from leasing.queries.lease_charges import lease_ids
from market.actions import moves, notices
from market.core.actors import Actor
from market.core.hours import local_day
from market.core.refusals import Conflict, Invalid
from market.models import Account, Charge, Market
from market.queries.days import working_calendar


@transaction.atomic
def draft(
    account: Account,
    charges: Sequence[Charge],
    *,
    cure_on: date,
    by: Actor,
    at: datetime,
    lease: Lease | None = None,
) -> Demand:
    """Put overdue charges of an account together into a demand, to be paid by a working day.

    This will refuse with Conflict("not_demandable") what is paid, not overdue, stands under an
    agreement that is kept, or is in a demand that is open; and a cure day that is past or at rest.
    """
    rules.require(by, "demand.draft", account)
    on = local_day(at)
    _check_cure_day(cure_on, on)
    Account.objects.select_for_update(no_key=True).get(pk=account.pk)
    wanted = {charge.pk for charge in charges}
    found = list(demandable(account, on=on).filter(pk__in=wanted))
    if not found or len(found) < len(wanted):
        raise Conflict(
            "not_demandable",
            "One of these is paid, not late yet, paid in parts, or in another open demand.",
        )
    fees = reckon(found, on=on)
    lines = [
        DemandLine(
            charge=charge,
            open_fen=charge.open_fen,
            late_fee_fen=fees[charge.pk].owed_fen if charge.pk in fees else 0,
        )
        for charge in found
    ]
    demand = Demand.objects.create(
        account=account,
        lease=lease or _only_lease(found),
        cure_on=cure_on,
        late_fee_fen=sum(line.late_fee_fen for line in lines),
        drafted_at=at,
    )
    for line in lines:
        line.demand = demand
    DemandLine.objects.bulk_create(lines)
    return demand


@transaction.atomic
def issue(demand: Demand, *, by: Actor, at: datetime) -> Demand:
    """Give it a number, freeze the paper and tell the vendor, in words that dun nobody.

    The market's row is the lock: numbers have no gap. This will refuse with Conflict("changed")
    when something was paid since it was drafted.
    """
    rules.require(by, "demand.issue", demand)
    market = Market.objects.select_for_update(no_key=True).get(pk=demand.account.market_id)
    on = local_day(at)
    _check_cure_day(demand.cure_on, on)
    for line in demand.lines.select_related("charge"):
        if line.open_fen != line.charge.open_fen:
            raise Conflict(
                "changed",
                "Something was paid since this was drafted. Draft it anew.",
                field="lines",
            )
    number = _next_number(market, on)
    paper = papers.freeze(demand, number=number, on=on, at=at)
    moves.move(
        demand, DEMAND, "issue", by=by, at=at, number=number, issued_at=at, document_id=paper.pk
    )
    notices.say(
        "demand_issued",
        subject=f"demand:{demand.pk}",
        vendor=demand.account.vendor,
        market=demand.account.market,
        key=f"demand_issued/{demand.pk}",
        facts={
            "amount_fen": sum(demand.lines.values_list("open_fen", flat=True)),
            "due_on": demand.cure_on.isoformat(),
            "number": number,
        },
        at=at,
    )
    return demand


@transaction.atomic
def deliver(demand: Demand, told: deliveries.Told, *, by: Actor, at: datetime) -> Demand:
    """Note how it reached the vendor, with what shows it."""
    rules.require(by, "demand.deliver", demand)
    if demand.issued_at is None:
        raise Conflict("not_issued", "Issue the letter first.")
    proof = deliveries.note(told, issued_on=local_day(demand.issued_at), by=by, at=at)
    return moves.move(demand, DEMAND, "deliver", by=by, at=at, delivery_id=proof.pk)


def lapse(demand: Demand, *, reason: str, by: Actor, at: datetime) -> Demand:
    """Let it rest without anything following from it."""
    rules.require(by, "demand.lapse", demand)
    return moves.move(demand, DEMAND, "lapse", by=by, at=at, reason=reason)


def withdraw(demand: Demand, *, reason: str, by: Actor, at: datetime) -> Demand:
    """Take it back: it should not have been sent."""
    rules.require(by, "demand.withdraw", demand)
    return moves.move(demand, DEMAND, "withdraw", by=by, at=at, reason=reason)


def _check_cure_day(cure_on: date, on: date) -> None:
    if cure_on <= on:
        raise Invalid(
            "bad_cure_day", "Give some days to pay: choose a day to come.", field="cure_on"
        )
    if working_calendar().is_rest_day(cure_on):
        raise Invalid(
            "cure_day_at_rest",
            "{day} is a rest day. Choose a working day.",
            day=cure_on,
            field="cure_on",
        )


def _only_lease(charges: list[Charge]) -> Lease | None:
    """The lease that all of these charges are for, where it is one."""
    of = lease_ids(charges)
    if len(of) < len(charges) or len(set(of.values())) != 1:
        return None
    return Lease.objects.get(pk=next(iter(of.values())))


def _next_number(market: Market, on: date) -> str:
    """Counted up within the market and the year."""
    this_year = Demand.objects.filter(
        account__market=market, number__startswith=f"{on.year}-"
    ).count()
    return f"{on.year}-{this_year + 1:04d}"
