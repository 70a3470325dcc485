"""The second step: which pitches one would like, the dearest first."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from leasing.actions import applications
from leasing.core.wishes import MOST
from leasing.models import Application
from leasing.pages.vendor.steps import steps
from leasing.queries.following import application_seen_by
from leasing.queries.meant import open_to_wish
from market import clock
from market.core.wording import yuan
from market.models import Pitch
from market.pages.caller import caller
from market.pages.forms import attempt
from market.templatetags.glances import named

LABELS = (
    _("Your first wish"),
    _("Your second wish"),
    _("Your third wish"),
    _("Your fourth wish"),
    _("Your fifth wish"),
)


class WishForm(forms.Form):
    """Up to five pitches in their order, and whether any other would do."""

    any_pitch = forms.BooleanField(
        label=_("If none of these is left, any other free pitch will do."), required=False
    )

    def __init__(self, application: Application, pitches: list[Pitch], data: QueryDict | None):
        super().__init__(data)
        self.pitches = {str(pitch.pk): pitch for pitch in pitches}
        standing = [str(wish.pitch_id) for wish in application.wishes.all()]
        choices = [("", _("no wish")), *_by_zone(pitches)]
        for number in range(MOST):
            self.fields[f"wish-{number + 1}"] = forms.ChoiceField(
                label=LABELS[number],
                choices=choices,
                required=False,
                initial=standing[number] if number < len(standing) else "",
            )
        self.initial["any_pitch"] = application.any_pitch
        self.order_fields([*(f"wish-{number + 1}" for number in range(MOST)), "any_pitch"])

    @property
    def first(self) -> list[forms.BoundField]:
        """The wishes that are always asked for."""
        return [self[f"wish-{number}"] for number in (1, 2)]

    @property
    def further(self) -> list[forms.BoundField]:
        return [self[f"wish-{number}"] for number in range(3, MOST + 1)]

    def changes(self) -> dict[str, Any]:
        """What applications.edit() asks for; gaps between wishes close."""
        told = [self.cleaned_data[f"wish-{number + 1}"] for number in range(MOST)]
        return {
            "wishes": [self.pitches[pk] for pk in told if pk],
            "any_pitch": self.cleaned_data["any_pitch"],
        }


def wishes(request: HttpRequest, reference: str) -> HttpResponse:
    """Name up to five pitches, or go on without."""
    actor = caller(request)
    application = application_seen_by(actor, reference)
    pitches = list(open_to_wish(application, on=clock.today()))
    form = WishForm(application, pitches, request.POST or None)

    def keep(told: dict[str, Any]) -> bool:
        applications.edit(application, form.changes(), by=actor, at=clock.now())
        return True

    if request.method == "POST" and attempt(form, keep):
        return redirect("leasing:papers", reference)
    context = {"application": application, "form": form, "steps": steps(1), "none": not pitches}
    return render(request, "leasing/vendor/wishes.html", context)


def _by_zone(pitches: list[Pitch]) -> list[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for pitch in pitches:
        rent = f" · {yuan(pitch.guide_rent_fen)}" if pitch.guide_rent_fen else ""
        groups.setdefault(named(pitch.zone), []).append((str(pitch.pk), f"{pitch.code}{rent}"))
    return list(groups.items())
