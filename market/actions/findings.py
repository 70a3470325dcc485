"""What becomes of a finding: put right, looked at again, cleared or opened anew."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from market import rules
from market.actions import moves, notices
from market.core.actors import Actor
from market.core.hours import local_day
from market.core.inspecting.states import FINDING
from market.core.refusals import Invalid
from market.models import Finding


@transaction.atomic
def rectify(finding: Finding, *, answer: str, by: Actor, at: datetime) -> Finding:
    """The vendor, or the office for them, says that it is put right. Somebody looks again."""
    rules.require(by, "finding.rectify", finding)
    told = _said(answer, "answer", "Please say what was done.")
    return moves.move(
        finding, FINDING, "rectify", by=by, at=at, reason=told, answer=told, rectified_at=at
    )


@transaction.atomic
def clear(finding: Finding, *, by: Actor, at: datetime, note: str = "") -> Finding:
    """Somebody looked again: it is right now."""
    rules.require(by, "finding.clear", finding)
    return moves.move(
        finding,
        FINDING,
        "clear",
        by=by,
        at=at,
        reason=note.strip()[:500],
        looked_again=F("looked_again") + 1,
        closed_at=at,
    )


@transaction.atomic
def reopen(finding: Finding, *, reason: str, due_on: date, by: Actor, at: datetime) -> Finding:
    """Somebody looked again: it is not right yet. The vendor is told by when it is to be."""
    rules.require(by, "finding.reopen", finding)
    told = _said(reason, "reason", "Please say what is still not right; the vendor is told.")
    if due_on < local_day(at):
        raise Invalid("day_past", "This day is over already.", field="due_on")
    moves.move(
        finding,
        FINDING,
        "reopen",
        by=by,
        at=at,
        reason=told,
        due_on=due_on,
        looked_again=F("looked_again") + 1,
        rectified_at=None,
    )
    notices.say(
        "finding_reopened",
        subject=f"finding:{finding.pk}",
        vendor=finding.vendor,
        market=finding.market,
        key=f"finding_reopened/{finding.pk}/{finding.looked_again}",
        facts={"what": finding.item.name, "why": told, "due_on": due_on.isoformat()},
        at=at,
    )
    return finding


@transaction.atomic
def withdraw(finding: Finding, *, reason: str, by: Actor, at: datetime) -> Finding:
    """Take a finding back that was none."""
    rules.require(by, "finding.withdraw", finding)
    told = _said(reason, "reason", "Please say why.")
    return moves.move(finding, FINDING, "withdraw", by=by, at=at, reason=told, closed_at=at)


def _said(text: str, field: str, sentence: str) -> str:
    if not text.strip():
        raise Invalid("reason_missing", sentence, field=field)
    return text.strip()[:500]
