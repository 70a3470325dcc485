"""The same deed for several applications: one that cannot be done holds up no other."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leasing.actions import applications, decisions, tellings, waitlists
from leasing.models import Application
from leasing.pages.desk.filters import ApplicationFilters
from leasing.pages.desk.together_forms import TogetherForm
from leasing.queries.applications import applications_seen_by
from leasing.queries.meant import pitches_for
from market import clock
from market.core.actors import Actor
from market.core.refusals import Conflict, Invalid, Refusal
from market.pages.desk.door import desk_deed, go_on
from market.pages.forms import said

MOST = 500
MOST_SAID = 5
LIST = "leasing:applications"
Deed = Callable[[Application], Any]


@desk_deed
def together(request: HttpRequest, by: Actor) -> HttpResponse:
    """Do what was chosen with those that were ticked, or with the whole list."""
    form = TogetherForm(request.POST, at=clock.now())
    if not form.is_valid():
        for faults in form.errors.values():
            messages.error(request, " ".join(str(fault) for fault in faults))
        return go_on(request, LIST)
    told = form.cleaned_data
    rows = _chosen(request, by, everything=told["everything"])
    _say(request, *_each(rows, _deed(told, by)))
    return go_on(request, LIST)


def _chosen(request: HttpRequest, by: Actor, *, everything: bool) -> QuerySet[Any]:
    seen = applications_seen_by(by)
    if everything:
        return ApplicationFilters(request, by).narrow(seen, on=clock.today())[:MOST]
    picked = [int(pk) for pk in request.POST.getlist("pick") if pk.isdecimal()]
    return seen.filter(pk__in=picked[:MOST])


def _deed(told: dict[str, Any], by: Actor) -> Deed:
    given: dict[str, Any] = {"by": by, "at": clock.now()}
    reason = told["reason"]
    match told["deed"]:
        case "receive":
            return partial(applications.receive, **given)
        case "admit":
            return partial(_admit, reason=reason, **given)
        case "reject":
            return partial(decisions.reject, reason=reason, **given)
        case "reopen":
            return partial(decisions.reopen, reason=reason, **given)
        case "waitlist":
            return partial(waitlists.waitlist, reason=reason, **given)
        case _:
            return partial(tellings.tell, **TogetherForm.offer(told), **given)


def _admit(one: Application, *, reason: str, by: Actor, at: Any) -> Application:
    """With the first wish that is free and meant for nobody else, if there is one."""
    free = {pitch.pk: pitch for pitch in pitches_for(one, on=at.date())}
    wishes = [wish.pitch_id for wish in one.wishes.all()]
    pitch = next((free[pk] for pk in wishes if pk in free), None)
    return decisions.admit(one, pitch=pitch, reason=reason, by=by, at=at)


def _each(rows: QuerySet[Any], deed: Deed) -> tuple[int, list[tuple[Application, Refusal]]]:
    done = 0
    refused: list[tuple[Application, Refusal]] = []
    for one in rows:
        try:
            deed(one)
            done += 1
        except (Invalid, Conflict) as refusal:
            refused.append((one, refusal))
    return done, refused


def _say(request: HttpRequest, done: int, refused: list[tuple[Application, Refusal]]) -> None:
    if done:
        words = ngettext("Done with {count}.", "Done with {count}.", done)
        messages.success(request, words.format(count=done))
    for one, refusal in refused[:MOST_SAID]:
        messages.error(request, f"{one.vendor.name} ({one.reference}): {said(refusal)}")
    if len(refused) > MOST_SAID:
        more = len(refused) - MOST_SAID
        messages.error(request, _("{count} more were refused.").format(count=more))
    if not done and not refused:
        messages.warning(request, _("Tick at least one application first."))
