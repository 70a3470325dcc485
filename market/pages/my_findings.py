"""What inspectors found at one's own stall: on the phone, with a photo when it is put right."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from market import clock, rules
from market.actions import findings, inspections, uploads
from market.core.actors import Actor
from market.core.inspecting.states import FINDING
from market.models import Finding
from market.pages.caller import caller
from market.pages.forms import attempt
from market.pages.me import vendors_only
from market.queries.inspections import findings_seen_by, inspections_seen_by, not_closed

SHOWN = 20


class RectifyForm(forms.Form):
    """What was done, and how it looks now."""

    answer = forms.CharField(
        label=gettext_lazy("What did you do?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    photo = forms.FileField(
        label=gettext_lazy("A photo of how it is now"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)


@vendors_only
def mine(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What is to be put right, the most pressing first; and how the last visits came out."""
    own = findings_seen_by(actor).filter(vendor__in=actor.vendors)
    context = {
        "on": clock.today(),
        "open": not_closed(own),
        "closed": own.filter(closed_at__isnull=False).order_by("-closed_at")[:SHOWN],
        "visits": inspections_seen_by(actor).filter(vendor__in=actor.vendors, state="recorded")[
            :SHOWN
        ],
    }
    return render(request, "market/me/findings.html", context)


def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One finding of one's own; saying that it is put right, with a photo."""
    actor = caller(request)
    if not actor.vendors:
        return redirect(f"/enter/?next={request.path}")
    found = get_object_or_404(findings_seen_by(actor).filter(vendor__in=actor.vendors), pk=pk)
    form = RectifyForm(request.POST or None, request.FILES or None, initial={"key": uuid.uuid4()})
    if attempt(form, lambda told: _rectified(found, told, actor)) is not None:
        messages.success(request, _("Thank you. We come by and look at it."))
        return redirect("me_findings")
    context = {
        "finding": found,
        "form": form if "rectify" in rules.can(actor, "finding", FINDING, found) else None,
        "on": clock.today(),
    }
    return render(request, "market/me/finding.html", context, status=422 if form.is_bound else 200)


@transaction.atomic
def _rectified(found: Finding, told: dict[str, Any], actor: Actor) -> Finding:
    at, photo = clock.now(), told["photo"]
    if photo:
        content = uploads.content_of(photo)
        given: dict[str, Any] = {"key": told["key"], "kind": "rectified", "by": actor, "at": at}
        inspections.add_photo(found, content, photo.name or "", **given)
    return findings.rectify(found, answer=told["answer"], by=actor, at=at)
