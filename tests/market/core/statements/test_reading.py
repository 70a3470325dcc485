"""Every kind of statement is known by its heads, and every line lands or is told."""

from datetime import date, datetime

import pytest

from market.core.hours import SHANGHAI
from market.core.movements import Direction
from market.core.statements import read_statement
from tests.market.core.statements import samples
from tests.market.core.statements.layouts import LAYOUTS

IN, OUT, NEITHER = Direction


def read(data):
    return read_statement(data, LAYOUTS)


def brief(reading):
    return [(each.direction, each.amount_fen, each.name) for _, each in reading.movements]


@pytest.mark.parametrize(
    ("data", "name", "encoding"),
    [
        (samples.WECHAT_MERCHANT, "wechat-merchant", "utf-8"),
        (samples.WECHAT_PERSONAL, "wechat-personal", "utf-8"),
        (samples.wechat_personal_workbook(), "wechat-personal", ""),
        (samples.ALIPAY_MERCHANT, "alipay-merchant", "gb18030"),
        (samples.ALIPAY_PERSONAL, "alipay-personal", "gb18030"),
        (samples.CCB, "ccb", "gb18030"),
        (samples.ABC, "abc", "gb18030"),
        (samples.PSBC, "psbc", "utf-8"),
        (samples.icbc(), "icbc", ""),
        (samples.TWO_COLUMNS, "bank-two-columns", "utf-8"),
        (samples.ONE_AMOUNT, "bank-one-amount", "utf-8"),
    ],
)
def test_a_statement_is_known_by_its_heads(data, name, encoding):
    reading = read(data)
    assert (reading.layout and reading.layout.name, reading.sheet.encoding) == (name, encoding)
    assert reading.movements


def test_a_wechat_merchants_bill_loses_its_backquotes_and_its_sums():
    reading = read(samples.WECHAT_MERCHANT)
    [first, second, back] = [movement for _, movement in reading.movements]
    assert first.booked_at == datetime(2026, 11, 20, 8, 1, 2, tzinfo=SHANGHAI)
    assert (first.amount_fen, first.reference) == (170000, "4200001111202611200000000001")
    assert (first.account, first.memo) == ("oUser0001", "A-12摊位费")
    assert (second.direction, second.amount_fen) == (IN, 85050)
    assert (back.direction, back.amount_fen) == (OUT, 85050)
    assert back.reference == "5030000000202611210000000001"
    assert [row.skipped.code for row in reading.rows if row.skipped] == ["no_movement"] * 2
    assert reading.faults == []


def test_a_private_wechat_bill_has_what_came_in_what_went_out_and_what_did_neither():
    reading = read(samples.WECHAT_PERSONAL)
    assert brief(reading) == [
        (IN, 120000, "王*蔄"),
        (IN, 90000, "小满"),
        (NEITHER, 50000, "于镕"),
        (OUT, 2000, "早点铺"),
        (NEITHER, 50000, "工商银行"),
    ]
    assert (reading.says.first_on, reading.says.last_on) == (date(2026, 11, 1), date(2026, 11, 23))
    assert reading.movements[0][1].memo == "转账备注:B-3 十一月"
    assert reading.movements[0][1].reference == "1000050001202611220000000001"


def test_an_alipay_merchants_lines_add_up_and_the_fee_is_its_own_line():
    reading = read(samples.ALIPAY_MERCHANT)
    assert [each.signed_fen for _, each in reading.movements] == [170000, -1020, 3000]
    assert [each.reference for _, each in reading.movements] == [
        "2026112022001400001",
        "300000000000002",
        "2026112022001400009",
    ]
    assert reading.says.account == "20880000000000000156"
    assert (reading.imbalances, reading.faults) == ((), [])


def test_a_private_alipay_bill_leaves_out_what_was_undone():
    reading = read(samples.ALIPAY_PERSONAL)
    assert brief(reading) == [
        (IN, 170000, "王小蔄"),
        (IN, 3000, "于镕"),
        (NEITHER, 10000, "某店"),
    ]
    assert reading.movements[0][1].memo == "转账 · B-3"


def test_a_banks_two_columns_thousands_and_sums():
    reading = read(samples.CCB)
    assert brief(reading) == [
        (IN, 170000, "王小蔄"),
        (OUT, 200000, "威海电力"),
        (IN, 85050, "𠮷祥水产"),
    ]
    assert reading.movements[0][1].booked_at == datetime(2026, 11, 20, 8, 1, 2, tzinfo=SHANGHAI)
    assert (reading.faults, reading.imbalances) == ([], ())


def test_the_newest_line_may_come_first_and_opening_and_closing_are_compared():
    reading = read(samples.PSBC)
    assert brief(reading)[1] == (OUT, 50000, "汇泉")
    assert (reading.says.opening_fen, reading.says.closing_fen) == (100000, 210000)
    assert reading.imbalances == ()
    cut = read(samples.PSBC.replace(b"2100.00\n", b"2200.00\n", 1))
    assert [fault.code for _, fault in cut.imbalances] == ["statement_does_not_add_up"]


def test_a_balance_that_breaks_is_said_with_its_line():
    [(line, fault)] = read(samples.ONE_AMOUNT).imbalances
    assert (line, fault.code) == (4, "balance_breaks")
    assert str(fault) == "After this line the balance should be 2450.50; the file says 2450.49."


def test_a_workbook_with_a_merged_title_and_a_sum():
    reading = read(samples.icbc())
    assert brief(reading) == [(IN, 170000, "王小蔄"), (OUT, 20000, "工行")]
    assert reading.says.account == "1614000000000000001"
    assert [row.skipped.code for row in reading.rows if row.skipped] == ["no_movement"]


def test_what_cannot_be_read_is_told_with_line_column_and_reason():
    reading = read(samples.TWO_COLUMNS)
    assert [(line, fault.column, fault.code) for line, fault in reading.faults] == [
        (5, "交易日期", "bad_date"),
        (6, "收入", "parts_of_a_fen"),
    ]
    assert len(reading.movements) + len(reading.faults) == 5


def test_a_sign_says_where_it_went():
    assert brief(read(samples.ABC))[1][:2] == (OUT, 500)


def test_heads_that_nobody_knows_are_left_to_the_operator():
    reading = read("何时,几多,谁\n2026-11-20,5,王小蔄\n".encode())
    assert (reading.layout, reading.sheet.columns) == (None, ("何时", "几多", "谁"))


def test_an_account_number_is_not_quoted_in_a_fault_nor_in_what_a_movement_shows():
    reading = read(samples.CCB)
    assert "6217000000000000011" not in repr(reading.movements[0][1])
