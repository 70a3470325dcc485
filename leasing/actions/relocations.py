"""A lease moves to another pitch, with notice or because both sides agreed."""

from datetime import date, datetime, timedelta

from django.db import transaction

from leasing import rules
from leasing.actions import amendments, leases
from leasing.actions.lease_terms import last_day_of
from leasing.core.amending import Amendment
from leasing.core.drafts import DraftLine, check_structure
from leasing.core.life_states import RELOCATION, RelocationState
from leasing.core.states import LEASE
from leasing.documents import letters
from leasing.models import Lease, LeasePitch, Relocation
from market.actions import holds, moves
from market.actions import pitches as ground
from market.actions.contention import in_one_go
from market.core.actors import Actor
from market.core.hours import local_day
from market.core.periods import ONE_DAY, Period
from market.core.refusals import Conflict, Invalid
from market.models import Pitch

NOTICE = timedelta(days=30)


@in_one_go
def announce(
    lease: Lease,
    before: Pitch,
    after: Pitch,
    *,
    from_day: date,
    agreed: bool = False,
    rent_fen: int | None = None,
    close_before: bool = False,
    reason: str = "",
    by: Actor,
    at: datetime,
) -> Relocation:
    """Move a lease from one of its pitches to another from a day.

    The ground changes hands on that day, all of it or nothing. rent_fen: the rent a month from
    then on, where it changes. close_before: nobody gets the old pitch. This will refuse less than
    30 days' notice where the vendor has not agreed, and with Conflict("pitch_taken") a pitch that
    somebody else has.
    """
    rules.require(by, "lease.relocate", lease)
    _check(lease, before, after, from_day)
    if not agreed and from_day < local_day(at) + NOTICE:
        raise Invalid(
            "too_short_notice",
            "Without the vendor's agreement a move needs {days} days' notice. Choose a later day.",
            days=NOTICE.days,
            field="from_day",
        )
    moves.move(lease, LEASE, "relocate", by=by, at=at, reason=reason)
    _change_ground(lease, before, after, from_day, at=at)
    if close_before:
        ground.close([before], Period(from_day, None), by=by, at=at)
    if rent_fen is not None:
        rent = DraftLine("rent", rent_fen)
        amendments.recharge(lease, Amendment(from_day, lines=(rent,)))
    leases.settle_terms(lease, at=at)
    made = Relocation.objects.create(
        lease=lease,
        before=before,
        after=after,
        from_day=from_day,
        agreed=agreed,
        announced_at=at,
        reason=reason,
    )
    letters.relocation(made, at=at)
    facts = {"before": before.code, "after": after.code, "from_day": from_day.isoformat()}
    leases.tell(lease, "relocation_announced", str(made.pk), facts, at=at)
    if from_day <= local_day(at):
        complete(made, by=by, at=at)
    return made


@transaction.atomic
def complete(relocation: Relocation, *, by: Actor, at: datetime) -> Relocation:
    """The day has come: the lease is about the new pitch."""
    rules.require(by, "lease.relocate", relocation.lease)
    moves.move(relocation, RELOCATION, "complete", by=by, at=at)
    row = LeasePitch.objects.filter(lease=relocation.lease_id, pitch=relocation.before_id)
    row.update(pitch=relocation.after)
    return relocation


def _check(lease: Lease, before: Pitch, after: Pitch, from_day: date) -> None:
    last = last_day_of(lease)
    if from_day < lease.starts_on or (last is not None and from_day > last):
        raise Invalid(
            "outside_the_lease",
            "{last} is not a day of this lease. Choose a day within it.",
            last=from_day,
            field="from_day",
        )
    own = set(lease.pitches.values_list("pitch", flat=True))
    if before.pk not in own or after.pk in own:
        raise Invalid("not_its_pitch", "Choose a pitch of this lease, and another.", field="after")
    if after.zone.market_id != lease.market_id:
        raise Invalid(
            "other_market", "{pitch} is not at this market.", pitch=after.code, field="after"
        )
    if lease.relocations.filter(before=before, state=RelocationState.ANNOUNCED).exists():
        raise Conflict("relocation_open", "This pitch is to be moved already.")
    check_structure(
        after.code,
        temporary=after.structure == "temporary",
        approved_until=after.structure_approval_until,
        last=last,
    )


def _change_ground(
    lease: Lease, before: Pitch, after: Pitch, from_day: date, *, at: datetime
) -> None:
    """Both pitches in one transaction. What was kept beyond the end is not kept on the new one."""
    own = [hold for hold in leases.holds_of(lease) if hold.pitch_id == before.pk]
    if from_day > lease.starts_on:
        holds.shorten(own, period=Period.through(lease.starts_on, from_day - ONE_DAY), at=at)
    else:
        holds.release(own, at=at)
    leases.take_ground(lease, [after], Period.through(from_day, last_day_of(lease)))
