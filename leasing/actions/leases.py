"""The life of a lease: drafted, offered, signed, ended."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from leasing import rules
from leasing.actions import billing, clawbacks, plans, successors, written_terms
from leasing.core.drafts import LeaseDraft, check_structure
from leasing.core.endings import EndReason, move_of
from leasing.core.states import LEASE
from leasing.documents import contracts
from leasing.models import Application, Lease, LeaseHold, LeasePitch, Renewal
from leasing.queries.signatures import require_agreed
from market.actions import accounts, holds, moves, needs, notices
from market.actions.contention import in_one_go
from market.actions.references import new_reference
from market.core.actors import Actor
from market.core.hours import Hours, local_day
from market.core.periods import Period
from market.core.refusals import Conflict, Invalid
from market.core.trading import Place
from market.models import Hold, Market, Pitch, Vendor
from market.queries.judging import require_papers


@transaction.atomic
def draft(
    vendor: Vendor,
    market: Market,
    pitches: Sequence[Pitch],
    terms: LeaseDraft,
    *,
    by: Actor,
    at: datetime,
    application: Application | None = None,
    goods: Sequence[str] = (),
    source_key: str | None = None,
) -> Lease:
    """Write down a lease that nobody has agreed to yet. It holds no ground.

    This will refuse with Invalid what the law does not allow (see core.drafts), pitches of
    another market, and with Conflict("vendor_barred") a vendor who is barred.
    """
    rules.require(by, "lease.draft", market)
    _check(vendor, market, pitches, terms)
    lease = Lease.objects.create(
        reference=new_reference("L"),
        market=market,
        vendor=vendor,
        application=application,
        starts_on=terms.first,
        ends_on=terms.last,
        weekdays=list(terms.weekdays),
        from_minute=terms.hours.start,
        until_minute=terms.hours.end,
        goods=list(goods),
        interval_months=terms.interval_months,
        anchor=terms.anchor,
        proration=terms.proration,
        due_rule=terms.due_rule,
        due_day=terms.due_day,
        due_offset_days=terms.due_offset_days,
        due_next_working_day=terms.due_next_working_day,
        deposit_fen=terms.deposit_fen,
        deposit_carried_fen=terms.deposit_carried_fen,
        source_key=source_key,
        created_at=at,
    )
    LeasePitch.objects.bulk_create(LeasePitch(lease=lease, pitch=pitch) for pitch in pitches)
    written_terms.write(lease, pitches, terms)
    plans.check(lease)
    for tenant in _tenants(vendor, terms):
        accounts.open_account(tenant, market, at=at)
    return lease


@in_one_go
def offer(lease: Lease, *, by: Actor, at: datetime) -> Lease:
    """Hold the ground of a drafted lease while somebody makes up their mind."""
    rules.require(by, "lease.offer", lease)
    moves.move(lease, LEASE, "offer", by=by, at=at)
    _hold(lease, held_for="offer")
    contracts.freeze(lease, plans.proposed(lease), at=at)
    return lease


@in_one_go
def sign(lease: Lease, *, by: Actor, at: datetime, reason: str = "") -> Lease:
    """Sign a lease: take the ground, store the payment plan and the contract, charge what is due.

    The vendor has signed the contract before, as it stands now. Without that a lease of six
    months or more needs a reason, which the journal keeps; it is asked after until a signed
    paper is there (queries.signatures). Source: 民法典 第七百零七条.

    This will refuse with Conflict("pitch_taken") when somebody else holds any of the ground on
    any of these days; then nothing of it stays behind. The first bill is charged at once, also
    when it is due later. It refuses, as require_trading() does, a vendor whose papers are not in
    order, unless they were let pass.
    """
    rules.require(by, "lease.sign", lease)
    paper = contracts.freeze(lease, plans.proposed(lease), at=at)
    if not by.house:
        require_agreed(lease, paper, reason=reason)
        again = Renewal.objects.filter(successor=lease).exists()
        require_trading(lease, act="renew" if again else "sign", at=at)
    _put_in_force(lease, by=by, at=at, reason=reason)
    successors.signed(lease, by=by, at=at)
    billing.charge_lease(lease, at=at)
    needs.follow([lease.vendor_id], at=at)
    tell(lease, "lease_signed", "", {}, at=at)
    return lease


@in_one_go
def take_over(lease: Lease, *, since: date, by: Actor, at: datetime) -> Lease:
    """Put a lease in force that was signed on paper before it came into this house.

    Bills due before `since` were settled elsewhere: they are not stored and never charged, the
    deposit with the first of them. The others wait for the charge run. Nobody is told. Refuses
    as sign() does.
    """
    rules.require(by, "lease.sign", lease)
    _put_in_force(lease, by=by, at=at, since=since)
    contracts.freeze(lease, plans.proposed(lease), at=at)
    return lease


@in_one_go
def end(
    lease: Lease,
    *,
    last: date,
    reason: str,
    by: Actor,
    at: datetime,
    ground: EndReason = EndReason.AGREED,
) -> Lease:
    """End a signed lease on a day (included). What was not charged yet is not charged any more.

    The ground is free from the day after. Where the vendor leaves before the agreed end, or is
    the cause of it, concessions that were given for staying are owed after all. This will refuse
    a day outside the lease.
    """
    rules.require(by, "lease.end", lease)
    agreed = None if lease.holdover_since else lease.ends_on
    if last < lease.starts_on or (agreed is not None and last > agreed):
        raise Invalid(
            "outside_the_lease",
            "{last} is not a day of this lease. Choose a day within it.",
            last=last,
            field="last",
        )
    moves.move(
        lease,
        LEASE,
        move_of(ground),
        by=by,
        at=at,
        reason=reason,
        ended_on=last,
        end_reason=ground,
    )
    holds.shorten(holds_of(lease), period=Period.through(lease.starts_on, last), at=at)
    clawbacks.follow(lease)
    settle_terms(lease, at=at)
    needs.follow([lease.vendor_id], at=at)
    tell(lease, "lease_ended", f"{ground}/{last}", {"last": last.isoformat()}, at=at)
    return lease


@transaction.atomic
def cancel(lease: Lease, *, by: Actor, at: datetime, reason: str = "") -> Lease:
    """Drop a lease that was never signed, and free the ground it held."""
    rules.require(by, "lease.cancel", lease)
    moves.move(lease, LEASE, "cancel", by=by, at=at, reason=reason)
    successors.dropped(lease, by=by, at=at, reason=reason)
    holds.release(holds_of(lease), at=at)
    return lease


def settle_terms(lease: Lease, *, at: datetime) -> None:
    """Bring plan and books to what the lease now says: only differences are charged or credited."""
    plans.follow(lease, at=at)
    billing.charge_lease(lease, at=at)


def require_trading(
    lease: Lease,
    *,
    act: str,
    at: datetime,
    vendor: Vendor | None = None,
    from_day: date | None = None,
) -> None:
    """This will refuse to sign or renew (act) for a vendor without the papers the goods ask for.

    vendor: who is to have the lease, where that is another than now; from_day: from when. The
    papers are those of the first day of the lease, or of today when that is later. Raises
    Conflict: papers_lacking, vendor_suspended (see market.queries.judging); and as draft() does
    where a structure's approval was cut short meanwhile, so that the lease would outlast it.
    """
    pitches = [row.pitch for row in lease.pitches.select_related("pitch")]
    for pitch in pitches:
        _check_structure(pitch, last=lease.ends_on)
    goods = tuple(lease.goods)
    who = vendor or lease.vendor
    places = [Place(who.pk, pitch.pk, goods) for pitch in pitches]
    today = local_day(at)
    on = max(today, from_day or lease.starts_on)
    require_papers(who, places, lease.market_id, act=act, on=on, decided_on=today)


def _check_structure(pitch: Pitch, *, last: date | None) -> None:
    check_structure(
        pitch.code,
        temporary=pitch.structure == "temporary",
        approved_until=pitch.structure_approval_until,
        last=last,
    )


def holds_of(lease: Lease) -> list[Hold]:
    return [row.hold for row in lease.holds.select_related("hold").order_by("pk")]


def pitch_codes(lease: Lease) -> str:
    """The codes of the lease's pitches, as one writes them in a sentence."""
    codes = lease.pitches.order_by("pitch__code_key").values_list("pitch__code", flat=True)
    return "、".join(codes)


