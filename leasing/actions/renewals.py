"""The sitting vendor comes first: a renewal is offered, answered, and signed."""

from datetime import datetime
from fractions import Fraction

from leasing import rules
from leasing.actions import leases
from leasing.actions.lease_terms import last_day_of
from leasing.core.drafts import DraftLine, DraftParty, LeaseDraft
from leasing.core.life_states import RENEWAL, STANDING_RENEWALS, RenewalState
from leasing.core.renewing import Again, once_more
from leasing.core.states import LEASE, LeaseState
from leasing.documents import letters
from leasing.models import Lease, LeaseParty, Renewal
from market.actions import holds, moves
from market.actions.contention import in_one_go
from market.core.actors import HOUSE, Actor
from market.core.hours import Hours
from market.core.periods import ONE_DAY, Period
from market.core.refusals import Conflict, Invalid


@in_one_go
def offer(lease: Lease, again: Again, *, until: datetime, by: Actor, at: datetime) -> Renewal:
    """Offer the sitting vendor to go on from the day after, and hold the ground until the answer.

    A lease is drafted from the old terms and offered; the priority letter is stored and the
    vendor told (民法典 第七百三十四条). This will refuse a second offer while one stands, and with
    Conflict("pitch_taken") ground that somebody else has by then.
    """
    rules.require(by, "lease.renew", lease)
    if until <= at:
        raise Invalid("offer_in_the_past", "Give the vendor some time to answer.", field="until")
    locked = Lease.objects.select_for_update(of=("self",)).get(pk=lease.pk)
    LEASE.after(locked.state, "renew")
    last = last_day_of(locked)
    if last is None:
        raise Conflict(
            "no_end_to_renew", "This lease has no end. Change its terms instead of renewing it."
        )
    if locked.renewals.filter(state__in=STANDING_RENEWALS).exists():
        raise Conflict("renewal_stands", "A renewal of this lease has been offered already.")
    _give_back_overstay(locked, at=at)
    terms = once_more(written(locked), again, first=last + ONE_DAY)
    pitches = [row.pitch for row in locked.pitches.select_related("pitch__zone__market")]
    successor = leases.draft(
        locked.vendor, locked.market, pitches, terms, by=by, at=at, goods=locked.goods
    )
    leases.offer(successor, by=by, at=at)
    made = Renewal.objects.create(lease=locked, successor=successor, until=until, offered_at=at)
    letters.renewal(made, at=at)
    facts = {"until": until.isoformat()}
    leases.tell(locked, "renewal_offered", str(made.pk), facts, at=at)
    return made


@in_one_go
def accept(renewal: Renewal, *, by: Actor, at: datetime) -> Renewal:
    """The vendor stays. The new lease waits to be signed. Accepting twice is accepting once.

    This will refuse, with Conflict("offer_expired"), an offer whose time is over.
    """
    rules.require(by, "renewal.accept", renewal)
    standing = Renewal.objects.select_for_update(of=("self",)).get(pk=renewal.pk)
    if standing.state == RenewalState.ACCEPTED:
        return standing
    if standing.until <= at:
        raise Conflict(
            "offer_expired",
            "This offer has expired. Call the market office: the pitch may still be free.",
            until=standing.until,
        )
    return moves.move(renewal, RENEWAL, "accept", by=by, at=at)


@in_one_go
def decline(renewal: Renewal, *, reason: str = "", by: Actor, at: datetime) -> Renewal:
    """The vendor leaves at the end. The ground behind it is free at once."""
    rules.require(by, "renewal.decline", renewal)
    return _drop(renewal, "decline", reason=reason, by=by, at=at)


@in_one_go
def withdraw(renewal: Renewal, *, reason: str = "", by: Actor, at: datetime) -> Renewal:
    """The market takes its offer back."""
    rules.require(by, "renewal.withdraw", renewal)
    return _drop(renewal, "withdraw", reason=reason, by=by, at=at)


@in_one_go
def expire(renewal: Renewal, *, by: Actor, at: datetime) -> Renewal:
    """Nobody answered in time. The ground behind the lease is free again."""
    rules.require(by, "renewal.expire", renewal)
    _drop(renewal, "expire", reason="", by=by, at=at)
    facts = {"until": renewal.until.isoformat()}
    leases.tell(renewal.lease, "renewal_expired", str(renewal.pk), facts, at=at)
    return renewal


@in_one_go
def sign(renewal: Renewal, *, by: Actor, at: datetime) -> Lease:
    """Sign the new lease. The old one is renewed as soon as its last day is over."""
    rules.require(by, "lease.sign", renewal.successor)
    return leases.sign(renewal.successor, by=by, at=at)


@in_one_go
def complete(lease: Lease, *, by: Actor, at: datetime) -> Lease:
    """The last day of a lease whose renewal is signed is over: it is renewed."""
    rules.require(by, "lease.renew", lease)
    return moves.move(lease, LEASE, "renew", by=by, at=at)


def written(lease: Lease) -> LeaseDraft:
    """What a lease says as it stands, as a draft would have said it."""
    charged = lease.lines.exclude(per="").select_related("item")
    return LeaseDraft(
        first=lease.starts_on,
        last=lease.ends_on,
        lines=tuple(
            DraftLine(
                line.item.code,
                line.amount_fen,
                line.per,
                line.starts_on,
                line.ends_on,
                per_m2=line.area_m2 is not None,
            )
            for line in charged
        ),
        interval_months=lease.interval_months,
        anchor=lease.anchor,
        proration=lease.proration,
        due_rule=lease.due_rule,
        due_day=lease.due_day,
        due_offset_days=lease.due_offset_days,
        due_next_working_day=lease.due_next_working_day,
        deposit_fen=lease.deposit_fen,
        weekdays=tuple(lease.weekdays),
        hours=Hours(lease.from_minute, lease.until_minute),
        parties=tuple(_party(row) for row in _last_parties(lease)),
    )


def _last_parties(lease: Lease) -> list[LeaseParty]:
    """Who has a share at the end."""
    rows = list(lease.parties.all())
    return [row for row in rows if row.ends_on is None or row.ends_on == lease.ends_on]


def _party(row: LeaseParty) -> DraftParty:
    return DraftParty(row.vendor_id, Fraction(row.part, row.whole))


def _drop(renewal: Renewal, move: str, *, reason: str, by: Actor, at: datetime) -> Renewal:
    moves.move(renewal, RENEWAL, move, by=by, at=at, reason=reason)
    leases.cancel(renewal.successor, by=HOUSE, at=at, reason=reason or move)
    return renewal


def _give_back_overstay(lease: Lease, *, at: datetime) -> None:
    """Ground that was kept beyond the end while nobody had decided goes to the next lease."""
    if lease.state == LeaseState.SIGNED and lease.ends_on is not None:
        period = Period.through(lease.starts_on, lease.ends_on)
        holds.shorten(leases.holds_of(lease), period=period, at=at)
