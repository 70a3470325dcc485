from datetime import date
from pathlib import Path

import pytest

from leasing.core.intake import LEASES, LeaseRow
from leasing.core.terms import Per
from market.core.maps import read_table
from market.core.periods import Period

DATA = (Path(__file__).parents[3] / "data/leases-merged.xlsx").read_bytes()
TABLE = read_table(DATA, LEASES)
HEAD = "商户,摊位号,起始日期,到期日期"


def row_of(head, cells):
    return read_table(f"{head}\n{cells}\n".encode(), LEASES).rows[0]


def test_merged_header_cells_over_two_lines_are_joined_and_hidden_columns_left_out():
    assert TABLE.sheet.columns == (
        *("合同编号", "商户", "联系电话", "摊位号", "租期 / 起始日期", "租期 / 到期日期"),
        *("租金（元/月）", "押金", "付款方式"),
    )
    assert (TABLE.sheet.name, TABLE.sheet.others, TABLE.unread) == ("2026年租赁", ("说明",), ())


def test_leases_are_read_with_days_however_they_are_written():
    year = {"starts_on": date(2026, 3, 5), "last_day": date(2027, 3, 4)}
    assert {row.line: row.value for row in TABLE.rows if row.value} == {
        5: LeaseRow(
            *("王小蔄鲜肉", ("A-1",)),
            **year,
            rent_fen=170000,
            interval_months=3,
            deposit_fen=340000,
            vendor_phone="13800000001",
            reference="HQ-001",
        ),
        6: LeaseRow(
            *("单记豆腐", ("A-2",), date(2025, 3, 5), date(2026, 3, 4)),
            rent_fen=170000,
            interval_months=1,
            deposit_fen=340000,
            vendor_phone="13800000002",
            reference="HQ-002",
        ),
        7: LeaseRow(
            *("𠮷野水产", ("B-1", "B-2")),
            **year,
            rent_fen=260050,
            interval_months=6,
            deposit_fen=500000,
            vendor_phone="0631-5990003",
            reference="HQ-003",
        ),
        8: LeaseRow(
            *("蔄山烤鱼", ("X-01",)),
            **year,
            rent_fen=90000,
            interval_months=12,
            vendor_phone="13800000004",
            reference="HQ-004",
        ),
    }


def test_what_cannot_be_read_is_listed_with_line_column_and_reason():
    assert {
        row.line: [(fault.column, fault.code) for fault in row.faults]
        for row in TABLE.rows
        if row.faults
    } == {
        9: [("押金", "formula_without_value")],
        10: [
            ("联系电话", "bad_mobile_length"),
            ("租期 / 起始日期", "no_such_day"),
            ("付款方式", "unknown_word"),
        ],
        11: [("租金（元/月）", "merged_amount")],
        12: [("租金（元/月）", "merged_amount")],
    }
    assert {row.line: row.skipped.code for row in TABLE.rows if row.skipped} == {13: "sum_line"}


@pytest.mark.parametrize(
    ("head", "cell", "rent_fen", "per"),
    [
        ("月租", "1700", 170000, Per.MONTH),
        ("年租金", "2.04万", 2040000, Per.YEAR),
        ("租金（元/天）", "60", 6000, Per.DAY),
        ("季租", "5100", 510000, Per.QUARTER),
    ],
)
def test_the_name_of_the_column_says_what_the_rent_is_for(head, cell, rent_fen, per):
    value = row_of(f"{HEAD},{head}", f"王小蔄,A-1,2026-03-05,2027-03-04,{cell}").value
    assert value is not None
    assert (value.rent_fen, value.per) == (rent_fen, per)


def test_a_column_of_its_own_says_it_too():
    value = row_of(f"{HEAD},租金,计租周期", "王小蔄,A-1,2026-03-05,2027-03-04,60,天").value
    assert value is not None
    assert (value.rent_fen, value.per) == (6000, Per.DAY)


@pytest.mark.parametrize(
    ("head", "cells", "sentence"),
    [
        (
            "租金",
            "1700",
            "Is this rent for a month or for a year? Name the column 月租 or 年租, or add one "
            "that says it.",
        ),
        ("租金,月租", "1700,1700", "There are two rents on this line. Leave one."),
        ("月租,年租", "1700,20400", "There are two rents on this line. Leave one."),
    ],
)
def test_a_rent_that_could_be_two_is_refused(head, cells, sentence):
    row = row_of(f"{HEAD},{head}", f"王小蔄,A-1,2026-03-05,2027-03-04,{cells}")
    assert [str(fault) for fault in row.faults] == [sentence]


def test_a_term_in_one_column_is_both_its_days():
    value = row_of("商户,摊位号,租期,月租", "王小蔄,A-1,2026.3.5-2027.3.4,1700").value
    assert value is not None
    assert value.period == Period(date(2026, 3, 5), date(2027, 3, 5))


def test_a_lease_without_end_says_so():
    value = row_of(f"{HEAD},月租", "王小蔄,A-1,2026-03-05,不定期,1700").value
    assert value is not None
    assert value.period == Period(date(2026, 3, 5), None)


def test_a_lease_whose_end_is_blank_is_not_taken_for_one_without_end():
    row = row_of(f"{HEAD},月租", "王小蔄,A-1,2026-03-05,,1700")
    assert [(fault.column, str(fault)) for fault in row.faults] == [
        ("到期日期", "到期日期 is missing.")
    ]


def test_a_lease_that_ends_before_it_begins_is_refused():
    row = row_of(f"{HEAD},月租", "王小蔄,A-1,2026-03-05,2026-03-04,1700")
    assert [(fault.column, str(fault)) for fault in row.faults] == [
        ("到期日期", "This ends before it begins on 2026-03-05. Check both days.")
    ]


def test_a_lease_is_known_again_by_its_number_or_by_who_has_what_since_when():
    told = {"starts_on": date(2026, 3, 5), "last_day": None, "rent_fen": 1}
    assert LeaseRow("王", ("B", "A"), **told).source_key == "leases/王/A+B/2026-03-05"
    assert LeaseRow("王", ("B",), **told, reference="HQ-1").source_key == "leases/HQ-1"
