from datetime import date

from hypothesis import given
from hypothesis import strategies as some

from market.core.account_statements import Entry, run

ENTRIES = some.lists(
    some.tuples(some.integers(-(10**9), 10**9), some.integers(-(10**9), 10**9)),
    min_size=1,
    max_size=20,
).map(lambda pairs: [Entry(date(2026, 1, 1), "", charged, paid) for charged, paid in pairs])


@given(ENTRIES, some.integers(-(10**9), 10**9))
def test_the_last_balance_is_the_opening_with_all_charges_less_all_payments(entries, opening):
    charged = sum(entry.charged_fen for entry in entries)
    paid = sum(entry.paid_fen for entry in entries)
    lines = run(entries, opening_fen=opening)
    assert [entry for entry, _ in lines] == entries
    assert lines[-1][1] == opening + charged - paid
