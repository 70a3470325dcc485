from datetime import date

import pytest

from market.core.refusals import Invalid
from market.core.validity import proposed_expiry, require_dates, require_expiry

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("issued_on", "months", "last"),
    [
        (date(2026, 3, 5), 12, date(2027, 3, 4)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2023, 3, 1), 12, date(2024, 2, 29)),
        (date(2026, 1, 1), 60, date(2030, 12, 31)),
        (None, 12, None),
        (date(2026, 1, 1), None, None),
    ],
)
def test_the_last_day_is_proposed_from_the_usual_validity(issued_on, months, last):
    assert proposed_expiry(issued_on, months) == last


def test_a_paper_from_tomorrow_is_refused_and_one_from_today_is_not():
    require_dates(TODAY, None, on=TODAY)
    with pytest.raises(Invalid) as refused:
        require_dates(date(2026, 3, 3), None, on=TODAY)
    assert (refused.value.code, refused.value.facts["field"]) == ("issued_in_future", "issued_on")


def test_a_paper_that_ends_before_it_begins_is_refused():
    require_dates(TODAY, TODAY, on=TODAY)
    with pytest.raises(Invalid) as refused:
        require_dates(TODAY, date(2026, 3, 1), on=TODAY)
    assert refused.value.code == "expires_before_issued"


def test_a_paper_is_accepted_on_its_last_day_and_not_after_it():
    require_expiry(TODAY, 12, on=TODAY)
    with pytest.raises(Invalid) as refused:
        require_expiry(date(2026, 3, 1), 12, on=TODAY)
    assert refused.value.code == "already_expired"


def test_a_kind_that_runs_out_must_say_when_and_one_that_does_not_need_not():
    require_expiry(None, None, on=TODAY)
    with pytest.raises(Invalid) as refused:
        require_expiry(None, 12, on=TODAY)
    assert refused.value.code == "expiry_missing"
