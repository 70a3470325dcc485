from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from market.core.journals import (
    Entry,
    Kind,
    Posting,
    Turnover,
    lines_of,
    postings_of,
    summary_of,
    together,
    totals_of,
)

DAY = date(2026, 3, 1)
KINDS = list(Kind)


def an_entry(**given):
    return Entry(
        **{
            "kind": Kind.CHARGE,
            "id": 7,
            "day": DAY,
            "amount_fen": 170000,
            "code": "5001",
            "vendor": "蔄记鲜肉",
            "about": "租金",
            **given,
        }
    )


amounts = st.integers(-(10**12), 10**12).filter(bool)
entries = st.lists(
    st.builds(
        an_entry,
        kind=st.sampled_from(KINDS),
        id=st.integers(1, 99),
        day=st.integers(0, 5).map(lambda n: DAY + timedelta(days=n)),
        amount_fen=amounts,
        code=st.sampled_from(["", "1001", "1012", "2241", "5001", "5301"]),
    ),
    max_size=30,
).map(lambda some: sorted(some, key=lambda one: (one.day, KINDS.index(one.kind))))


def sides(kind, amount_fen=100, code=""):
    debit, credit = postings_of(kind, amount_fen, code)
    assert (debit.debit_fen, debit.credit_fen) == (100, 0)
    assert (credit.debit_fen, credit.credit_fen) == (0, 100)
    return debit.code, credit.code


def test_a_charge_is_owed_and_earned():
    assert sides(Kind.CHARGE, code="5001") == ("1122", "5001")


def test_a_deposit_is_owed_and_kept_for_the_vendor():
    assert sides(Kind.CHARGE, code="2241") == ("1122", "2241")


def test_a_refund_is_paid_out_of_the_till():
    assert sides(Kind.CHARGE, code="1001") == ("1122", "1001")


def test_a_charge_of_an_item_without_an_account_is_other_income():
    assert sides(Kind.CHARGE) == ("1122", "5051")


def test_money_that_came_in_is_an_advance():
    assert sides(Kind.PAYMENT, code="1002") == ("1002", "2203")


def test_an_allocation_pays_what_is_owed_out_of_the_advance():
    assert sides(Kind.ALLOCATION) == ("2203", "1122")


def test_a_reversal_is_the_mirror():
    for kind in Kind:
        assert sides(kind, -100, "5001") == sides(kind, 100, "5001")[::-1]


def test_a_voucher_holds_what_was_written_of_one_kind_on_one_day():
    some = [
        an_entry(id=1),
        an_entry(id=2, amount_fen=-500),
        an_entry(id=3, kind=Kind.PAYMENT, code="1001", about="现金"),
        an_entry(id=4, day=DAY + timedelta(days=1)),
    ]

    told = [(line.voucher, line.day.day, line.summary, line.reference) for line in lines_of(some)]

    assert told[::2] == told[1::2]
    assert told[::2] == [
        ("记-001", 1, "应收租金", "charge:1"),
        ("记-001", 1, "冲销应收租金", "charge:2"),
        ("记-002", 1, "收款（现金）", "payment:3"),
        ("记-003", 2, "应收租金", "charge:4"),
    ]


def test_an_allocation_says_what_it_pays():
    assert summary_of(an_entry(kind=Kind.ALLOCATION)) == "预收抵应收（租金）"


def test_lines_come_as_their_entries_are_read():
    def endless():
        while True:
            yield an_entry()

    assert next(lines_of(endless())).posting == Posting("1122", 170000, 0)


@given(entries)
def test_every_voucher_balances(some):
    by_voucher = {}
    for line in lines_of(some):
        side = Turnover(line.posting.debit_fen, line.posting.credit_fen)
        by_voucher[line.voucher] = by_voucher.get(line.voucher, Turnover()) + side
    assert {turnover.balance_fen for turnover in by_voucher.values()} <= {0}
    assert list(by_voucher) == [f"记-{n:03d}" for n in range(1, len(by_voucher) + 1)]


@given(entries)
def test_the_totals_are_those_of_the_lines(some):
    of_lines = together(
        *(
            {line.posting.code: Turnover(line.posting.debit_fen, line.posting.credit_fen)}
            for line in lines_of(some)
        )
    )
    assert totals_of((one.kind, one.code, one.amount_fen) for one in some) == of_lines


@given(entries)
def test_entries_that_come_added_up_give_the_same_totals(some):
    added = {}
    for one in some:
        key = (one.kind, one.code, one.amount_fen > 0)
        added[key] = added.get(key, 0) + one.amount_fen
    sums = ((kind, code, fen) for (kind, code, _), fen in added.items())
    assert totals_of(sums) == totals_of((one.kind, one.code, one.amount_fen) for one in some)
