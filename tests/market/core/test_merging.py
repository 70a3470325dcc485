"""The list, what it said before, and what people wrote here."""

from datetime import date
from decimal import Decimal

from market.core.merging import Merge, canonical, merged, prints


def print_of(field, text):
    return f"{field}:{text}"


def prints_of(field, text):
    return [print_of(field, text)]


def merge(told, here, before, **given):
    known = prints(before, print_of=print_of)
    return merged(told, here, known, prints_of=prints_of, **given)


def test_what_only_the_list_changed_follows_the_list():
    assert merge({"trade": "熟食"}, {"trade": "鲜肉"}, {"trade": "鲜肉"}) == Merge(
        {"trade": "熟食"}
    )


def test_what_only_people_changed_stays_and_is_no_news():
    assert merge({"trade": "鲜肉"}, {"trade": "水产"}, {"trade": "鲜肉"}) == Merge({})


def test_what_both_changed_stays_and_is_told():
    assert merge({"trade": "熟食"}, {"trade": "水产"}, {"trade": "鲜肉"}) == Merge({}, ("trade",))


def test_the_list_wins_where_that_is_wished():
    told, here = {"trade": "熟食"}, {"trade": "水产"}
    assert merge(told, here, {"trade": "鲜肉"}, overwrite=True) == Merge({"trade": "熟食"})


def test_what_the_list_never_told_is_filled_in_where_nothing_stands():
    told = {"phone": "0631-5550001", "trade": "熟食"}
    assert merge(told, {"phone": "", "trade": "水产"}, {}) == Merge(
        {"phone": "0631-5550001"}, ("trade",)
    )


def test_what_the_list_does_not_tell_stays():
    assert merge({"trade": None}, {"trade": "水产"}, {"trade": "鲜肉"}) == Merge({})


def test_equal_values_are_one_text():
    assert canonical(Decimal("12.50")) == canonical(Decimal("12.5")) == "12.5"
    assert canonical(("鲜肉", "熟食")) == canonical(["鲜肉", "熟食"])
    assert [canonical(each) for each in (None, "", [], date(2026, 3, 5))] == [
        "",
        "",
        "",
        "2026-03-05",
    ]
