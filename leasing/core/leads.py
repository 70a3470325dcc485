"""When a bill goes out: so many days before it is due, or on the first of the month before."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from leasing.core.first_bills import bill_goes_out_on


class LeadRule(StrEnum):
    DAYS = "days"
    MONTH_BEFORE = "month_before"


@dataclass(frozen=True, slots=True)
class Lead:
    """The habit of a market. days is for the rule of that name."""

    rule: LeadRule = LeadRule.DAYS
    days: int = 15

    def goes_out_on(self, due: date) -> date:
        """The day from which the bill that is due on a day may be charged."""
        if self.rule is LeadRule.MONTH_BEFORE:
            return bill_goes_out_on(due)
        return due - timedelta(days=self.days)
