"""A vendor's own papers on the phone: how each stands, when and where to renew it, the new photo."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from market import clock
from market.actions import handing_in, permits
from market.core.actors import Actor
from market.core.refusals import Missing
from market.models import Permit, PermitType, Vendor, Worker
from market.pages.caller import caller
from market.pages.forms import DayField, attempt
from market.pages.me import vendors_only
from market.queries.needed_papers import NeededPaper, needed_papers
from market.queries.permits import permits_seen_by
from market.queries.vendors import own_vendors


class PhotoForm(forms.Form):
    """The new paper: what is printed on it, and a photo."""

    number = forms.CharField(label=_("Its number"), required=False, max_length=60)
    expires_on = DayField(
        label=_("Valid until"),
        required=False,
        help_text=_("As printed. Leave it empty if there is no such day."),
    )
    file = forms.FileField(
        label=_("A photo or a PDF of it"),
        widget=forms.ClearableFileInput(
            attrs={"accept": "image/*,application/pdf", "capture": "environment"}
        ),
    )
    consent = forms.BooleanField(
        label=_(
            "It is about my health or identity: the market may keep it, sealed, until I leave."
        ),
        required=False,
    )


def _by_person(needed: Sequence[NeededPaper]) -> list[tuple[Worker, str, int]]:
    """Everybody at the stall: how their most pressing paper stands, and how many want something."""
    found: dict[int, tuple[Worker, str, int]] = {}
    for each in needed:
        if each.worker is not None:
            known = found.get(each.worker.pk, (each.worker, each.phase, 0))
            found[each.worker.pk] = (known[0], known[1], known[2] + each.to_do)
    return list(found.values())


@vendors_only
def papers(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What the trade needs, person by person, what wants doing first; and what else is on file."""
    on = clock.today()
    needed = needed_papers(actor.vendors, on=on)
    used = {each.permit.pk for each in needed if each.permit}
    others = permits_seen_by(actor).filter(vendor__in=actor.vendors).exclude(pk__in=used)
    context = {
        "needed": needed,
        "to_do": sum(each.to_do for each in needed),
        "by_person": _by_person(needed),
        "permits": others,
        "on": on,
    }
    return render(request, "market/me/papers.html", context)


def hand_in(request: HttpRequest) -> HttpResponse:
    """Photograph one paper. ?type= and ?worker= say which."""
    by = caller(request)
    if not by.vendors:
        return redirect(f"/enter/?next={request.path}")
    kind, worker, vendor = _about(request, by)
    form = PhotoForm(request.POST or None, request.FILES or None)
    if not kind.sensitive:
        del form.fields["consent"]
    if request.method == "POST":
        handed = attempt(form, lambda told: _kept(vendor, kind, worker, told=told, by=by))
        if handed is not None:
            return redirect("me_papers")
    context = {"form": form, "kind": kind, "worker": worker, "back": reverse("me_papers")}
    status = 422 if form.errors else 200
    return render(request, "market/me/hand_in.html", context, status=status)


@require_POST
def apply_for_renewal(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that the renewal was applied for today."""
    by = caller(request)
    mine = permits_seen_by(by).filter(vendor__in=by.vendors)
    permit = mine.filter(pk=pk).first()
    if permit is None:
        raise Missing("missing", "There is nothing here.")
    at = clock.now()
    permits.apply_for_renewal(permit, applied_on=clock.today(), by=by, at=at)
    return redirect("me_papers")


def _kept(
    vendor: Vendor,
    kind: PermitType,
    worker: Worker | None,
    *,
    told: Mapping[str, Any],
    by: Actor,
) -> Permit:
    return handing_in.hand_in(
        vendor,
        kind,
        worker=worker,
        content=told["file"].read(),
        name=told["file"].name,
        number=told["number"],
        expires_on=told["expires_on"],
        consent=told.get("consent", False),
        by=by,
        at=clock.now(),
    )


def _about(request: HttpRequest, by: Actor) -> tuple[PermitType, Worker | None, Vendor]:
    """The kind of paper, the person it is of, and one's vendor. Raises Missing for others'."""
    kind = PermitType.objects.filter(code=request.GET.get("type", "")).first()
    asked = request.GET.get("worker", "")
    people = Worker.objects.filter(vendor__in=by.vendors).select_related("vendor")
    worker = people.filter(pk=asked).first() if asked.isdecimal() else None
    vendor = worker.vendor if worker else _own(request, by)
    if kind is None or vendor is None or (asked and worker is None):
        raise Missing("missing", "There is nothing here.")
    return kind, worker, vendor


def _own(request: HttpRequest, by: Actor) -> Vendor | None:
    mine = own_vendors(by).order_by("pk")
    asked = request.GET.get("vendor", "")
    return mine.filter(pk=asked).first() if asked.isdecimal() else mine.first()
