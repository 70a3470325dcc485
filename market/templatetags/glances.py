"""How a glance and a name are said: `{% load glances %}{{ part|glance_words }}`."""

from datetime import date
from typing import Any

from django import template
from django.utils.translation import get_language, gettext

from market.core import wording
from market.core.waiting import Glance

register = template.Library()


@register.filter
def named(thing: Any) -> str:
    """The name of a fee item, a paper, a zone… in the reader's language, as far as it has one."""
    if thing is None:
        return ""
    english = (get_language() or "").startswith("en")
    return str(thing.name_en) if english and thing.name_en else str(thing.name)


@register.filter
def glance_words(part: Glance) -> str:
    """The words in the reader's language, with days written as people say them."""
    return gettext(part.words).format_map({name: _said(fact) for name, fact in part.facts.items()})


def _said(fact: Any) -> str:
    if isinstance(fact, date):
        return wording.full_day(fact, get_language() or "zh-hans")
    if hasattr(fact, "name_en"):
        return named(fact)
    return str(fact)
