"""The words for late fees, letters and deposits: `{% load arrears_words %}`."""

from fractions import Fraction
from typing import Any

from django import template
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from leasing.core.arrears_cautions import Caution
from leasing.core.late_fees import LateFee
from market.core import wording
from market.core.money import rounded, yuan
from market.templatetags.market_words import span

register = template.Library()

PROOFS = {
    "in_person": _("Handed over in person"),
    "registered": _("Registered mail"),
    "door_slip": _("Slip at the door"),
    "wecom": _("WeCom"),
    "witness": _("Before a witness"),
}
CLAIMS = {
    "arrears": _("Unpaid bills"),
    "late_fee": _("Late fee"),
    "meter": _("Meter readings"),
    "damage": _("Damage"),
    "cleaning": _("Cleaning"),
    "other": pgettext_lazy("claim", "Other"),
}
ENTRIES = {
    "asked": pgettext_lazy("deposit", "Asked for"),
    "topped_up": pgettext_lazy("deposit", "Top-up asked for"),
    "paid": pgettext_lazy("deposit", "Paid in"),
    "claimed": pgettext_lazy("deposit", "Taken for a claim"),
    "returned": pgettext_lazy("deposit", "Returned"),
    "freed": pgettext_lazy("deposit", "Credited by hand"),
}
STEPS = {
    "overdue": (_("Rent is late"), _("The rent is late by more than the contract allows.")),
    "demand": (
        _("Demand delivered"),
        _("The vendor was asked to pay within a reasonable time, and that can be shown."),
    ),
    "cure": (_("The day has passed"), _("The day named in the demand has passed, unpaid.")),
    "notice": (
        _("Notice of termination"),
        _("The notice says on which day the lease ends, and why."),
    ),
    "arrival": (_("Notice delivered"), _("A notice ends the lease only once it has arrived.")),
    "end": (
        _("End of the lease"),
        _("The lease ends on the stated day; what lies behind it is credited."),
    ),
    "settlement": (_("Settlement"), _("The deposit is settled, and the rest goes back in time.")),
}
ARTICLES = {
    "overdue": "民法典 722",
    "demand": "民法典 722",
    "cure": "民法典 722",
    "notice": "民法典 565",
    "arrival": "民法典 565",
}
MISSING = {
    "nothing_overdue": _("Nothing is late."),
    "not_late_enough": _("It is not late for long enough yet."),
    "no_demand": _("No demand was delivered yet."),
    "no_cure_day": _("There is no demand with a day to pay by."),
    "cured": _("It was paid in time. There is no ground to end the lease."),
    "cure_day_ahead": _("The day named in the demand has not passed yet."),
    "no_notice": _("The notice was not issued yet."),
    "no_arrival": _("It is not noted how the notice arrived."),
    "not_ended": _("The lease is still in force."),
    "not_settled": _("The deposit is not settled yet."),
}


@register.filter
def proof(code: str) -> str:
    return str(PROOFS.get(code, code))


@register.filter
def claim_kind(code: str) -> str:
    return str(CLAIMS.get(code, code))


@register.filter
def entry_kind(code: str) -> str:
    return str(ENTRIES.get(code, code))


@register.filter
def step_name(step: str) -> str:
    return str(STEPS[step][0])


@register.filter
def step_law(step: str) -> str:
    """What the law wants of a step."""
    return str(STEPS[step][1])


@register.filter
def step_article(step: str) -> str:
    return ARTICLES.get(step, "")


@register.filter
def missing_words(code: str) -> str:
    return str(MISSING.get(code, ""))


@register.filter
def caution_words(caution: Caution) -> str:
    return gettext(caution.sentence).format_map(dict(caution.facts))


@register.filter
def fee_lines(fee: LateFee) -> list[dict[str, Any]]:
    """How a late fee came about, as parts/money.html wants it: days, balance, rate."""
    return [
        {
            "label": span(part.period),
            "amount_fen": rounded(part.exact),
            "why": gettext("{days} days × {rate} % × {balance}").format(
                days=part.period.days,
                rate=_plain(part.rate.percent),
                balance=wording.yuan(part.balance_fen),
            ),
        }
        for part in fee.stretches
        if part.exact
    ]


def _plain(percent: Fraction) -> str:
    return f"{float(percent):.4f}".rstrip("0").rstrip(".")


@register.filter
def yuan_plain(fen: int) -> str:
    """Fen as 1733.33, for a form."""
    return yuan(fen)
