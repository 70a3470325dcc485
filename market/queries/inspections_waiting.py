"""What of inspections waits for somebody: at the desk, and on the vendor's phone."""

from datetime import date

from django.utils.translation import gettext_noop as _

from market.core.actors import Actor
from market.core.inspecting.states import ComplaintState, FindingState
from market.core.waiting import Glance, Waiting
from market.queries.inspections import complaints_seen_by, findings_seen_by, late
from market.queries.measuring import (
    out_of_date,
    quick_tests_seen_by,
    scales_seen_by,
    unchecked,
    undisposed,
)

OPEN = (ComplaintState.RECEIVED, ComplaintState.TAKEN)


def waiting(actor: Actor, on: date) -> list[Waiting]:
    """Findings past their day or to be looked at again, tests that failed, scales, complaints."""
    findings = findings_seen_by(actor).order_by().prefetch_related(None)
    complaints = complaints_seen_by(actor).order_by().filter(state__in=OPEN)
    scales = scales_seen_by(actor).order_by()
    lines = [
        Waiting(
            "quick-tests-failed",
            undisposed(quick_tests_seen_by(actor).order_by()).count(),
            _("{count} quick tests failed, and nobody said what became of the goods"),
            "desk_quick_tests",
            "show=undisposed",
            urgent=True,
        ),
        Waiting(
            "findings-late",
            late(findings, on=on).count(),
            _("{count} findings past the day they were to be put right"),
            "desk_findings",
            "show=late",
            urgent=True,
        ),
        Waiting(
            "findings-again",
            findings.filter(state=FindingState.RECTIFIED).count(),
            _("{count} findings to look at again"),
            "desk_findings",
            "show=rectified",
        ),
        Waiting(
            "complaints-late",
            complaints.filter(due_on__lt=on).count(),
            _("{count} complaints past their day"),
            "desk_complaints",
            "show=late",
            urgent=True,
        ),
        Waiting(
            "complaints-open",
            complaints.filter(due_on__gte=on).count(),
            _("{count} complaints to answer"),
            "desk_complaints",
        ),
        Waiting(
            "scales-out-of-date",
            out_of_date(scales, on=on).count(),
            _("{count} scales without a valid verification"),
            "desk_scales",
            "show=out_of_date",
        ),
        Waiting(
            "scales-unchecked",
            unchecked(scales, on=on).count(),
            _("{count} fair scales not checked today"),
            "desk_scales",
            "show=fair",
        ),
    ]
    return [line for line in lines if line.count]


def glance(actor: Actor, on: date) -> list[Glance]:
    """What an inspector found at one's stall and is not right yet, the most pressing first."""
    mine = findings_seen_by(actor).filter(vendor__in=actor.vendors, state=FindingState.OPEN)
    return [
        Glance(
            _("{what}: to be put right by {day}."),
            {"what": finding.item.name, "day": finding.due_on},
            "/me/papers/findings/",
            "overdue" if finding.due_on < on else "open",
            urgent=finding.due_on < on,
        )
        for finding in mine[:5]
    ]
