"""Whose account is meant by a stall or a lease."""

from datetime import date

import pytest

from leasing.queries.tenants import accounts_of
from market.queries.till import found_accounts
from tests.builders import a_market, acting
from tests.leasing.builders import a_signed_lease

pytestmark = pytest.mark.django_db


def test_a_tenant_is_found_by_the_stall_and_by_the_lease():
    lease = a_signed_lease(last=date(2027, 3, 31))
    code = lease.pitches.get().pitch.code
    whose = {(lease.vendor_id, lease.market_id)}
    for text in (code, code.lower(), lease.reference):
        assert accounts_of(text, date(2026, 4, 1)) == whose
    assert accounts_of(code, date(2029, 1, 1)) == set()
    assert accounts_of("no such stall", date(2026, 4, 1)) == set()


def test_the_till_finds_whom_one_may_see():
    lease = a_signed_lease(last=date(2027, 3, 31))
    code, on = lease.pitches.get().pitch.code, date(2026, 4, 1)
    here, elsewhere = acting("cashier", market=lease.market), acting("cashier", market=a_market())
    assert [found.vendor for found in found_accounts(here, code, on=on)] == [lease.vendor]
    assert found_accounts(elsewhere, code, on=on) == []
