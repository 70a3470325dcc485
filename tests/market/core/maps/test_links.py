from datetime import date

import pytest

from market.core.maps import ColumnMap, Source
from market.core.maps.links import known_names, make_plan
from tests.market.core.maps.plots import PLOTS
from tests.refused import refused


def linked(columns, column_map=None):
    plan = make_plan(columns, PLOTS, column_map)
    return {link.field.name: columns[link.place] for link in plan.links}


def a_map(columns, **parts):
    return ColumnMap("plots", columns, **parts)


def test_columns_are_known_by_their_names_in_chinese_and_english():
    assert linked(("备注", "Owner", "地块号", " 价 格（元）")) == {
        "owner": "Owner",
        "code": "地块号",
        "price_fen": " 价 格（元）",
    }


def test_what_lies_nearest_to_the_whole_name_has_the_column_alone():
    assert linked(("code", "owner", "价格（元/平方米）")) == {
        "code": "code",
        "owner": "owner",
        "price_a_m2": "价格（元/平方米）",
    }
    assert linked(("code", "owner", "价格（元）", "价格（元/平方米）"))["price_fen"] == "价格（元）"


def test_the_lower_part_of_a_joined_name_will_do():
    assert linked(("地块 / 地块号", "人 / 业主"))["owner"] == "人 / 业主"


def test_two_columns_for_one_field_are_refused_by_their_names():
    assert refused(linked, ("code", "业主", "owner")) == (
        "column_twice",
        "Several columns could be 业主 (owner): 业主, owner. Name the right one in a map, or "
        "rename the others.",
    )


def test_a_table_without_what_every_row_needs_is_refused():
    assert refused(linked, ("名称", "价格")) == (
        "columns_missing",
        "No column was found for 地块号 (code), 业主 (owner) | 看护人 (keeper). "
        "The file has: 名称, 价格.",
    )


def test_with_a_map_only_what_it_names_is_read():
    column_map = a_map({"code": Source("Nr"), "keeper": Source("Who")})
    assert linked(("Nr", "Who", "owner"), column_map) == {"code": "Nr", "keeper": "Who"}


def test_a_map_finds_its_columns_however_they_are_decorated():
    column_map = a_map({"code": Source("Plot_Nr"), "owner": Source("Who")})
    assert linked(("plot nr (new)", "PEOPLE / who"), column_map) == {
        "code": "plot nr (new)",
        "owner": "PEOPLE / who",
    }


def test_of_two_columns_that_look_alike_the_map_means_the_one_it_writes():
    column_map = a_map({"code": Source("Nr."), "owner": Source("Who")})
    assert linked(("Nr", "Nr.", "Who"), column_map)["code"] == "Nr."


def test_a_constant_serves_where_there_is_no_column():
    column_map = a_map({"code": Source("Nr")}, constants={"owner": "汇泉", "price_fen": "5元"})
    assert make_plan(("Nr",), PLOTS, column_map).constants == {"owner": "汇泉", "price_fen": 500}


def test_the_order_of_days_is_the_maps():
    column_map = a_map(
        {"code": Source("Nr"), "owner": Source("Who"), "since": Source("Since", "dmy")}
    )
    since = make_plan(("Nr", "Who", "Since"), PLOTS, column_map).links[2]
    assert since.read("03/04/2025") == date(2025, 4, 3)


@pytest.mark.parametrize(
    ("column_map", "code", "sentence"),
    [
        (
            ColumnMap("permits", {}),
            "wrong_kind",
            "This map is for permits, not for plots.",
        ),
        (
            a_map({"colour": Source("Nr")}),
            "unknown_field",
            "The map speaks of colour. Known are: code, owner, keeper, price_fen, price_a_m2, "
            "since, fenced, secret.",
        ),
        (
            a_map({"code": Source("Nr")}, constants={"colour": "red"}),
            "unknown_field",
            "The map speaks of colour. Known are: code, owner, keeper, price_fen, price_a_m2, "
            "since, fenced, secret.",
        ),
        (
            a_map({"code": Source("Nr")}, values={"fenced": {"ja": "是"}}),
            "unknown_field",
            "The map speaks of fenced. Known are: code.",
        ),
        (
            a_map({"code": Source("Nr", "mdy")}),
            "not_a_day",
            "code is not a day and has no order.",
        ),
        (
            a_map({"code": Source("Number")}),
            "column_missing",
            "The map names the column Number, and the file does not have it. It has: Nr, Who.",
        ),
        (
            a_map({"code": Source("Nr"), "owner": Source("Who")}, skip_when={"State": ("x",)}),
            "column_missing",
            "The map names the column State, and the file does not have it. It has: Nr, Who.",
        ),
        (
            a_map({"code": Source("Nr")}, constants={"price_fen": "cheap"}),
            "bad_amount",
            "cheap is not a number we can read.",
        ),
    ],
)
def test_a_map_that_does_not_fit_is_refused(column_map, code, sentence):
    assert refused(make_plan, ("Nr", "Who"), PLOTS, column_map) == (code, sentence)


def test_the_header_is_known_by_synonyms_or_by_the_maps_columns():
    assert known_names(PLOTS, None) >= {"地块号", "code", "价格元平方米"}
    column_map = a_map({"code": Source("Plot Nr")}, skip_when={"State": ("x",)})
    assert known_names(PLOTS, column_map) == {"plotnr", "state"}
