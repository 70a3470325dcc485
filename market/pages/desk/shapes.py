"""Merging neighbouring pitches and splitting one, on the desk."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from market import clock, rules
from market.actions import shapes
from market.core.actors import Actor
from market.core.lettering import Box
from market.core.shapes import touching
from market.models import Pitch
from market.pages.desk.door import desk_form, done, find
from market.pages.forms import attempt
from market.queries.places import pitches_worked_at


class MergeForm(forms.Form):
    """Which neighbours, and what the whole is called."""

    others = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Together with"),
        queryset=Pitch.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    code = forms.CharField(label=gettext_lazy("Code of the new pitch"), max_length=20)

    def __init__(self, data: QueryDict | None, pitch: Pitch) -> None:
        super().__init__(data)
        there = Pitch.objects.filter(zone=pitch.zone, gone_since=None).exclude(pk=pitch.pk)
        beside = [one.pk for one in there if touching(_box(pitch), _box(one))]
        self.fields["others"].queryset = there.filter(pk__in=beside)  # type: ignore[attr-defined]


class SplitForm(forms.Form):
    """The codes of the parts, one a line."""

    codes = forms.CharField(
        label=gettext_lazy("Codes of the parts"),
        help_text=gettext_lazy("One a line, from left to right or from top to bottom."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=400,
    )

    def __init__(self, data: QueryDict | None, pitch: Pitch) -> None:
        super().__init__(data)
        if pitch.made_of.exists():
            self.fields["codes"].required = False
            self.fields["codes"].help_text = _(
                "Left empty, it falls back into the pitches it was made of."
            )


@desk_form
def merge(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Make one pitch of this one and its neighbours, from today."""
    pitch = find(pitches_worked_at(by), pk)
    rules.require(by, "pitch.shape", pitch)
    form = MergeForm(request.POST or None, pitch)
    made = attempt(form, lambda told: _merge(pitch, told, by)) if form.is_bound else None
    if made is not None:
        return done(request, _("Merged. The old pitches are history."), "desk_pitch", made.pk)
    words = {
        "title": _("Merge with neighbours"),
        "lead": _(
            "The pitches become one from today, with their areas together. Nobody may hold any "
            "of them today or later."
        ),
        "button": _("Merge them"),
    }
    alone = not form.fields["others"].queryset.exists()  # type: ignore[attr-defined]
    return _page(request, pitch, form, words, alone=alone)


@desk_form
def split(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Make several pitches of this one, from today."""
    pitch = find(pitches_worked_at(by), pk)
    rules.require(by, "pitch.shape", pitch)
    form = SplitForm(request.POST or None, pitch)
    made = attempt(form, lambda told: _split(pitch, told, by)) if form.is_bound else None
    if made is not None:
        return done(request, _("Split. The old pitch is history."), "desk_pitch", made[0].pk)
    words = {
        "title": _("Split the pitch"),
        "lead": _("It falls into equal parts from today. Nobody may hold it today or later."),
        "button": _("Split it"),
    }
    return _page(request, pitch, form, words)


def _page(
    request: HttpRequest,
    pitch: Pitch,
    form: forms.Form,
    words: dict[str, str],
    *,
    alone: bool = False,
) -> HttpResponse:
    context: dict[str, Any] = {"pitch": pitch, "form": form, "alone": alone, **words}
    status = 422 if form.is_bound else 200
    return render(request, "market/desk/shape.html", context, status=status)


def _merge(pitch: Pitch, told: dict[str, Any], by: Actor) -> Pitch:
    return shapes.merge([pitch, *told["others"]], told["code"], by=by, at=clock.now())


def _split(pitch: Pitch, told: dict[str, Any], by: Actor) -> list[Pitch]:
    codes = [line.strip() for line in told["codes"].splitlines() if line.strip()]
    return shapes.split(pitch, codes, by=by, at=clock.now())


def _box(pitch: Pitch) -> Box:
    return Box(pitch.x, pitch.y, pitch.width, pitch.height)
