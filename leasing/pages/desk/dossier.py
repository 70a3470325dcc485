"""Everything the office looks at before it answers an application."""

from datetime import date
from typing import Any

from leasing import rules
from leasing.core.states import APPLICATION, LEASE, LeaseState
from leasing.models import Application, Lease
from leasing.pages.desk.answers import CorrectionForm, RefusalForm
from leasing.queries.asked_papers import asked_papers
from market.core import conditions
from market.core.actors import Actor
from market.pages.desk.history import timeline
from market.queries.history import history_of
from market.queries.pitches import pitch_on
from market.queries.vendors import duplicates, vendors_seen_by


def dossier(one: Application, by: Actor, *, on: date) -> dict[str, Any]:
    """The context of the application's page."""
    lease = _lease(one)
    return {
        "application": one,
        "on": on,
        "wish": pitch_on(one.wish, one.starts_on or on) if one.wish else None,
        "papers": _papers(one, on),
        "asked": asked_papers(one, on=on),
        "moves": timeline(history_of("application", one.pk)),
        "alike": duplicates(one.vendor, among=vendors_seen_by(by)),
        "others": _others(one),
        "lease": lease,
        "can": rules.can(by, "application", APPLICATION, one),
        "lease_can": rules.can(by, "lease", LEASE, lease) if lease else [],
        "correction": CorrectionForm.fresh(on),
        "refusal": RefusalForm(),
    }


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
