from datetime import date

import pytest

from market.core.actors import STRANGER
from market.models import Upload
from market.queries.permits import (
    expiring,
    in_force,
    lapsed,
    permits_seen_by,
    to_check,
    uploads_seen_by,
)
from tests.builders import AT, a_market, a_permit, a_vendor, acting, as_vendor

pytestmark = pytest.mark.django_db

TODAY = date(2026, 8, 31)


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        ("owner", True),
        ("manager", True),
        ("checker", True),
        ("steward", True),
        ("auditor", True),
        ("cashier", False),
    ],
)
def test_papers_and_their_files_are_seen_by_those_who_work_with_them(role, sees):
    market = a_market()
    permit = a_permit(vendor=a_vendor(market=market))
    upload = Upload.objects.create(
        permit=permit, key="k", name="a.jpg", mime="image/jpeg", size=1, uploaded_at=AT
    )
    here, elsewhere = acting(role, market=market), acting(role, market=a_market())
    assert list(permits_seen_by(here)) == [permit] * sees
    assert list(uploads_seen_by(here)) == [upload] * sees
    assert (list(permits_seen_by(elsewhere)), list(uploads_seen_by(elsewhere))) == ([], [])


def test_a_vendor_sees_its_own_papers_and_a_stranger_none():
    mine, _ = a_permit(), a_permit()
    assert list(permits_seen_by(as_vendor(mine.vendor))) == [mine]
    assert list(permits_seen_by(STRANGER)) == []


def test_a_paper_is_in_force_on_its_last_day_and_lapsed_the_day_after():
    permit = a_permit(expires_on=TODAY)
    seen = permits_seen_by(acting())
    assert (list(in_force(seen, on=TODAY)), list(lapsed(seen, on=TODAY))) == ([permit], [])
    after = date(2026, 9, 1)
    assert (list(in_force(seen, on=after)), list(lapsed(seen, on=after))) == ([], [permit])


def test_expiring_counts_the_last_day_and_leaves_out_what_is_not_in_force():
    at_the_edge = a_permit(expires_on=date(2026, 9, 30))
    a_permit(expires_on=date(2026, 10, 1))
    a_permit(expires_on=TODAY, state="replaced")
    today = a_permit(expires_on=TODAY)
    seen = permits_seen_by(acting())
    assert list(expiring(seen, on=TODAY, days=30)) == [today, at_the_edge]


def test_a_paper_without_an_end_is_in_force_and_one_from_tomorrow_is_not_yet():
    endless = a_permit(expires_on=None)
    a_permit(issued_on=date(2026, 9, 1), expires_on=date(2027, 9, 1))
    assert list(in_force(permits_seen_by(acting()), on=TODAY)) == [endless]


def test_who_waits_longest_is_checked_first():
    second, first = (
        a_permit(state="submitted", submitted_at=AT.replace(hour=hour)) for hour in (5, 4)
    )
    a_permit()
    assert list(to_check(permits_seen_by(acting()))) == [first, second]
