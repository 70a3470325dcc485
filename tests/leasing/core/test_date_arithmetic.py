"""The sums with days that everybody gets wrong once: cases B01 to B04 and B07 of the case file."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from leasing.core.drafts import DraftLine, LeaseDraft
from leasing.core.previews import PREVIEWS
from leasing.core.renewing import Again, once_more

CASES = {
    case["id"]: case
    for case in json.loads(
        (Path(__file__).parents[2] / "cases" / "dates" / "cases.json").read_text("utf-8")
    )["cases"]
}
PRINCIPAL = "3000.00"


def bills(anchor, step, count):
    """The first days of so many bills of a lease that begins on the anchor."""
    answer = PREVIEWS["rent"](
        {
            "lease": {"start": anchor, "end": None},
            "charges": [{"id": "rent", "amount": "100.00", "per": "month"}],
            "billing": {
                "interval_months": step,
                "anchor": "lease_start",
                "proration": "actual_days_in_period",
                "due": {"rule": "period_start"},
            },
            "window": {
                "from": anchor,
                "to": date(int(anchor[:4]) + 5, 12, 31).isoformat(),
            },
        }
    )
    return [str(bill["due_date"]) for bill in answer["invoices"][:count]]


@pytest.mark.parametrize("case", [CASES[name] for name in ("B01", "B02", "B03")])
def test_due_days_are_clamped_to_the_month_and_never_drift(case):
    expected = case["expected"]
    assert bills(case["anchor"], case["step_months"], len(expected)) == expected


@pytest.mark.parametrize(("first", "last"), CASES["B04"]["expected"].items())
def test_a_lease_of_twelve_months_ends_on_the_day_before_its_anniversary(first, last):
    old = LeaseDraft(first=date(2020, 1, 1), last=date(2020, 12, 31), lines=(DraftLine("rent", 1),))

    again = once_more(old, Again(months=12), first=date.fromisoformat(first))

    assert again.last == date.fromisoformat(last)


def late_fee(rate, **cap):
    told = {"principal": PRINCIPAL, "due_date": "2026-01-01", "as_of": "2026-02-15"}
    return PREVIEWS["late-fee"](told | {"rate": rate, "rate_per": "day"} | cap)["amount"]


def test_a_late_fee_is_capped_at_thirty_percent_of_what_is_owed():
    expected = CASES["B07"]["expected"]
    capped = {"cap_percent_of_principal": "30"}

    assert {
        "uncapped": late_fee("0.05"),
        "capped": late_fee("0.05", **capped),
        "daily_3pct_uncapped": late_fee("3"),
        "daily_3pct_capped_30pct": late_fee("3", **capped),
    } == expected
    assert Decimal(expected["daily_3pct_capped_30pct"]) == Decimal(PRINCIPAL) * 30 / 100
