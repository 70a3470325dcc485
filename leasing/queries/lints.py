"""The lints of a stored lease."""

from datetime import date
from fractions import Fraction

from leasing.core.lints import Lint, LintFacts, lints
from leasing.core.states import IN_FORCE_ONCE
from leasing.models import Lease, LeaseLine
from leasing.queries.standing import contract_of
from market.core.hours import EVERY_DAY, Hours

# how many of a span are a month
_MONTHLY = {
    "day": Fraction(365, 12),
    "week": Fraction(365, 84),
    "month": Fraction(1),
    "quarter": Fraction(1, 3),
    "year": Fraction(1, 12),
}


def lints_of(lease: Lease, *, on: date) -> tuple[Lint, ...]:
    """What is worth a second look about it on a day."""
    return lints(facts_of(lease, on=on))


def facts_of(lease: Lease, *, on: date) -> LintFacts:
    """What is known of a stored lease."""
    pitches = [row.pitch for row in lease.pitches.all()]
    lines = list(lease.lines.all())
    return LintFacts(
        first=lease.starts_on,
        last=lease.ends_on,
        on=on,
        signed=lease.state in IN_FORCE_ONCE,
        written=contract_of(lease) is not None,
        holdover=lease.holdover_since is not None,
        monthly_rent_fen=round(max((_monthly(line) for line in lines), default=Fraction(0))),
        deposit_fen=lease.deposit_fen,
        approvals=tuple(
            (pitch.code, pitch.structure_approval_until)
            for pitch in pitches
            if pitch.structure == "temporary"
        ),
        some_weekdays=tuple(lease.weekdays) != EVERY_DAY,
        some_hours=not Hours(lease.from_minute, lease.until_minute).whole_day,
        night_pitch=any(pitch.kind == "night" for pitch in pitches),
    )


def _monthly(line: LeaseLine) -> Fraction:
    """What a line of the rent comes to in a month; other fees and one-offs come to nothing."""
    if not line.per or line.item.code != "rent":
        return Fraction(0)
    times = Fraction(1) if line.area_m2 is None else Fraction(line.area_m2)
    return line.amount_fen * times * _MONTHLY[line.per]
