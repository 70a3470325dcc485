"""A stored lease as core reads it."""

from datetime import date
from fractions import Fraction

from leasing.core.concessions import Adjustment, Direction, Kind
from leasing.core.joint_shares import JointShare
from leasing.core.terms import (
    Anchor,
    Billing,
    DueBase,
    DueRule,
    LeaseTerms,
    OneOff,
    Per,
    Proration,
    Rate,
)
from leasing.models import Lease, LeaseConcession, LeaseLine
from market.core.periods import ONE_DAY, Period
from market.queries.days import working_calendar


def terms_of(lease: Lease, *, without: LeaseConcession | None = None) -> LeaseTerms:
    """What the lease says as it stands. Charges are named by the id of their line.

    without: a concession to be left out, to see what it forgoes.
    """
    rule = DueRule(
        DueBase(lease.due_rule),
        day=lease.due_day,
        offset_days=lease.due_offset_days,
        roll=working_calendar() if lease.due_next_working_day else None,
    )
    concessions = [each for each in lease.concessions.all() if each != without]
    return LeaseTerms(
        period=Period.through(lease.starts_on, last_day_of(lease)),
        charges=tuple(_charge(line, concessions) for line in lease.lines.all()),
        billing=Billing(
            lease.interval_months, Anchor(lease.anchor), Proration(lease.proration), rule
        ),
    )


def last_day_of(lease: Lease) -> date | None:
    """The day on which a lease ended or is to end; none while it goes on without an end."""
    if lease.ended_on is not None:
        return lease.ended_on
    return None if lease.holdover_since else lease.ends_on


def shares_of(lease: Lease) -> tuple[JointShare, ...]:
    """The tenants by the id of their vendor, with their parts; empty where one stands alone."""
    return tuple(
        JointShare(
            str(party.vendor_id),
            Fraction(party.part, party.whole),
            None
            if party.starts_on is None and party.ends_on is None
            else Period.through(party.starts_on or lease.starts_on, party.ends_on),
        )
        for party in lease.parties.all()
    )


def _charge(line: LeaseLine, concessions: list[LeaseConcession]) -> Rate | OneOff:
    if not line.per:
        if line.starts_on is None:
            raise ValueError(f"the one-off {line.pk} has no day, against its constraint")
        return OneOff(str(line.pk), line.amount_fen, line.starts_on, line.working)
    return Rate(
        str(line.pk),
        line.amount_fen,
        Per(line.per),
        line.starts_on,
        None if line.ends_on is None else line.ends_on + ONE_DAY,
        quantity=Fraction(1) if line.area_m2 is None else Fraction(line.area_m2),
        adjustments=tuple(
            _adjustment(each)
            for each in concessions
            if each.item_id is None or each.item_id == line.item_id
        ),
    )


def _adjustment(concession: LeaseConcession) -> Adjustment:
    kind = Kind(concession.kind)
    value = Fraction(concession.value)
    return Adjustment(
        Direction(concession.direction),
        kind,
        value if kind is Kind.PERCENT else value * 100,
        Period.through(concession.starts_on, concession.ends_on),
        concession.reason,
    )
