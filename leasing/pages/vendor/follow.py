"""Following an application: the state in words, the offer, the answer to it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from leasing import rules
from leasing.actions import applications, offers, plans
from leasing.core.telling import told_state
from leasing.models import Lease
from leasing.queries.following import (
    Step,
    application_seen_by,
    offered_lease,
    papers_of,
    steps_of,
)
from leasing.queries.signatures import signing_of
from market import clock
from market.pages.caller import caller
from market.templatetags.glances import named
from market.templatetags.market_words import state_word

ANSWERS = {
    "accept": offers.accept,
    "decline": offers.decline,
    "withdraw": offers.withdraw,
    "submit": applications.submit,
}


def application(request: HttpRequest, reference: str) -> HttpResponse:
    """Where an application stands, and what can be done about it."""
    actor = caller(request)
    found = application_seen_by(actor, reference)
    lease = offered_lease(found)
    context = {
        "application": found,
        "state": told_state(found.state, found.decided_from),
        "lease": lease,
        "plan": shown_plan(lease) if lease else [],
        "papers": papers_of(found),
        "can": [move for move in rules.moves_open(found, actor) if move in ANSWERS],
        "moves": [_told(step) for step in steps_of(found)],
        "may_sign": lease is not None and signing_of(lease).open_to_vendor,
    }
    return render(request, "leasing/vendor/application.html", context)


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
