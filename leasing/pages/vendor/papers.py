"""The papers of an application, each with its photo in its own place; and the last look."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from leasing.actions import applications
from leasing.models import Application
from leasing.pages.vendor.forms import PaperForm
from leasing.pages.vendor.steps import said, steps
from leasing.queries.asked_papers import Asked, asked_papers
from leasing.queries.following import application_seen_by, papers_of
from market import clock
from market.core.actors import Actor
from market.pages.caller import caller
from market.pages.forms import attempt


@require_http_methods(["GET", "POST"])
def papers(request: HttpRequest, reference: str) -> HttpResponse:
    """The fourth step: one paper after the other, each kept as soon as it is sent."""
    actor = caller(request)
    application = application_seen_by(actor, reference)
    asked = asked_papers(application, on=clock.today())
    form = PaperForm(request.POST or None, request.FILES or None, asked=asked)
    if request.method == "POST" and attempt(form, lambda told: _hand_in(application, told, actor)):
        back = "leasing:application" if application.state == "correcting" else "leasing:papers"
        return redirect(back, reference)
    context = {
        "application": application,
        "form": form,
        "papers": papers_of(application),
        "cards": cards(asked),
        "said": said(),
        "steps": steps(3),
    }
    status = 422 if form.errors else 200
    return render(request, "leasing/vendor/papers.html", context, status=status)


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, reference: str) -> HttpResponse:
    """The last look, and the button that hands it in."""
    actor = caller(request)
    application = application_seen_by(actor, reference)
    if request.method == "POST":
        applications.submit(application, by=actor, at=clock.now())
        return redirect("leasing:application", reference)
    context = {
        "application": application,
        "papers": papers_of(application),
        "asked": asked_papers(application, on=clock.today()),
        "steps": steps(4),
    }
    return render(request, "leasing/vendor/review.html", context)


def cards(asked: list[Asked]) -> list[dict[str, Any]]:
    """Each paper that is asked for with what came for it: the cards of the papers."""
    return [
        {
            "asked": each,
            "paper": each.type,
            "handed": each.handed,
            "faults": [permit.faults for permit in each.handed if permit.faults],
        }
        for each in asked
    ]


def _hand_in(application: Application, told: Mapping[str, Any], by: Actor) -> Any:
    """One paper with its file: all of it, or nothing."""
    return applications.hand_in(
        application,
        told["type"],
        content=told["file"].read(),
        name=told["file"].name,
        number=told["number"],
        expires_on=told["expires_on"],
        consent=told["consent"],
        by=by,
        at=clock.now(),
    )
