"""The green channel on the phone: ask, follow the conversation, say how content one is."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from market import clock
from market.actions import enquiries, uploads
from market.core.actors import Actor
from market.core.enquiries import WAITING
from market.models import Enquiry, Market, Vendor
from market.pages.caller import caller
from market.pages.forms import attempt
from market.queries.enquiries import own_enquiries, promises_of
from market.queries.vendors import own_vendors
from market.templatetags.desk_words import ENQUIRY_KINDS
from market.templatetags.glances import named

PAGE = "me_enquiry"
STARS = [(n, "★" * n) for n in range(5, 0, -1)]


class SayForm(forms.Form):
    """A message. once: sending it twice says it once."""

    text = forms.CharField(
        label=pgettext_lazy("enquiry", "Your words"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    photo = forms.FileField(
        label=gettext_lazy("A photo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )
    once = forms.UUIDField(widget=forms.HiddenInput)


class AskForm(SayForm):
    """What it is, where, and for which stall; with one of each it does not ask."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"),
        choices=list(ENQUIRY_KINDS.items()),
        widget=forms.RadioSelect,
    )
    market = forms.ModelChoiceField(
        label=gettext_lazy("Market"), queryset=Market.objects.all(), empty_label=None
    )
    vendor = forms.ModelChoiceField(
        label=gettext_lazy("For which stall?"), queryset=Vendor.objects.none(), required=False
    )
    field_order = ("kind", "text", "photo", "market", "vendor", "once")

    def __init__(self, by: Actor, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        mine = own_vendors(by).order_by("name_key", "pk")
        fields["vendor"].queryset = mine
        fields["vendor"].initial = mine.first()
        fields["market"].initial = Market.objects.first()
        fields["market"].label_from_instance = named
        if Market.objects.count() == 1:
            fields["market"].widget = forms.HiddenInput()
        if mine.count() <= 1:
            fields["vendor"].widget = forms.HiddenInput()


class StarsForm(forms.Form):
    """How content one is."""

    stars = forms.TypedChoiceField(
        label=gettext_lazy("How was it seen to?"),
        choices=STARS,
        coerce=int,
        widget=forms.RadioSelect,
    )
    word = forms.CharField(
        label=gettext_lazy("A word on it"), max_length=200, required=False, empty_value=""
    )


Page = Callable[..., HttpResponse]


def known_only(page: Page) -> Page:
    """For who acts for a vendor, and for who has proved a phone; others are led to the way in."""

    @wraps(page)
    def run(request: HttpRequest, *args: Any, **given: Any) -> HttpResponse:
        actor = caller(request)
        if actor.user is None and not actor.vendors:
            return redirect(f"/enter/?next={request.path}")
        return page(request, actor, *args, **given)

    return run


@known_only
def listed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What one has asked, the newest first."""
    rows = own_enquiries(actor)[:50]
    context = {"rows": [(row, standing(row)) for row in rows]}
    return render(request, "market/me/enquiries.html", context)


@known_only
def ask(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Ask, complain or propose."""
    asked = request.method == "POST"
    usual = {"once": uuid.uuid4(), "kind": "question"}
    form = AskForm(actor, request.POST, request.FILES) if asked else AskForm(actor, initial=usual)
    made = attempt(form, lambda told: _asked(told, actor)) if asked else None
    if made is not None:
        return redirect(PAGE, made.reference)
    market = Market.objects.first()
    promised = list(promises_of(market).items()) if market else []
    context = {"form": form, "promised": promised}
    return render(request, "market/me/ask.html", context, status=422 if asked else 200)


@known_only
def one(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """The conversation; writing on."""
    found = get_object_or_404(own_enquiries(actor), reference=reference)
    asked = request.method == "POST"
    form = SayForm(request.POST, request.FILES) if asked else fresh()
    if asked and attempt(form, lambda told: _said(found, told, actor)) is not None:
        return redirect(PAGE, reference)
    return _page(request, actor, found, form=form)


@known_only
def rate(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Stars and a word, once."""
    found = get_object_or_404(own_enquiries(actor), reference=reference)
    if request.method != "POST":
        return redirect(PAGE, reference)
    form = StarsForm(request.POST)
    act = enquiries.rate
    if attempt(form, lambda told: act(found, **told, by=actor, at=clock.now())) is None:
        return _page(request, actor, found, rating=form)
    messages.success(request, _("Thank you for saying so."))
    return redirect(PAGE, reference)


def standing(row: Enquiry) -> str:
    """Its state, or late where the promised moment is over."""
    return "late" if row.state in WAITING and row.due_at < clock.now() else row.state


def _page(request: HttpRequest, actor: Actor, row: Enquiry, **given: forms.Form) -> HttpResponse:
    row.refresh_from_db()
    context: dict[str, Any] = {
        "enquiry": row,
        "standing": standing(row),
        "said": row.messages.select_related("photo"),
        "can": enquiries.can(row, actor),
        "form": fresh(),
        "rating": StarsForm(),
    }
    refused = any(form.is_bound for form in given.values())
    status = 422 if refused else 200
    return render(request, "market/me/enquiry.html", context | given, status=status)


def fresh() -> SayForm:
    """An empty message, to be sent once."""
    return SayForm(initial={"once": uuid.uuid4()})


def _asked(told: dict[str, Any], by: Actor) -> Enquiry:
    return enquiries.ask(
        told["market"],
        key=told["once"],
        kind=told["kind"],
        text=told["text"],
        vendor=told["vendor"] or own_vendors(by).first(),
        photo=uploads.photo_of(told["photo"]),
        by=by,
        at=clock.now(),
    )


def _said(found: Enquiry, told: dict[str, Any], by: Actor) -> Any:
    return enquiries.say(
        found,
        key=told["once"],
        text=told["text"],
        photo=uploads.photo_of(told["photo"]),
        by=by,
        at=clock.now(),
    )