def tell(
    lease: Lease,
    occasion: str,
    what: str,
    facts: Mapping[str, Any],
    *,
    at: datetime,
    vendor: Vendor | None = None,
) -> None:
    """Say something about a lease to its vendor, or to another. what: tells it from another time."""
    reader = vendor or lease.vendor
    parts = (occasion, lease.pk, what if vendor is None else f"{what}/{vendor.pk}")
    notices.say(
        occasion,
        subject=f"lease:{lease.pk}",
        vendor=reader,
        market=lease.market,
        key="/".join(str(part) for part in parts if part != ""),
        facts={"lease": lease.reference, "pitches": pitch_codes(lease), **facts},
        at=at,
    )


def _put_in_force(
    lease: Lease, *, by: Actor, at: datetime, since: date | None = None, reason: str = ""
) -> None:
    """The state, the ground and the plan."""
    moves.move(
        lease, LEASE, "sign", by=by, at=at, reason=reason, signed_at=at, signed_by_id=by.user
    )
    _hold(lease, held_for="lease")
    plans.begin(lease, on=local_day(at), since=since)


def regain(lease: Lease, period: Period) -> None:
    """Have the ground of a lease again until the end of a period. Refuses what others have."""
    standing = [hold for hold in holds_of(lease) if hold.released_at is None]
    if standing:
        holds.stretch(standing, end=period.end)
    else:
        take_ground(lease, [row.pitch for row in lease.pitches.select_related("pitch")], period)


