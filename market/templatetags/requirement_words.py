"""How a rule about papers is said: `{% load requirement_words %}{{ rule|where_it_counts }}`."""

from typing import Any

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from market.templatetags.desk_words import word

register = template.Library()


@register.filter
def why_in_words(rule: Any) -> str:
    """Why a rule asks for its paper, in the reader's language."""
    english = (get_language() or "").startswith("en")
    return str(rule.why_en if english else rule.why)


@register.filter
def where_it_counts(rule: Any) -> str:
    """The conditions of a rule in one line; a rule without any counts everywhere."""
    parts = [
        *_any_of(rule.goods, "goods_class"),
        *(_("no {what}").format(what=word(name, "goods_class")) for name in rule.without),
        *_any_of(rule.kinds, "pitch_kind"),
        *_any_of(rule.vendor_kinds, "vendor_kind"),
    ]
    for value, yes, no in (
        (rule.shopfront, _("with a fixed shopfront"), _("without a fixed shopfront")),
        (rule.gas, _("with gas"), _("without gas")),
        (rule.temporary, _("temporary structure"), _("permanent structure")),
    ):
        if value is not None:
            parts.append(yes if value else no)
    if rule.area_from is not None:
        parts.append(_("{area} m² and more").format(area=f"{rule.area_from.normalize():f}"))
    if rule.area_below is not None:
        parts.append(_("under {area} m²").format(area=f"{rule.area_below.normalize():f}"))
    return " · ".join(parts) or _("everywhere")


def _any_of(names: list[str], book: str) -> list[str]:
    return [" / ".join(word(name, book) for name in names)] if names else []
