"""What is to be changed of a lease from a day on, as it comes in from a form or the API."""

from dataclasses import dataclass
from datetime import date

from leasing.core.drafts import DraftConcession, DraftLine
from market.core.refusals import Invalid


@dataclass(frozen=True)
class DueChange:
    """When bills are due from now on. Bills that have gone out keep their day."""

    rule: str
    day: int | None = None
    offset_days: int = 0
    next_working_day: bool = False


@dataclass(frozen=True)
class NewEnd:
    """Another last day, included; none is without an end."""

    last: date | None


@dataclass(frozen=True)
class Amendment:
    """Changes that both sides agreed on, from a day.

    lines: what is charged from then on; what ran of the same fee ends the day before. dropped:
    fees that are not charged any more. concessions have days of their own.
    """

    from_day: date
    lines: tuple[DraftLine, ...] = ()
    dropped: tuple[str, ...] = ()
    due: DueChange | None = None
    ends: NewEnd | None = None
    concessions: tuple[DraftConcession, ...] = ()

    def __post_init__(self) -> None:
        if not (self.lines or self.dropped or self.due or self.ends or self.concessions):
            raise Invalid("nothing_changes", "Say what is to change: nothing has been filled in.")
        if any(line.amount_fen < 0 for line in self.lines):
            raise Invalid(
                "bad_amount", "An amount in a lease cannot be below zero.", field="amount"
            )

    @property
    def items(self) -> frozenset[str]:
        """The fees of which something changes."""
        return frozenset((*(line.item for line in self.lines), *self.dropped))
