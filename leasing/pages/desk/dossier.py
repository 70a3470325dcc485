"""Everything the office looks at before it answers an application."""

from datetime import date, datetime
from typing import Any

from leasing import rules
from leasing.actions.reviews import OPEN as IN_REVIEW
from leasing.actions.reviews import criteria_of
from leasing.core.rubrics import opinion
from leasing.core.states import APPLICATION, LEASE, ApplicationState, LeaseState
from leasing.models import Application, Decision, Lease, Review
from leasing.pages.desk.asks import asks, fresh_forms, read_before
from leasing.pages.desk.decision_forms import DraftForm, ReviewForm, TellForm
from leasing.queries.calls import quotas_of
from leasing.queries.likeness import hints_of, rivals_of
from leasing.queries.waitlists import line_of, next_in_line
from market.core import conditions
from market.core.actors import Actor
from market.pages.desk.history import timeline
from market.queries.history import history_of
from market.queries.pitches import states_on
from market.queries.vendors import vendors_seen_by

FREED = (ApplicationState.DECLINED, ApplicationState.EXPIRED, ApplicationState.WITHDRAWN)


def dossier(one: Application, by: Actor, *, at: datetime, **typed: Any) -> dict[str, Any]:
    """The context of the application's page. typed: forms that were not accepted, as they came."""
    on = at.date()
    lease = _lease(one)
    can = rules.can(by, "application", APPLICATION, one)
    forms = fresh_forms(one, on=on) | typed
    return {
        "application": one,
        "on": on,
        "wishes": _wishes(one, on),
        "papers": _papers(one, on),
        "moves": timeline(history_of("application", one.pk)),
        "alike": hints_of(one.vendor, among=vendors_seen_by(by)),
        "barred": _barred(one, on),
        "rivals": rivals_of(one)[:5],
        "others": _others(one),
        "lease": lease,
        "can": can,
        "lease_can": rules.can(by, "lease", LEASE, lease) if lease else [],
        "asks": asks(one, can, forms),
        "said": {move: read_before(one, move) for move in ("receive", "waitlist") if move in can},
        **forms,
        **_call(one),
        **_decided(one, by, at, typed),
        **_reviewed(one, by, typed),
        **_waiting(one),
    }


def _barred(one: Application, on: date) -> date | None:
    until = one.vendor.barred_until
    return until if until is not None and until >= on else None


def _call(one: Application) -> dict[str, Any]:
    return {"call": one.call, "quotas": quotas_of(one.call) if one.call else []}


def _decided(one: Application, by: Actor, at: datetime, typed: dict[str, Any]) -> dict[str, Any]:
    """What is decided and not told, and the forms that change it or tell it."""
    found = Decision.objects.select_related("pitch__zone").filter(application=one).first()
    if found is None:
        return {}
    may = rules.allows(by, "application.tell", one)
    admitted = one.state == ApplicationState.ADMITTED
    return {
        "decision": found,
        "drafting": typed.get("drafting") or (DraftForm(one, found, on=at.date()) if may else None),
        "telling": typed.get("telling") or (TellForm(at=at, offers=admitted) if may else None),
    }


def _reviewed(one: Application, by: Actor, typed: dict[str, Any]) -> dict[str, Any]:
    """What the reviewers think, and the reader's own marks."""
    rows = list(Review.objects.filter(application=one).prefetch_related("marks__criterion"))
    found: dict[str, Any] = {
        "reviews": rows,
        "opinion": opinion(row.score for row in rows),
        "rubric": None,
    }
    criteria = criteria_of(one.market_id)
    may = by.user is not None and rules.allows(by, "application.review", one)
    if one.state not in IN_REVIEW or not may:
        return found
    mine = next((row for row in rows if row.by_id == by.user), None)
    points = {mark.criterion_id: mark.points for mark in mine.marks.all()} if mine else {}
    form = typed.get("rubric") or ReviewForm(
        criteria, points=points, note=mine.note if mine else ""
    )
    return found | {"rubric": form, "mine": mine}


def _waiting(one: Application) -> dict[str, Any]:
    """Its place in the line, or who comes next for the pitch that it did not take."""
    if one.state == ApplicationState.WAITLISTED:
        line = [row.pk for row in line_of(one)]
        return {"place": line.index(one.pk) + 1, "line": len(line)}
    return {"next": next_in_line(one)} if one.state in FREED else {}


def _wishes(one: Application, on: date) -> list[Any]:
    """The pitches that it names, in their order, each with its state on the first day."""
    rows = list(one.wishes.select_related("pitch__zone__market").order_by("rank"))
    return states_on([row.pitch for row in rows], one.starts_on or on)


def _papers(one: Application, on: date) -> list[dict[str, Any]]:
    """The papers that came with it, each with what the day makes of it."""
    rows = one.papers.select_related("permit__type", "permit__worker").order_by("pk")
    return [
        {
            "permit": row.permit,
            "condition": conditions.of_permit(row.permit.state, row.permit.expires_on, on=on),
        }
        for row in rows
    ]


def _lease(one: Application) -> Lease | None:
    """The lease that stands on it, offered or signed."""
    standing = one.leases.exclude(state=LeaseState.CANCELLED)
    return standing.prefetch_related("pitches__pitch__zone").order_by("-pk").first()


def _others(one: Application) -> list[Application]:
    """What else the vendor asked for at this market."""
    others = Application.objects.filter(vendor=one.vendor_id, market=one.market_id)
    return list(others.exclude(pk=one.pk).order_by("-pk")[:5])
