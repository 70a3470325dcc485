"""Buttons that still ask for a word or two, with what the vendor will read when they are pressed."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from leasing.actions.tidings import preview
from leasing.models import Application
from leasing.pages.desk.answers import CorrectionForm, InsideForm, PlaceForm, RefusalForm
from leasing.pages.desk.decision_forms import AdmitForm
from market.core.occasions import Words

OPEN = "……"


@dataclass(frozen=True)
class Ask:
    """One button: what it is called, where it leads, what it asks, and what will be read."""

    label: str
    url: str
    form: forms.Form
    button: str
    words: Words | None = None
    danger: bool = False


def fresh_forms(one: Application, *, on: date) -> dict[str, Any]:
    """The forms of every button, with nothing typed."""
    return {
        "admitting": AdmitForm(one, on=on),
        "rejection": RefusalForm(of="reject"),
        "correction": CorrectionForm.fresh(on),
        "turning_away": RefusalForm(of="turn_away"),
        "refusal": RefusalForm(),
        "reopening": InsideForm(),
        "placing": PlaceForm(of="place"),
        "cancellation": RefusalForm(of="cancel"),
    }


def asks(one: Application, can: list[str], given: dict[str, Any]) -> list[Ask]:
    """The buttons that are open now, in the order in which the desk needs them."""
    return [_ask(one, move, given) for move in _TABLE if move in can]


@dataclass(frozen=True)
class _Button:
    """A line of the table: words that are translated when they are shown."""

    label: Any
    address: str
    form: str
    button: Any
    said: bool = False
    danger: bool = False


_TABLE = {
    "admit": _Button(_("Decide: admit"), "admit", "admitting", _("Keep it in mind")),
    "reject": _Button(_("Decide: refuse"), "reject", "rejection", _("Keep it in mind")),
    "correct": _Button(
        _("Ask for corrections"), "correct", "correction", _("Send it back"), said=True
    ),
    "turn_away": _Button(
        _("Do not take it in"),
        "turn_away",
        "turning_away",
        _("Do not take it in, and tell them"),
        said=True,
        danger=True,
    ),
    "refuse": _Button(
        pgettext_lazy("deed", "Refuse"),
        "refuse",
        "refusal",
        _("Refuse and tell them"),
        said=True,
        danger=True,
    ),
    "reopen": _Button(_("Take the decision back"), "reopen", "reopening", _("Take it back")),
    "reorder": _Button(_("Move on the waiting list"), "reorder", "placing", _("Move it")),
    "cancel": _Button(
        pgettext_lazy("deed", "Cancel the application"),
        "cancel_application",
        "cancellation",
        _("Cancel it and tell them"),
        said=True,
        danger=True,
    ),
}


def _ask(one: Application, move: str, given: dict[str, Any]) -> Ask:
    row = _TABLE[move]
    return Ask(
        label=str(row.label),
        url=reverse(f"leasing:{row.address}", args=[one.pk]),
        form=given[row.form],
        button=str(row.button),
        words=read_before(one, move) if row.said else None,
        danger=row.danger,
    )


def read_before(one: Application, move: str) -> Words:
    """What the vendor will read, with dots for what is still to be typed."""
    words = preview(one, move)
    for name in ("reason", "due_on", "pitches", "until"):
        mark = f"{{{name}}}"
        words = Words(words.title.replace(mark, OPEN), words.body.replace(mark, OPEN))
    return words
