"""What is still to be paid at a market by a day."""

from datetime import date

import pytest

from market.models import FeeItem
from market.queries.bills import Bill, open_bills
from tests.builders import a_charge, an_account

DUE = date(2026, 4, 1)


@pytest.mark.django_db
def test_a_bill_is_all_that_is_open_of_one_account_on_one_day():
    account = an_account()
    management = FeeItem.objects.get(code="management")
    a_charge(account=account, item=management, amount_fen=3333)
    a_charge(account=account)
    a_charge(account=account)
    a_charge(account=account, due_on=date(2026, 5, 1))
    a_charge()

    assert open_bills({(account.pk, DUE), (account.pk, date(2026, 6, 1))}) == {
        (account.pk, DUE): Bill(343333, ("租金", "管理费"), ("Rent", "Management fee"))
    }


def test_its_facts_are_in_the_readers_language():
    bill = Bill(343333, ("租金", "管理费"), ("Rent", "Management fee"))

    assert bill.facts("zh-hans") == {"amount_fen": 343333, "what": "租金、管理费"}
    assert bill.facts("en") == {"amount_fen": 343333, "what": "Rent, Management fee"}
