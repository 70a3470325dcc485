"""A list of readings: each line is judged like one that is typed, and a second run changes nothing."""

from datetime import date
from decimal import Decimal

import pytest

from leasing.models import Reading
from tests.builders import a_market
from tests.leasing.builders import READ_AT, a_meter
from tests.lists import bring, figures, refusals

pytestmark = pytest.mark.django_db
HEAD = "表号,抄表日期,读数,抄表方式\n"


@pytest.fixture
def market():
    market = a_market(code="here")
    a_meter(market=market, number="D-1")
    return market


def brought(market, text, **given):
    return bring("readings", text, market, at=READ_AT, **given)


def test_readings_come_in_once(market):
    text = f"{HEAD}D-1,2026-05-01,1060度,\nD-1,2026-06-01,1120.5,估抄\n"
    assert figures(brought(market, text, dry_run=True)) == {"created": 2}
    assert figures(brought(market, text)) == {"created": 2}
    assert figures(brought(market, text)) == {"unchanged": 2}
    assert list(Reading.objects.order_by("day").values_list("day", "value", "kind", "source"))[
        1:
    ] == [
        (date(2026, 5, 1), Decimal(1060), "actual", "imported"),
        (date(2026, 6, 1), Decimal("1120.5"), "estimated", "imported"),
    ]


def test_lines_are_judged_in_the_order_of_their_days(market):
    text = f"{HEAD}D-1,2026-06-01,1120,\nD-1,2026-05-01,1060,\n"
    assert figures(brought(market, text)) == {"created": 2}


def test_what_cannot_be_true_is_named_in_its_column(market):
    text = (
        f"{HEAD}D-1,2026-05-01,900,\nD-9,2026-05-01,1,\nD-1,2027-05-01,1200,\nD-1,2026-01-01,1,\n"
    )
    assert refusals(brought(market, text)) == {
        2: [("读数", "reading_too_low")],
        3: [("表号", "unknown_meter")],
        4: [("抄表日期", "reading_in_future")],
        5: [("抄表日期", "meter_not_there")],
    }


def test_another_value_for_a_day_that_was_read_is_refused(market):
    brought(market, f"{HEAD}D-1,2026-05-01,1060,\n")
    assert refusals(brought(market, f"{HEAD}D-1,2026-05-01,1061,\n")) == {
        2: [("抄表日期", "reading_taken")]
    }


def test_a_number_that_two_meters_have_asks_for_which(market):
    a_meter(market=market, number="D-1", utility="water")
    assert refusals(brought(market, f"{HEAD}D-1,2026-05-01,1060,\n")) == {
        2: [("表号", "several_meters")]
    }
    said = "表号,抄表日期,读数,类别\nD-1,2026-05-01,1060,水表\n"
    assert figures(brought(market, said)) == {"created": 1}


def test_it_asks_no_more_for_nine_lines_than_for_three(market, django_assert_max_num_queries):
    for number in range(2, 10):
        a_meter(market=market, number=f"D-{number}")
    lines = [f"D-{number},2026-05-01,1060,\n" for number in range(1, 10)]
    for some in (lines[:3], lines):
        with django_assert_max_num_queries(10):
            brought(market, HEAD + "".join(some))
