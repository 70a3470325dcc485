from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from market.actions import permits, pitches, reveals
from market.core.periods import Period
from market.models import Payment, Upload
from tests.builders import (
    AT,
    a_charge,
    a_market,
    a_permit,
    a_pitch,
    a_vendor,
    a_worker,
    acting,
    an_account,
)
from tests.market.api.callers import in_a_browser, with_token

pytestmark = pytest.mark.django_db

LISTS = (
    "/markets",
    "/zones",
    "/pitches",
    "/pitches?state=free",
    "/holds?market={market}&starts_on=2026-01-01&ends_on=2026-12-31",
    "/vendors",
    "/vendors?q=蔄",
    "/vendors/{vendor}/duplicates",
    "/vendors/{vendor}/accounts",
    "/workers",
    "/charges",
    "/charges?open=true",
    "/payments",
    "/permits",
    "/permits?to_check=true",
    "/permit-types",
    "/notices",
    "/audit",
    "/audit/reveals",
    "/keys",
)
MINE = ("/me", "/me/vendors", "/me/charges", "/me/payments", "/me/permits", "/me/notices")


def one_more_of_everything(market, n, vendor=None):
    vendor = vendor or a_vendor(market=market, phone="13800000001")
    account = an_account(vendor=vendor, market=market)
    a_worker(vendor=vendor)
    pitch = a_pitch(market=market)
    pitches.close([a_pitch(market=market)], Period(date(2026, 3, 1), None), by=acting(), at=AT)
    a_charge(account=account)
    Payment.objects.create(
        account=account,
        key=f"p{n}",
        amount_fen=1,
        method="cash",
        received_on="2026-01-01",
        recorded_at=AT,
    )
    paper = a_permit(vendor=vendor, state="submitted", pitch=pitch, worker=a_worker(vendor=vendor))
    a_permit(vendor=vendor, state="submitted")
    Upload.objects.create(
        permit=paper, key=f"u{n}", name="a.jpg", mime="image/jpeg", size=1, uploaded_at=AT
    )
    permits.refuse(a_permit(vendor=vendor, state="submitted"), reason="x", by=acting(), at=AT)
    reveals.note(vendor, subject="vendor:1", reason="x", by=acting(), at=AT)
    return vendor


def counted(caller, path):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = caller.get(path)
    assert answer.status_code == 200
    return len(queries)


def test_every_list_takes_as_many_queries_with_one_row_as_with_three():
    market = a_market()
    vendor = one_more_of_everything(market, 0)
    caller = in_a_browser("owner", market=market)
    caller.post("/keys", {"name": "k0", "scopes": ["*"]})
    paths = [path.format(market=market.pk, vendor=vendor.pk) for path in LISTS]
    counted(caller, paths[0])
    with_one = {path: counted(caller, path) for path in paths}

    for n in (1, 2):
        one_more_of_everything(market, n)
        caller.post("/keys", {"name": f"k{n}", "scopes": ["*"]})

    assert {path: counted(caller, path) for path in paths} == with_one


def test_a_vendors_own_lists_too():
    market = a_market()
    vendor = one_more_of_everything(market, 0)
    caller = with_token(vendor)
    with_one = {path: counted(caller, path) for path in MINE}
    for n in (1, 2):
        one_more_of_everything(market, n, vendor)
    assert {path: counted(caller, path) for path in MINE} == with_one
