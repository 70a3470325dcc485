from decimal import Decimal
from pathlib import Path

from market.core.intake import PITCHES, PitchKind, PitchRow, Structure
from market.core.maps import read_table
from market.core.states import PitchState

DATA = (Path(__file__).parents[3] / "data/pitches-gb18030.csv").read_bytes()
TABLE = read_table(DATA, PITCHES)


def test_the_list_is_in_gb18030_and_utf_8_cannot_read_it():
    assert (TABLE.sheet.encoding, TABLE.sheet.delimiter) == ("gb18030", ",")
    assert "蔄山烤鱼".encode("gb18030") in DATA


def test_pitches_are_read_as_operators_list_them():
    hall = {"zone": "农贸大厅", "kind": PitchKind.STALL, "water": True, "open_flame": False}
    assert {row.line: row.value for row in TABLE.rows if row.value} == {
        4: PitchRow(
            "A-1", **hall, area_m2=Decimal("12.5"), guide_rent_fen=170000, goods=("鲜肉", "熟食")
        ),
        5: PitchRow("A-2", **hall, area_m2=Decimal("12.5"), guide_rent_fen=170000, goods=("鲜肉",)),
        7: PitchRow("B-1", **hall, area_m2=Decimal(8), guide_rent_fen=90000, goods=("水产",)),
        8: PitchRow(
            "X-01",
            zone="星空街",
            kind=PitchKind.NIGHT,
            water=False,
            open_flame=True,
            area_m2=Decimal(6),
            goods=("蔄山烤鱼", "凉皮"),
        ),
        11: PitchRow(
            "C-1",
            zone="集装箱市场",
            kind=PitchKind.CONTAINER,
            water=True,
            open_flame=True,
            area_m2=Decimal(15),
            guide_rent_fen=250000,
            goods=("奶茶",),
        ),
    }


def test_what_cannot_be_read_is_listed_with_line_column_and_reason():
    assert {
        row.line: [(fault.column, fault.code) for fault in row.faults]
        for row in TABLE.rows
        if row.faults
    } == {
        9: [
            ("摊位类型", "unknown_word"),
            ("面积（㎡）", "bad_amount"),
            ("月租金（元）", "parts_of_a_fen"),
        ],
        10: [("摊位号", "nothing_there")],
        12: [("", "said_otherwise")],
    }
    assert {row.line: row.skipped.code for row in TABLE.rows if row.skipped} == {
        6: "heading_line",
        13: "sum_line",
    }


def test_containers_carry_the_day_until_which_they_are_approved():
    text = "摊位号,结构,临建批准至,状态\nC-1,临时,2027年3月4日,预留\nC-2,永久,2027.3.4,空置\n"
    first, second = read_table(text.encode(), PITCHES).rows
    assert first.value is not None
    assert (first.value.structure, first.value.state) == (Structure.TEMPORARY, PitchState.RESERVED)
    assert [(fault.column, str(fault)) for fault in second.faults] == [
        (
            "临建批准至",
            "A permanent structure has no approval that ends on 2027-03-04. One of the two is "
            "wrong.",
        )
    ]


def test_one_code_in_two_zones_is_two_pitches():
    text = "摊位号,区域,类型\n1,大厅,摊位\n1,星空街,夜市\n"
    rows = read_table(text.encode(), PITCHES).rows
    keys = [row.value.source_key for row in rows if row.value]
    assert keys == ["pitches/大厅/1", "pitches/星空街/1"]
