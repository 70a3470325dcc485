"""/leases/{reference}/…: changing a lease in force, and what that would cost."""

from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Router, Status
from pydantic import Field

from leasing.actions import amendments, effects, endings
from leasing.api.leases import LeaseOut
from leasing.api.terms import DueIn, LineIn
from leasing.core.amending import Amendment, DueChange, NewEnd
from leasing.core.drafts import DraftConcession
from leasing.core.effects import Effect
from leasing.queries.following import lease_seen_by
from leasing.queries.lints import lints_of
from market import clock
from market.api.access import caller, operator
from market.api.schemas import Day, Out, Reason, Short, Strict, YuanOut

router = Router(auth=operator)


class ConcessionIn(Strict):
    """A discount for some days; clawback: owed after all by who leaves early."""

    percent: Annotated[Decimal, Field(gt=0, le=100, decimal_places=2)]
    first: Day
    last: Day
    item: Short = "rent"
    reason: Short = ""
    clawback: bool = False
    clawback_whole: bool = False

    def as_concession(self) -> DraftConcession:
        return DraftConcession(**self.model_dump())


class NewEndIn(Strict):
    """The new last day, included; null is without an end."""

    last: Day | None


class AmendIn(Reason):
    """What changes from a day on. What is left out stays as it is."""

    from_day: Day
    lines: Annotated[list[LineIn], Field(max_length=30)] = []
    dropped: Annotated[list[Short], Field(max_length=30)] = []
    due: DueIn | None = None
    ends: NewEndIn | None = None
    concessions: Annotated[list[ConcessionIn], Field(max_length=30)] = []

    def as_change(self) -> Amendment:
        due = self.due
        return Amendment(
            self.from_day,
            lines=tuple(line.as_line() for line in self.lines),
            dropped=tuple(self.dropped),
            due=None
            if due is None
            else DueChange(due.rule, due.day, due.offset_days, due.next_working_day),
            ends=None if self.ends is None else NewEnd(self.ends.last),
            concessions=tuple(each.as_concession() for each in self.concessions),
        )


class EffectLineOut(Out):
    """Charged (above zero) or credited (below)."""

    item: str
    vendor: str
    first: Day | None
    last: Day | None
    due_on: Day
    amount: YuanOut
    working: dict[str, Any]


class LaterOut(Out):
    """A bill that has not gone out, before and after; null where there is none."""

    first: Day
    last: Day | None
    due_on: Day
    before: YuanOut | None
    after: YuanOut | None


class EffectOut(Out):
    """What a change would do, bill by bill. Nothing of it has been done."""

    charged: YuanOut
    credited: YuanOut
    lines: list[EffectLineOut]
    later: list[LaterOut]

    @classmethod
    def of(cls, effect: Effect) -> "EffectOut":
        return cls(
            charged=effect.charged_fen,
            credited=effect.credited_fen,
            lines=[
                EffectLineOut(
                    item=line.item,
                    vendor=line.vendor,
                    first=line.period.start if line.period else None,
                    last=line.period.last if line.period else None,
                    due_on=line.due_on,
                    amount=line.amount_fen,
                    working=dict(line.working),
                )
                for line in effect.lines
            ],
            later=[
                LaterOut(
                    first=bill.period.start,
                    last=bill.period.last,
                    due_on=bill.due_on,
                    before=bill.before_fen,
                    after=bill.after_fen,
                )
                for bill in effect.later
            ],
        )


class LintOut(Out):
    """Worth a second look. It forbids nothing."""

    code: str
    sentence: str
    source: str
    facts: dict[str, Any]


@router.get("/leases/{reference}/lints", response=list[LintOut])
def lints(request: HttpRequest, reference: str) -> list[LintOut]:
    """What a careful person would say about it."""
    lease = lease_seen_by(caller(request), reference)
    return [
        LintOut(
            code=lint.code,
            sentence=lint.sentence.format_map(lint.facts),
            source=lint.source,
            facts=lint.facts,
        )
        for lint in lints_of(lease, on=clock.today())
    ]


@router.post("/leases/{reference}/amendments/preview", response=EffectOut)
def preview_amendment(request: HttpRequest, reference: str, told: AmendIn) -> EffectOut:
    """What an amendment would charge and credit. Nothing is done."""
    actor, at = caller(request), clock.now()
    lease, change = lease_seen_by(actor, reference), told.as_change()
    return EffectOut.of(
        effects.of(
            lease,
            lambda: amendments.amend(lease, change, reason=told.reason, by=actor, at=at),
        )
    )


@router.post("/leases/{reference}/amendments", response={201: LeaseOut})
def amend(request: HttpRequest, reference: str, told: AmendIn) -> Status[LeaseOut]:
    """Change a lease from a day on. Bills are put right by their difference."""
    actor = caller(request)
    lease = lease_seen_by(actor, reference)
    amendments.amend(lease, told.as_change(), reason=told.reason, by=actor, at=clock.now())
    return Status(201, LeaseOut.of(lease, actor))


@router.post("/leases/{reference}/reopen", response=LeaseOut)
def reopen(request: HttpRequest, reference: str, told: Reason) -> LeaseOut:
    """Take an end back."""
    actor = caller(request)
    lease = lease_seen_by(actor, reference)
    endings.reopen(lease, reason=told.reason, by=actor, at=clock.now())
    return LeaseOut.of(lease, actor)


@router.post("/leases/{reference}/hold-over", response=LeaseOut)
def hold_over(request: HttpRequest, reference: str, told: Reason) -> LeaseOut:
    """Let a lease that ran out go on without an end."""
    actor = caller(request)
    lease = lease_seen_by(actor, reference)
    endings.hold_over(lease, reason=told.reason, by=actor, at=clock.now())
    return LeaseOut.of(lease, actor)
