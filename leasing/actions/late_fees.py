"""Charging late fees: the difference to what was charged before, and never more than once."""

import logging
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet

from leasing import rules
from leasing.core.arrears_states import Posting
from leasing.models import ArrearsPolicy, LateFee, LateFeeRate, LateFeeWaiver, Lease
from leasing.queries.late_fees import Reckoned, bearing, one_reckoned, paid_late, reckon
from market.actions import charges
from market.core.actors import HOUSE, Actor
from market.core.hours import local_day
from market.core.periods import ONE_DAY
from market.core.refusals import Invalid
from market.core.reports import Line, Report
from market.models import Account, Charge, FeeItem, Market

log = logging.getLogger(__name__)

JOB = "post_late_fees"
ITEM = "late-fee"
BATCH = 500
# a fee is asked for with this much time to pay it
PAY_WITHIN = timedelta(days=10)


def post_due(*, by: Actor, at: datetime) -> Report:
    """Bring every charged late fee to what it is by now, at the markets that have it charged.

    What is open is brought up to the end of last month, or waits until it is paid, as the market
    has settled; what is paid is brought up to its last day. One that fails is named and left.
    """
    rules.require(by, "latefee.post", None)
    on = local_day(at)
    counts = Counter(posted=0, credited=0, failed=0)
    lines: list[Line] = []
    for until, late in _by_day(_candidates(on), on):
        for reckoned in reckon(late, on=until).values():
            if done := _bring_up_safely(reckoned, until, by, at):
                counts[done] += 1
                lines.append(Line(done, f"charge:{reckoned.charge.pk}"))
    return Report(JOB, dict(counts), tuple(lines))


@transaction.atomic
def bring_up(charge: Charge, *, until: date, by: Actor, at: datetime) -> int:
    """Charge, or credit, what a charge's late fee up to a day differs from what was charged of it.

    Returns the difference in fen. The account's row is the lock: twice at once charges once.
    """
    rules.require(by, "latefee.post", charge)
    Account.objects.select_for_update(no_key=True).get(pk=charge.account_id)
    reckoned = one_reckoned(charge, on=until)
    if reckoned.difference_fen > 0:
        _charge(reckoned, until, at)
    elif reckoned.difference_fen < 0:
        _credit(reckoned, at)
    return reckoned.difference_fen


@transaction.atomic
def waive(
    charge: Charge, *, amount_fen: int | None = None, reason: str, by: Actor, at: datetime
) -> LateFeeWaiver:
    """Let go of a late fee, or of a part of it, as it stands today; what was charged is credited.

    Refuses with Invalid("nothing_to_waive") where there is none, and "more_than_the_fee".
    """
    rules.require(by, "latefee.waive", charge)
    Account.objects.select_for_update(no_key=True).get(pk=charge.account_id)
    owed_fen = one_reckoned(charge, on=local_day(at)).owed_fen
    if owed_fen <= 0:
        raise Invalid("nothing_to_waive", "There is no late fee on this to let go of.")
    wanted = owed_fen if amount_fen is None else amount_fen
    if not 0 < wanted <= owed_fen:
        raise Invalid(
            "more_than_the_fee",
            "The late fee is less than that today. Name an amount up to it.",
            field="amount",
            owed_fen=owed_fen,
        )
    waiver = LateFeeWaiver.objects.create(
        charge=charge, amount_fen=wanted, reason=reason, by_id=by.user, by_name=by.name, at=at
    )
    reckoned = one_reckoned(charge, on=local_day(at))
    if reckoned.difference_fen < 0:
        _credit(reckoned, at)
    return waiver


