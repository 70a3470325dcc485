from datetime import date

from leasing.core.intake import PAYMENTS, Method, PaymentRow
from market.core.maps import read_table


def rows_of(text):
    return read_table(text.encode(), PAYMENTS).rows


def test_a_cash_book_is_read_line_by_line():
    text = (
        "日期,商户,实收金额,收款方式,收据号,付款人,备注\n"
        '2026年3月5日,王小蔄,"¥1,700.00",微信,0001,王大蔄,3 月租金\n'
        "2026.3.6,单记豆腐,900元,现金,,,\n"
    )
    assert [row.value for row in rows_of(text)] == [
        PaymentRow(
            *("王小蔄", 170000, date(2026, 3, 5), Method.WECHAT, "0001", "王大蔄", "3 月租金"),
        ),
        PaymentRow("单记豆腐", 90000, date(2026, 3, 6), Method.CASH),
    ]


def test_two_payments_in_cash_that_look_alike_are_two_payments():
    rows = rows_of("日期,商户,金额,方式\n" + "2026-03-05,王小蔄,50,现金\n" * 2)
    assert [row.value and row.value.source_key(row.nth) for row in rows] == [
        "payments/cash/王小蔄/2026-03-05/5000///1",
        "payments/cash/王小蔄/2026-03-05/5000///2",
    ]


def test_the_same_reference_twice_is_one_payment():
    line = "2026-03-05,王小蔄,50,微信,4200001\n"
    rows = rows_of(f"日期,商户,金额,方式,交易单号\n{line}{line}")
    assert [row.skipped and row.skipped.code for row in rows] == [None, "said_before"]
    assert rows[0].value is not None
    assert rows[0].value.source_key(1) == "payments/wechat/4200001"


def test_the_same_reference_with_another_amount_is_refused():
    text = "日期,商户,金额,交易单号\n2026-03-05,王蔄,50,42\n2026-03-05,王蔄,60,42\n"
    assert [fault.code for row in rows_of(text) for fault in row.faults] == ["said_otherwise"]


def test_a_payment_of_nothing_is_none():
    row = rows_of("日期,商户,金额\n2026-03-05,王小蔄,0.00\n")[0]
    assert [(fault.column, str(fault)) for fault in row.faults] == [
        ("金额", "A payment of nothing is no payment.")
    ]
