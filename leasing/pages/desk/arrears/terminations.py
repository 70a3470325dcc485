"""Ending a lease because rent is not paid: a page whose steps unlock one after the other."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from leasing import rules
from leasing.actions import terminations
from leasing.core.terminations import stages
from leasing.models import Lease, Termination
from leasing.pages.desk.arrears.forms import DeliveryForm, NoticeForm
from leasing.queries.deposits import held_fen
from leasing.queries.lease_charges import account_of, overdue_of_lease
from leasing.queries.leases import leases_seen_by
from leasing.queries.terminations import facts_of, standing_termination
from market import clock
from market.core.actors import Actor
from market.core.periods import months_after
from market.core.refusals import Missing
from market.pages.desk.door import NOTHING_HERE, desk, desk_deed, done, find, pressed
from market.pages.desk.history import timeline
from market.pages.forms import ReasonForm, attempt
from market.queries.history import history_of

PAGE = "leasing:termination"
ACTS = ("begin", "skip", "notice", "deliver", "end", "withdraw")


@desk
def termination(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """The steps, what the law wants of each, and what is missing."""
    return _page(request, by, find(leases_seen_by(by), pk))


@desk
def notice_letter(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """The notice as it was issued, to be printed."""
    one = standing_termination(find(leases_seen_by(by), pk))
    if one is None or one.document is None:
        raise Missing("missing", NOTHING_HERE)
    context = {"lease": one.lease, "document": one.document, "said": one.document.contents}
    return render(request, "leasing/desk/arrears/notice.html", context)


@desk_deed
def begin(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Begin the way."""
    lease = find(leases_seen_by(by), pk)
    words = _("Begun. The steps below unlock one after the other.")
    return pressed(
        request, lambda: terminations.begin(lease, by=by, at=clock.now()), words, PAGE, pk
    )


@desk_deed
def skip(request: HttpRequest, by: Actor, pk: int, step: str) -> HttpResponse:
    """Pass over the step that comes next, with a reason."""
    form = ReasonForm(request.POST)

    def act(one: Termination, told: dict[str, Any]) -> Any:
        return terminations.skip(one, step, reason=told["reason"], by=by, at=clock.now())

    return _act(
        request,
        by,
        pk,
        form=form,
        act=act,
        words=_("Skipped, with your name and the reason."),
        name="reason",
    )


@desk_deed
def notice(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Issue the notice."""

    def act(one: Termination, told: dict[str, Any]) -> Any:
        return terminations.notice(one, ends_on=told["ends_on"], by=by, at=clock.now())

    words = _("Issued. Print the notice, bring it over, and note here how it arrived.")
    return _act(
        request, by, pk, form=NoticeForm(request.POST), act=act, words=words, name="noticing"
    )


@desk_deed
def deliver(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Note how the notice arrived."""
    form = DeliveryForm(request.POST, request.FILES)

    def act(one: Termination, told: dict[str, Any]) -> Any:
        return terminations.deliver(one, form.told(told), by=by, at=clock.now())

    return _act(
        request,
        by,
        pk,
        form=form,
        act=act,
        words=_("Noted, with what shows it."),
        name="delivering",
    )


@desk_deed
def end(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """End the lease on the stated day."""
    one = _standing(find(leases_seen_by(by), pk))
    words = _("Ended. Now settle the deposit.")
    return pressed(request, lambda: terminations.end(one, by=by, at=clock.now()), words, PAGE, pk)


@desk_deed
def withdraw(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Leave the way."""

    def act(one: Termination, told: dict[str, Any]) -> Any:
        return terminations.withdraw(one, reason=told["reason"], by=by, at=clock.now())

    return _act(
        request,
        by,
        pk,
        form=ReasonForm(request.POST),
        act=act,
        words=_("Left. The lease goes on."),
        name="reason",
    )


def _standing(lease: Lease) -> Termination:
    one = standing_termination(lease)
    if one is None:
        raise Missing("missing", NOTHING_HERE)
    return one


def _act(
    request: HttpRequest,
    by: Actor,
    pk: int,
    *,
    form: forms.Form,
    act: Callable[[Termination, dict[str, Any]], Any],
    words: str,
    name: str,
) -> HttpResponse:
    lease = find(leases_seen_by(by), pk)
    one = _standing(lease)
    if attempt(form, lambda told: act(one, told)):
        return done(request, words, PAGE, pk)
    return _page(request, by, lease, **{name: form})


def _page(request: HttpRequest, by: Actor, lease: Lease, **given: forms.Form) -> HttpResponse:
    on = clock.today()
    one = standing_termination(lease)
    facts = facts_of(lease, one, on=on)
    context: dict[str, Any] = {
        "lease": lease,
        "account": account_of(lease),
        "termination": one,
        "facts": facts,
        "stages": stages(facts, on=on),
        "owed_fen": sum(overdue_of_lease(lease, on=on).values_list("open_fen", flat=True)),
        "held_fen": held_fen(lease),
        "may": {act: rules.allows(by, f"termination.{act}", lease) for act in ACTS},
        "moves": timeline(history_of("termination", one.pk)) if one else [],
        "noticing": NoticeForm(initial={"ends_on": months_after(on, 1)}),
        "delivering": DeliveryForm.fresh(on, by.name),
        "reason": ReasonForm(),
    }
    status = 422 if given else 200
    return render(request, "leasing/desk/arrears/termination.html", context | given, status=status)
