"""Refusals in the reader's language. Every door that answers a person says them through here."""

from django.utils.translation import gettext

from market.core.refusals import Refusal


def sentence(refusal: Refusal) -> str:
    """The refusal's sentence, translated and filled with its facts."""
    facts = {name: str(value) for name, value in refusal.facts.items()}
    return gettext(refusal.sentence).format_map(_Shown(facts))


class _Shown(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "…"
