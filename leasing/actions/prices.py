"""What the market asks for a kind of pitch: written down for everybody to see."""

from datetime import date, datetime

from leasing import rules
from leasing.models import ListPrice
from market.core.actors import Actor
from market.core.periods import PARTS_OF_A_YEAR
from market.core.refusals import Invalid
from market.models import Market
from market.models.places import PITCH_KINDS

MOST_DEPOSIT_MONTHS = 12


def settle(
    market: Market,
    kind: str,
    *,
    from_day: date,
    by: Actor,
    at: datetime,
    rent_fen: int | None = None,
    sanitation_fen: int = 0,
    deposit_months: int = 0,
    interval_months: int = 1,
) -> ListPrice:
    """Write down the usual terms for a kind of pitch from a day on; another for that day gives way.

    Nothing that was offered or signed changes by it. Raises Invalid with the field.
    """
    rules.require(by, "price.settle", market)
    if kind not in PITCH_KINDS:
        raise Invalid("bad_kind", "Choose a kind of pitch.", field="kind")
    if interval_months not in PARTS_OF_A_YEAR:
        raise Invalid(
            "bad_interval",
            "A bill every {months} months does not fit a year. Choose one of {allowed}.",
            months=interval_months,
            allowed=", ".join(str(number) for number in PARTS_OF_A_YEAR),
            field="interval_months",
        )
    price, _ = ListPrice.objects.update_or_create(
        market=market,
        kind=kind,
        from_day=from_day,
        defaults={
            "rent_fen": rent_fen,
            "sanitation_fen": sanitation_fen,
            "deposit_months": deposit_months,
            "interval_months": interval_months,
            "set_at": at,
            "set_by_id": by.user,
        },
    )
    return price