@transaction.atomic
def set_rate(
    market: Market,
    *,
    percent_per_day: Decimal,
    begins_on: date,
    by: Actor,
    at: datetime,
    lease: Lease | None = None,
) -> LateFeeRate:
    """Let a rate hold from a day on. What lies before keeps its own: rates have a history.

    Refuses with Invalid("rate_in_the_past") a day before today once fees may have been charged.
    """
    rules.require(by, "latefee.settle", market)
    if percent_per_day < 0:
        raise Invalid("bad_rate", "A rate is zero or more percent a day.", field="percent_per_day")
    charged = LateFee.objects.filter(charge__account__market=market)
    if begins_on < local_day(at) and charged.exists():
        raise Invalid(
            "rate_in_the_past",
            "Late fees were charged already. A new rate can begin today at the earliest.",
            field="begins_on",
        )
    row, _ = LateFeeRate.objects.update_or_create(
        market=market,
        lease=lease,
        begins_on=begins_on,
        defaults={"percent_per_day": percent_per_day},
    )
    return row


def _candidates(on: date) -> QuerySet[Any]:
    """Charges of markets that have late fees charged whose fee may differ from what was charged."""
    markets = ArrearsPolicy.objects.exclude(posting=Posting.OFF).values("market")
    late = Charge.objects.filter(account__market__in=markets, due_on__lt=on)
    return (
        paid_late(bearing(late))
        .select_related("account__market__arrears_policy")
        .annotate(charged_until=Max("late_fees__until_on"), waived_at=Max("late_fee_waivers__at"))
        .order_by("due_on", "pk")
    )


def _by_day(charges: QuerySet[Any], on: date) -> Iterator[tuple[date, list[Charge]]]:
    """The charges by the day up to which their fees are charged now, in batches."""
    groups = defaultdict(list)
    for charge in charges:
        groups[_until(charge, on)].append(charge)
    for until, group in sorted(groups.items()):
        for start in range(0, len(group), BATCH):
            yield until, group[start : start + BATCH]


def _until(charge: Any, on: date) -> date:
    """Up to which day the fee of a charge is charged now; what was charged or waived counts."""
    if charge.open_fen == 0:
        return on
    policy = charge.account.market.arrears_policy
    month_end = on.replace(day=1) - ONE_DAY
    charged: date = charge.charged_until or date.min
    waived = local_day(charge.waived_at) if charge.waived_at else date.min
    return max(month_end if policy.posting == Posting.MONTHLY else date.min, charged, waived)


def _bring_up_safely(reckoned: Reckoned, until: date, by: Actor, at: datetime) -> str:
    """What was done: posted, credited, failed, or nothing."""
    if not reckoned.difference_fen:
        return ""
    try:
        difference_fen = bring_up(reckoned.charge, until=until, by=by, at=at)
    except Exception:
        log.exception("the late fee of charge %s could not be brought up", reckoned.charge.pk)
        return "failed"
    if not difference_fen:
        return ""
    return "posted" if difference_fen > 0 else "credited"


def _charge(reckoned: Reckoned, until: date, at: datetime) -> None:
    charge = reckoned.charge
    number = LateFee.objects.filter(charge=charge).count() + 1
    fee = charges.add(
        charge.account,
        key=f"late/{charge.pk}/{number}",
        item=FeeItem.objects.get(code=ITEM),
        amount_fen=reckoned.difference_fen,
        due_on=local_day(at) + PAY_WITHIN,
        by=HOUSE,
        at=at,
    )
    LateFee.objects.create(charge=charge, fee=fee, number=number, until_on=until)


def _credit(reckoned: Reckoned, at: datetime) -> None:
    """Credit what was charged too much, the latest fee first, as far as it was not credited yet."""
    left = -reckoned.difference_fen
    for row in reckoned.charge.late_fees.select_related("fee__account").order_by("-number"):
        credits = list(row.fee.reversals.values_list("amount_fen", flat=True))
        part = min(left, row.fee.amount_fen + sum(credits))
        if part > 0:
            charges.reverse(
                row.fee,
                amount_fen=part,
                key=f"{row.fee.key}/{len(credits) + 1}",
                reason="late fee reckoned anew",
                by=HOUSE,
                at=at,
            )
            left -= part
