"""Joint tenants: whose part of the rent is how much, when the parties change on the way."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from leasing.core.terms import Rate
from leasing.core.working import by_months
from market.core.money import rounded, split
from market.core.periods import Period
from market.core.refusals import Invalid


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
    once = replace(rate, amount_fen=1)
    spans = [share.during for share in shares if share.during is not None]
    turns = [day for span in spans for day in (span.start, span.end) if day is not None]
    weights = {share.party: Fraction(0) for share in shares}
    for piece in period.cut(turns):
        holding = [s for s in shares if s.during is None or piece.start in s.during]
        if sum(share.part for share in holding) != 1:
            raise Invalid(
                "shares_do_not_add_up",
                "From {day} the shares of the rent do not add up to one whole.",
                day=piece.start.isoformat(),
                field="shares",
            )
        for share in holding:
            weights[share.party] += share.part * by_months(once, piece).exact

    parts = split(rounded(by_months(rate, period).exact), list(weights.values()))
    return dict(zip(weights, parts, strict=True))
