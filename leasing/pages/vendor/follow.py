"""Following an application: the state in words, the offer, the answer to it."""

from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from leasing import rules
from leasing.actions import applications, offers, plans
from leasing.core.states import ApplicationState
from leasing.core.telling import told_state
from leasing.models import Application, Lease
from leasing.pages.vendor.papers import cards
from leasing.pages.vendor.steps import said
from leasing.queries.asked_papers import asked_papers
from leasing.queries.following import (
    Step,
    application_seen_by,
    offered_lease,
    papers_of,
    steps_of,
)
from leasing.queries.signatures import signing_of
from market import clock
from market.core.hours import local_day
from market.pages.caller import caller
from market.pages.ground import plan_of
from market.pages.stalls import qr_of
from market.queries.days import working_calendar
from market.templatetags.glances import named
from market.templatetags.market_words import state_word

LOOKED_AT_WITHIN = 2
ANSWERS = {
    "accept": offers.accept,
    "decline": offers.decline,
    "withdraw": offers.withdraw,
    "submit": applications.submit,
}


@require_safe
def application(request: HttpRequest, reference: str) -> HttpResponse:
    """Where an application stands, and what can be done about it."""
    actor = caller(request)
    found = application_seen_by(actor, reference)
    lease = offered_lease(found)
    open_to_papers = found.state in applications.EDITABLE
    context = {
        "application": found,
        "state": told_state(found.state, found.decided_from),
        "lease": lease,
        "bills": shown_plan(lease) if lease else [],
        "papers": papers_of(found),
        "cards": cards(asked_papers(found, on=clock.today())) if open_to_papers else [],
        "said": said(),
        "can": [move for move in rules.moves_open(found, actor) if move in ANSWERS],
        "moves": [_told(step) for step in steps_of(found)],
        "may_sign": lease is not None and signing_of(lease).open_to_vendor,
        "answer_by": _answer_by(found),
        "left_seconds": _left(found),
        "code": qr_of(settings.PUBLIC_URL + request.path),
        **_on_the_plan(lease),
    }
    return render(request, "leasing/vendor/application.html", context)


def _left(found: Application) -> int:
    """Seconds for which an offer still stands."""
    if found.offer_until is None:
        return 0
    return max(int((found.offer_until - clock.now()).total_seconds()), 0)


def _answer_by(found: Application) -> date | None:
    """The day by which somebody has looked at what was handed in."""
    if found.state != ApplicationState.SUBMITTED or found.submitted_at is None:
        return None
    return working_calendar().add_working_days(local_day(found.submitted_at), LOOKED_AT_WITHIN)


def _on_the_plan(lease: Lease | None) -> dict[str, Any]:
    """The zone of the pitch that is offered, with that pitch ringed."""
    rows = list(lease.pitches.all()) if lease else []
    if lease is None or not rows:
        return {}
    first = rows[0].pitch
    plan = plan_of(
        lease.market,
        lease.starts_on,
        leads_to=lambda each: "#offer" if each.pitch.pk == first.pk else "",
        language=get_language() or "zh-hans",
        within={first.zone_id},
    )
    return {"plan": plan, "chosen": plan.find("#offer")} if plan else {}


def shown_plan(lease: Lease) -> list[dict[str, Any]]:
    """The payment plan with each line's name, as the applicant would agree to it."""
    names = {str(line.pk): line.item for line in lease.lines.all()}
    return [
        {
            "period": bill.period,
            "due_on": bill.due_on,
            "amount_fen": bill.amount_fen,
            "lines": [
                {"label": named(names[line.charge]), "amount_fen": line.amount_fen}
                for line in bill.lines
            ],
        }
        for bill in plans.proposed(lease)
    ]


def _told(step: Step) -> dict[str, Any]:
    """A step as parts/timeline.html wants it."""
    return {
        "what": state_word(step.state, "application"),
        "at": step.at,
        "why": step.why,
        "state": step.state,
    }


@require_POST
def answer(request: HttpRequest, reference: str, move: str) -> HttpResponse:
    """Accept, decline, withdraw, or hand in again after corrections."""
    actor = caller(request)
    found = application_seen_by(actor, reference)
    ANSWERS[move](found, by=actor, at=clock.now())
    return redirect("leasing:application", reference)
