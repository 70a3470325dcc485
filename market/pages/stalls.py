"""A stall for customers: the page behind its QR code, its card on A4, its complaint form."""

import segno
from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from market import clock
from market.actions import complaints
from market.core.actors import STRANGER
from market.models import Complaint, Market, Pitch
from market.pages.forms import attempt
from market.pages.patience import require_patience
from market.queries.measuring import board
from market.queries.stalls import stall_of
from market.templatetags.desk_words import COMPLAINT_KINDS

MOST_A_MINUTE = 5
BOARD_DAYS = 14


class ComplainForm(forms.Form):
    """What was wrong. The field nobody sees is filled in by machines only."""

    kind = forms.ChoiceField(
        label=_("What is it about?"),
        choices=list(COMPLAINT_KINDS.items()),
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("What happened?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    contact = forms.CharField(
        label=_("Your mobile number"),
        help_text=_("If you want an answer. We use it for nothing else and erase it afterwards."),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    website = forms.CharField(
        required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"})
    )


@require_safe
def stall(request: HttpRequest, pk: int) -> HttpResponse:
    """Who trades here today, with which papers, checked when; and where to complain."""
    return render(request, "market/stall.html", {"stall": stall_of(_pitch(pk), on=clock.today())})


def complain(request: HttpRequest, pk: int) -> HttpResponse:
    """The complaint form of a stall. Nobody need say who they are."""
    pitch = _pitch(pk)
    form = ComplainForm(request.POST or None)
    if request.method == "POST":
        require_patience(request, "complaint", most=MOST_A_MINUTE)
        made = attempt(form, lambda told: _received(pitch, told))
        if made is not None:
            request.session["complaint"] = made.reference
            return redirect("stall_thanks", pk)
    context = {"form": form, "stall": stall_of(pitch, on=clock.today())}
    status = 422 if form.is_bound else 200
    return render(request, "market/complain.html", context, status=status)


@require_safe
def thanks(request: HttpRequest, pk: int) -> HttpResponse:
    """Under which number it was taken in, and by when there is an answer."""
    reference = request.session.get("complaint", "")
    found = Complaint.objects.filter(reference=reference, pitch=pk).first()
    if found is None:
        return redirect("stall", pk)
    return render(request, "market/complained.html", {"complaint": found, "pitch": _pitch(pk)})


@require_safe
def card(request: HttpRequest, pk: int) -> HttpResponse:
    """The card that hangs at the stall: A4, with a QR code that leads to the stall's page."""
    pitch = _pitch(pk)
    context = {
        "stall": stall_of(pitch, on=clock.today()),
        "code": qr_of(settings.PUBLIC_URL + reverse("stall", args=[pk])),
        "on": clock.today(),
    }
    return render(request, "market/card.html", context)


@require_safe
def tests(request: HttpRequest) -> HttpResponse:
    """The board of quick tests, as it hangs at the gate: two weeks of them."""
    market = Market.objects.first()
    on = clock.today()
    rows = board(market.pk, on=on, days=BOARD_DAYS)[:200] if market else []
    return render(request, "market/quick_tests.html", {"tests": rows, "days": BOARD_DAYS})


def qr_of(address: str) -> SafeString:
    """The address as a QR code: an SVG that stands in the page, dark on white in any theme."""
    made = segno.make(address, error="q", micro=False)
    svg = made.svg_inline(scale=1, border=2, dark="#1d2433", light="#ffffff", omitsize=True)
    # made of the address by a library that writes paths and nothing else
    return mark_safe(svg)  # noqa: S308


def _pitch(pk: int) -> Pitch:
    return get_object_or_404(Pitch.objects.select_related("zone__market"), pk=pk)


def _received(pitch: Pitch, told: dict[str, str]) -> Complaint:
    """A machine that fills in what nobody sees is thanked like everybody, and nothing is kept."""
    if told.pop("website"):
        return Complaint(reference="")
    stall = stall_of(pitch, on=clock.today())
    return complaints.receive(
        pitch.zone.market,
        pitch=pitch,
        vendor=stall.vendor,
        came_by="qr",
        **told,
        by=STRANGER,
        at=clock.now(),
    )
