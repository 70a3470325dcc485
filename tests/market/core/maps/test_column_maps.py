import json

import pytest

from market.core.maps import ColumnMap, Source, read_map
from tests.refused import refused

LEAST = {"kind": "permits", "columns": {"number": "permit"}}


def test_a_map_says_what_each_column_stands_for():
    written = {
        "kind": "permits",
        "about": "a city's list",
        "encoding": "gb18030",
        "sheet": "2026",
        "columns": {"number": "permit", "expires": {"column": "Expires", "order": "mdy"}},
        "values": {"standing": {"APPROVED": "in_force"}},
        "constants": {"type": "FOOD_PERMIT"},
        "skip_when": {"Status": ["DRAFT"]},
        "creates": ["vendors"],
    }
    assert read_map(json.dumps(written)) == ColumnMap(
        kind="permits",
        columns={"number": Source("permit"), "expires": Source("Expires", "mdy")},
        values={"standing": {"APPROVED": "in_force"}},
        constants={"type": "FOOD_PERMIT"},
        skip_when={"Status": ("DRAFT",)},
        creates=frozenset(["vendors"]),
        encoding="gb18030",
        sheet="2026",
        about="a city's list",
    )


def test_a_map_needs_no_more_than_its_kind_and_columns():
    assert read_map(json.dumps(LEAST)) == ColumnMap("permits", {"number": Source("permit")})


@pytest.mark.parametrize(
    ("part", "fault"),
    [
        ({"kind": 7}, "kind should be text in quotes"),
        ({"columns": []}, "columns should be an object in braces"),
        ({"columns": {"number": 3}}, "number should be an object in braces"),
        ({"columns": {"number": {"order": "mdy"}}}, "number should be text in quotes"),
        (
            {"columns": {"expires": {"column": "E", "order": "ymd"}}},
            "expires should be a column's name, or a column with the order mdy or dmy",
        ),
        (
            {"columns": {"expires": {"column": "E", "odrer": "mdy"}}},
            "expires should be a column's name, or a column with the order mdy or dmy",
        ),
        ({"values": {"standing": {"A": 1}}}, "standing: A should be text in quotes"),
        ({"constants": {"number": "7"}}, "number is both a column and a constant"),
        ({"skip_when": {"Status": "DRAFT"}}, "Status should be a list in square brackets"),
        (
            {"colums": {}},
            "it has a part called colums; known are kind, about, columns, values, constants, "
            "skip_when, creates, encoding, sheet",
        ),
    ],
)
def test_a_map_with_a_slip_is_refused_and_the_slip_named(part, fault):
    assert refused(read_map, json.dumps(LEAST | part)) == (
        "bad_map",
        f"The map cannot be used: {fault}.",
    )


@pytest.mark.parametrize("text", ["", "{", "columns: permit"])
def test_what_is_no_json_is_no_map(text):
    code, sentence = refused(read_map, text)
    assert (code, sentence[:20]) == ("bad_map", "The map is not JSON:")


def test_a_list_is_no_map():
    assert refused(read_map, "[]") == (
        "bad_map",
        "The map cannot be used: the map should be an object in braces.",
    )
