"""Things that a caller names by code or id, refused in words where there is no such thing."""

from collections.abc import Sequence

from market.core.refusals import Invalid, Missing
from market.models import Market, PermitType, Pitch


def market_or_missing(pk: int) -> Market:
    """The market with that id."""
    found = Market.objects.filter(pk=pk).first()
    if found is None:
        raise Missing("no_market", "There is no such market here.")
    return found


def permit_type_or_invalid(code: str) -> PermitType:
    """The kind of paper with that code. The refusal names those there are."""
    found = PermitType.objects.filter(code=code).first()
    if found is None:
        raise Invalid(
            "no_permit_type",
            "There is no kind of paper called {code}. Choose one of: {known}.",
            code=code,
            known=", ".join(PermitType.objects.values_list("code", flat=True)),
            field="type",
        )
    return found


def pitches_or_invalid(ids: Sequence[int]) -> list[Pitch]:
    """The pitches with these ids, in the order given."""
    found = Pitch.objects.select_related("zone__market").in_bulk(list(ids))
    unknown = [pk for pk in ids if pk not in found]
    if unknown:
        raise Invalid("no_pitch", "There is no pitch {id}.", id=unknown[0], field="pitches")
    return [found[pk] for pk in ids]
