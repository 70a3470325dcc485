"""Leasing's words for what is kept as a code: `{% load leasing_words %}{{ line.per|per }}`."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django import template
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from market.core import wording
from market.core.hours import EVERY_DAY
from market.models import FeeItem
from market.templatetags.desk_words import listed
from market.templatetags.glances import named

register = template.Library()

INTERVALS = {
    1: _("every month"),
    2: _("every two months"),
    3: _("every quarter"),
    4: _("every four months"),
    6: _("every half-year"),
    12: _("every year"),
}
PER = {
    "day": _("a day"),
    "week": _("a week"),
    "month": _("a month"),
    "quarter": _("a quarter"),
    "year": _("a year"),
    "": _("once"),
}
DUE_RULES = {
    "period_start": _("on the first day of each period"),
    "period_end": _("on the last day of each period"),
    "day_of_month": _("on a day of the month"),
}
ANCHORS = {
    "calendar": _("with the calendar's months"),
    "lease_start": _("on the day the lease begins"),
}
PRORATIONS = {
    "actual_days_in_month": _("by the days of each month"),
    "actual_days_in_period": _("by the days of the whole period"),
    "actual_days_in_year": _("by the days of the year"),
    "none": _("a month begun is a whole month"),
}
END_REASONS = {
    "agreed": _("Both sides agree"),
    "vendor": _("The vendor leaves early"),
    "market": _("The market breaks it off"),
    "breach": _("The vendor broke the lease"),
    "arrears": _("The rent was not paid"),
    "expired": _("It has run out"),
}
LETTERS = {
    "amendment": _("Supplementary agreement"),
    "renewal": _("Priority offer to the sitting vendor"),
    "transfer": _("Consent to a transfer"),
    "relocation": _("Notice of a move"),
    "objection": _("Objection"),
}
LETTERS_SAY = {
    "amendment": _("What the lease says besides stays as it is."),
    "renewal": _(
        "On equal terms you come first (Civil Code, article 734). Without an answer by the time "
        "named, the pitch is offered to others."
    ),
    "transfer": _(
        "The market agrees to the transfer. Bills for days before it stay with the old vendor."
    ),
    "relocation": _("What the lease says besides goes on for the new pitch."),
    "objection-sublet": _(
        "The market has not agreed to a sublet and objects to it (Civil Code, article 718). Please "
        "use the pitch yourself."
    ),
    "objection-staying": _(
        "The lease has run out and the market objects to its going on (Civil Code, article 734). "
        "Please hand the pitch back by the day named."
    ),
}
CLOSURES = {
    "works": _("Building works"),
    "power": _("Power cut"),
    "water": _("No water"),
    "typhoon": _("Typhoon"),
    "epidemic": _("Epidemic control"),
    "festival": _("Festival"),
    "other": _("Something else"),
}
# how far a lease has come on a day (leasing.queries.standing)
STANDINGS = {
    "active": pgettext_lazy("lease", "Active"),
    "expiring": pgettext_lazy("lease", "Expiring"),
    "lapsed": pgettext_lazy("lease", "Lapsed"),
    "planned": pgettext_lazy("lease", "Planned"),
    "offered": pgettext_lazy("lease", "Offered"),
    "draft": pgettext_lazy("lease", "Draft"),
    "held_over": pgettext_lazy("lease", "Goes on without an end"),
    "renewed": pgettext_lazy("lease", "Renewed"),
    "ended": pgettext_lazy("lease", "Ended"),
    "terminated": pgettext_lazy("lease", "Terminated"),
    "cancelled": pgettext_lazy("lease", "Cancelled"),
}
SIGNED_BY = {
    "code": _("by a code to the phone"),
    "scan": _("by hand, the signed paper is on file"),
    "provider": _("through the signature provider"),
}
WEEKDAYS = {
    "1": _("Mon"),
    "2": _("Tue"),
    "3": _("Wed"),
    "4": _("Thu"),
    "5": _("Fri"),
    "6": _("Sat"),
    "7": _("Sun"),
}


@register.filter
def signed_by(code: str) -> str:
    """How a contract was signed, in words."""
    return str(SIGNED_BY.get(code, code))


@register.filter
def per(code: str) -> str:
    """For how long an amount is: a month, or once."""
    return str(PER.get(code, code))


@register.filter
def interval(months: int) -> str:
    """How often there is a bill."""
    return str(INTERVALS[months])


@register.filter
def due_rule(code: str) -> str:
    """From which day of its period a bill is due."""
    return str(DUE_RULES[code])


@register.filter
def end_reason(code: str) -> str:
    """What ended a lease."""
    return str(END_REASONS.get(code, ""))


@register.filter
def closure_reason(code: str) -> str:
    """Why a part of the market is closed."""
    return str(CLOSURES.get(code, code))


@register.filter
def letter(kind: str) -> str:
    """What a letter about a lease is called."""
    return str(LETTERS[kind])


@register.filter
def letter_says(kind: str, said: Mapping[str, Any]) -> str:
    """The sentence that a letter comes down to."""
    about = said.get("about", "")
    return str(LETTERS_SAY[f"{kind}-{about}" if about else kind])


@register.filter
def moment_of(text: str) -> str:
    """A moment that was frozen as text, as people read it."""
    return wording.moment(datetime.fromisoformat(text), get_language() or "zh-hans")


@register.filter
def fee(code: str) -> str:
    """A fee item's name by its code."""
    item = FeeItem.objects.filter(code=code).first()
    return named(item) if item else code


@register.filter
def weekdays(days: Iterable[int]) -> str:
    """The days of the week, one after the other; nothing for every day."""
    wanted = list(days)
    return "" if wanted == list(EVERY_DAY) else listed(WEEKDAYS[str(day)] for day in wanted)
