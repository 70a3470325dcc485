"""Joint tenants: whose part of the rent is how much, when the parties change on the way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from leasing.core.terms import Per, Rate
from leasing.core.working import by_months
from market.core.money import rounded, split
from market.core.periods import Period
from market.core.refusals import Invalid

_ONE = Rate("share", 1, Per.MONTH)


@dataclass(frozen=True, slots=True)
class JointShare:
    """The part of the rent that a party bears; during None is the whole time."""

    party: str
    part: Fraction
    during: Period | None = None


def split_over_time(rate: Rate, period: Period, shares: Sequence[JointShare]) -> dict[str, int]:
    """Each party's part of the rent of a closed period, in fen; together they are the rent.

    Raises Invalid("shares_do_not_add_up") when on some day the shares are not one whole.
    """
    return parts_of(rounded(by_months(rate, period).exact), period, shares)


def parts_of(amount_fen: int, period: Period, shares: Sequence[JointShare]) -> dict[str, int]:
    """The parts of an amount that is for a closed period; together they are the amount.

    Who bears a share for a part of the time bears it for so many of the period's months. The odd
    fen falls on the same party every time. Raises Invalid("shares_do_not_add_up").
    """
    weights = {share.party: Fraction(0) for share in shares}
    for piece in period.cut(_turns(shares)):
        holding = [s for s in shares if s.during is None or piece.start in s.during]
        if sum(share.part for share in holding) != 1:
            raise Invalid(
                "shares_do_not_add_up",
                "From {day} the shares of the rent do not add up to one whole.",
                day=piece.start.isoformat(),
                field="shares",
            )
        months = by_months(_ONE, piece).exact
        for share in holding:
            weights[share.party] += share.part * months

    parts = split(amount_fen, list(weights.values()))
    return dict(zip(weights, parts, strict=True))


def _turns(shares: Sequence[JointShare]) -> list[date]:
    spans = [share.during for share in shares if share.during is not None]
    return [day for span in spans for day in (span.start, span.end) if day is not None]
