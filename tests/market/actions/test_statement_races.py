"""Two people at one statement at the same moment: every line is there once, and booked once."""

import pytest

from market.actions import statement_lines
from market.core.actors import HOUSE
from market.core.refusals import Conflict
from market.models import Account, Payment, Statement, StatementLine
from tests.builders import AT, a_market, a_vendor, an_account
from tests.market.statements import a_file, a_row, brought
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def book(line, account):
    shares = [statement_lines.Share(account, 170000)]
    return statement_lines.book(line, shares, by=HOUSE, at=AT)


def test_two_people_who_book_one_line_at_once_book_one_payment(real_transactions):
    market = a_market()
    account, other = an_account(market=market), an_account(market=market)
    rows = [a_row(reference=f"20260302-{turn:04}", account="") for turn in range(100)]
    brought(market, a_file(*rows))
    seen = StatementLine.objects.select_related("statement", "market")
    for turn, pk in enumerate(StatementLine.objects.values_list("pk", flat=True)):
        mine, yours = seen.get(pk=pk), seen.get(pk=pk)
        theirs = other if turn % 2 else account
        outcomes = at_once(
            lambda mine=mine: book(mine, account),
            lambda yours=yours, theirs=theirs: book(yours, theirs),
        )
        assert Payment.objects.filter(key__startswith=mine.key).count() == 1
        faults = [each for each in outcomes if isinstance(each, Exception)]
        assert [type(each) for each in faults] == ([Conflict] if turn % 2 else [])


def test_two_people_who_book_two_lines_of_one_vendor_at_once_do_not_block_each_other(
    real_transactions,
):
    market = a_market()
    account = an_account(vendor=a_vendor(contact="王小蔄"), market=market)
    brought(market, a_file(*(a_row(reference=f"20260302-{turn:04}") for turn in range(40))))
    lines = list(StatementLine.objects.select_related("statement", "market"))
    for one, other in zip(lines[::2], lines[1::2], strict=True):
        outcomes = at_once(
            lambda one=one: book(one, account),
            lambda other=other: book(other, account),
        )
        assert [each for each in outcomes if isinstance(each, Exception)] == []
    assert Payment.objects.count() == 40


def test_two_people_who_bring_one_file_at_once_bring_each_line_once(real_transactions):
    market = a_market()
    content = a_file(a_row(), a_row(reference=""), a_row(reference=""))
    outcomes = at_once(lambda: brought(market, content), lambda: brought(market, content))
    assert sorted(each.new for each in outcomes) == [0, 3]
    assert (Statement.objects.count(), StatementLine.objects.count()) == (1, 3)
    assert Account.objects.count() == 0