def take_ground(
    lease: Lease, pitches: Sequence[Pitch], period: Period, *, held_for: str = "lease"
) -> None:
    """Hold pitches for a lease, on its weekdays and at its hours."""
    taken = holds.take(
        pitches,
        period,
        held_for=held_for,
        weekdays=lease.weekdays,
        hours=Hours(lease.from_minute, lease.until_minute),
    )
    LeaseHold.objects.bulk_create(LeaseHold(lease=lease, hold=hold) for hold in taken)


def _hold(lease: Lease, *, held_for: str) -> None:
    """Take the ground, or keep what the offer took already."""
    standing = [hold.pk for hold in holds_of(lease) if hold.released_at is None]
    if standing:
        Hold.objects.filter(pk__in=standing).update(held_for=held_for)
        return
    pitches = [row.pitch for row in lease.pitches.select_related("pitch")]
    take_ground(lease, pitches, Period.through(lease.starts_on, lease.ends_on), held_for=held_for)


def _check(vendor: Vendor, market: Market, pitches: Sequence[Pitch], terms: LeaseDraft) -> None:
    if not pitches:
        raise Invalid("no_pitch", "Choose at least one pitch.", field="pitches")
    if vendor.barred_until is not None and vendor.barred_until >= terms.first:
        raise Conflict(
            "vendor_barred",
            "This vendor may not trade here until {until}.",
            until=vendor.barred_until,
        )
    for pitch in pitches:
        if pitch.zone.market_id != market.pk:
            raise Invalid(
                "other_market", "{pitch} is not at this market.", pitch=pitch.code, field="pitches"
            )
        _check_structure(pitch, last=terms.last)


def _tenants(vendor: Vendor, terms: LeaseDraft) -> list[Vendor]:
    others = {party.vendor for party in terms.parties} - {vendor.pk}
    return [vendor, *Vendor.objects.filter(pk__in=others).order_by("pk")]
