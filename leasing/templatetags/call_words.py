"""Words of calls and lotteries: `{% load call_words %}{{ call|title_of }}`."""

from typing import Any

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

register = template.Library()

WAYS = {
    "arrival": _("In the order in which applications arrive"),
    "review": _("By review: several people mark every application"),
    "lottery": _("By a public lottery that anybody can repeat"),
}


@register.filter
def title_of(call: Any) -> str:
    """The title in the reader's language, as far as it has one."""
    return str(call.title_en if _english() and call.title_en else call.title)


@register.filter
def text_of(call: Any) -> str:
    """The text in the reader's language, as far as it has one."""
    return str(call.text_en if _english() and call.text_en else call.text)


@register.filter
def way(code: str) -> str:
    """How a call is decided."""
    return str(WAYS[code])


def _english() -> bool:
    return (get_language() or "").startswith("en")
