"""What a pitch would cost somebody who has not applied yet: a quote (报价)."""

from dataclasses import dataclass
from datetime import date

from leasing.core.drafted import plan_of
from leasing.core.plain_terms import PlainTerms
from leasing.core.rents import Instalment
from market.core.workdays import Calendar


@dataclass(frozen=True)
class Quote:
    """Rent and sanitation a month and the deposit, in fen, and every bill that would come.

    item_of: which item each line of a bill is for ("rent", "sanitation", "deposit").
    """

    first: date
    last: date
    rent_fen: int
    sanitation_fen: int
    deposit_fen: int
    bills: tuple[Instalment, ...]
    item_of: dict[str, str]

    @property
    def total_fen(self) -> int:
        """All of the bills together, the deposit with them."""
        return sum(bill.amount_fen for bill in self.bills)


def quote(
    terms: PlainTerms,
    *,
    pitch: str,
    rent_fen: int | None,
    starts_on: date,
    months: int,
    calendar: Calendar,
) -> Quote:
    """This will lay out what a lease on these terms would ask for, by the code that bills it.

    Raises Invalid("no_rent_known") where nobody has said what the pitch costs.
    """
    draft = terms.draft(pitch=pitch, rent_fen=rent_fen, starts_on=starts_on, months=months)
    assert draft.last is not None
    names = {str(place): line.item for place, line in enumerate(draft.lines)}
    return Quote(
        first=draft.first,
        last=draft.last,
        rent_fen=draft.lines[0].amount_fen,
        sanitation_fen=terms.sanitation_fen,
        deposit_fen=draft.deposit_fen,
        bills=plan_of(draft, calendar),
        item_of={**names, "deposit": "deposit"},
    )
