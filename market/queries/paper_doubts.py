"""What a checker should look at twice: a number seen elsewhere, a holder or premises that differ."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop as _

from market.core.actors import HOUSE
from market.core.states import PermitState
from market.core.validity import proposed_expiry
from market.models import Need, Permit, Pitch
from market.queries.permits import permits_seen_by

_GONE = (PermitState.REFUSED, PermitState.WITHDRAWN, PermitState.REVOKED)


@dataclass(frozen=True)
class Doubt:
    """One thing to look at. `words` is an English msgid with facts."""

    code: str
    words: str
    facts: dict[str, Any]


def doubts_about(permit: Permit, *, on: date) -> list[Doubt]:
    """Everything that does not fit, the weightiest first. Four queries."""
    found = [
        *_same_number(permit),
        *_other_holder(permit),
        *_other_premises(permit),
        *_worker_left(permit, on),
        *_other_span(permit),
    ]
    return found


def _same_number(permit: Permit) -> list[Doubt]:
    """The same number on a paper of another vendor, or of another person."""
    if not permit.number:
        return []
    same = permits_seen_by(HOUSE).filter(type=permit.type_id, number=permit.number)
    others = same.exclude(state__in=_GONE).exclude(pk=permit.pk)
    others = others.exclude(vendor=permit.vendor_id, worker=permit.worker_id)
    names = list(dict.fromkeys(others.values_list("vendor__name", flat=True)[:5]))
    words = _("The same number is on a paper of {vendors}.")
    return [Doubt("same_number", words, {"vendors": "、".join(names)})] if names else []


def _other_holder(permit: Permit) -> list[Doubt]:
    uscc = permit.vendor.uscc
    if permit.type.code != "BIZ_LICENSE" or not permit.number or not uscc:
        return []
    if permit.number == uscc:
        return []
    return [
        Doubt(
            "other_holder",
            _("The credit code on file is {uscc}: this licence is somebody else's, or the file."),
            {"uscc": uscc},
        )
    ]


def _other_premises(permit: Permit) -> list[Doubt]:
    """The pitch that it names is none of those where the vendor trades."""
    need = Need.objects.filter(vendor=permit.vendor_id, type=permit.type_id, bound=True).first()
    if need is None or permit.pitch_id is None or permit.pitch_id in need.pitches:
        return []
    codes = Pitch.objects.filter(pk__in=need.pitches).order_by("code_key")
    here = "、".join(codes.values_list("code", flat=True))
    words = _("It names {pitch}; the vendor trades at {here}.")
    pitch = permit.pitch.code if permit.pitch else ""
    return [Doubt("other_premises", words, {"pitch": pitch, "here": here})]


def _worker_left(permit: Permit, on: date) -> list[Doubt]:
    worker = permit.worker
    if worker is None or worker.until is None or worker.until >= on:
        return []
    words = _("{worker} left on {day}.")
    return [Doubt("worker_left", words, {"worker": worker.name, "day": worker.until})]


def _other_span(permit: Permit) -> list[Doubt]:
    """The last day is not the one that the usual validity gives: the print counts, look again."""
    usual = proposed_expiry(permit.issued_on, permit.type.valid_months)
    if usual is None or permit.expires_on in (None, usual):
        return []
    words = _("By the rule it would run out on {usual}. The print counts; look again.")
    return [Doubt("other_span", words, {"usual": usual})]
