"""The terms of a lease as they are sent and answered. The last day is included."""

from typing import Annotated, Literal

from pydantic import Field

from leasing.core.drafts import DraftLine, LeaseDraft
from leasing.core.terms import Anchor, DueBase, Proration
from market.api.schemas import Day, Id, Line, Moment, Short, Strict, Yuan
from market.core.hours import EVERY_DAY, FIRST_MINUTE, LAST_MINUTE, Hours

Minute = Annotated[int, Field(ge=FIRST_MINUTE, le=LAST_MINUTE)]


class LineIn(Strict):
    """One term: an amount per so long, or once on `first`."""

    item: Annotated[Short, Field(examples=["rent"])]
    amount: Yuan
    per: Literal["day", "week", "month", "quarter", "year", "once"] = "month"
    first: Day | None = None
    last: Day | None = None

    def as_line(self) -> DraftLine:
        per = "" if self.per == "once" else self.per
        return DraftLine(self.item, self.amount, per, self.first, self.last)


class DueIn(Strict):
    """When a bill is due, counted from its period."""

    rule: DueBase = DueBase.PERIOD_START
    day: Annotated[int, Field(ge=1, le=31)] | None = None
    offset_days: Annotated[int, Field(ge=-60, le=60)] = 0
    next_working_day: bool = False


class TermsIn(Strict):
    """What a lease is to say. minutes are of the market day: 18:00 is 1080, 01:00 is 1500."""

    first: Day
    last: Day | None = None
    lines: Annotated[list[LineIn], Field(min_length=1, max_length=30)]
    deposit: Yuan = 0
    interval_months: Literal[1, 2, 3, 4, 6, 12] = 1
    anchor: Anchor = Anchor.CALENDAR
    proration: Proration = Proration.ACTUAL_DAYS_IN_MONTH
    due: DueIn = DueIn()
    weekdays: list[Annotated[int, Field(ge=1, le=7)]] = list(EVERY_DAY)
    from_minute: Minute = FIRST_MINUTE
    until_minute: Minute = LAST_MINUTE

    def as_draft(self) -> LeaseDraft:
        """The terms as core checks them. Raises Invalid for what the law does not allow."""
        return LeaseDraft(
            first=self.first,
            last=self.last,
            lines=tuple(line.as_line() for line in self.lines),
            deposit_fen=self.deposit,
            interval_months=self.interval_months,
            anchor=self.anchor,
            proration=self.proration,
            due_rule=self.due.rule,
            due_day=self.due.day,
            due_offset_days=self.due.offset_days,
            due_next_working_day=self.due.next_working_day,
            weekdays=tuple(self.weekdays),
            hours=Hours(self.from_minute, self.until_minute),
        )


class OfferIn(Strict):
    """Pitches on terms, until a moment."""

    pitches: Annotated[list[Id], Field(min_length=1, max_length=50)]
    terms: TermsIn
    until: Moment
    beyond: Annotated[
        Line, Field(description="why, where the call has no place left for the trade")
    ] = ""
