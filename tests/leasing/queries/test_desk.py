"""What of leasing waits for somebody at the desk."""

from datetime import date

import pytest

from leasing.actions import applications, offers
from leasing.queries.desk import waiting
from leasing.queries.holders import holders
from market.core.actors import HOUSE
from market.models import Hold
from tests.builders import AT, a_market, a_pitch, acting
from tests.leasing.builders import a_signed_lease, an_application, terms

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 2)


def lines(market, on=ON):
    return {
        line.key: (line.count, line.urgent)
        for line in waiting(acting("manager", market=market), on)
    }


def test_applications_wait_by_what_is_to_be_done_with_them():
    market = a_market()
    submitted, reviewing, correcting, accepted = (an_application(market=market) for _ in range(4))
    for one in (submitted, reviewing, correcting, accepted):
        applications.submit(one, by=HOUSE, at=AT)
    for one in (reviewing, accepted):
        applications.receive(one, by=HOUSE, at=AT)
    applications.correct(correcting, list_of_faults="x", due_on=date(2026, 3, 1), by=HOUSE, at=AT)
    offers.offer(
        accepted,
        [a_pitch(market=market)],
        terms(),
        until=AT.replace(day=9),
        by=HOUSE,
        at=AT,
    )
    assert "leases-to-sign" not in lines(market)
    offers.accept(accepted, by=HOUSE, at=AT)
    assert lines(market) == {
        "leases-to-sign": (1, True),
        "applications-submitted": (1, False),
        "applications-reviewing": (1, False),
        "corrections-late": (1, False),
    }
    assert lines(a_market()) == {}


def test_leases_wait_when_they_end_soon_and_when_they_have_run_out():
    lease = a_signed_lease(last=date(2027, 3, 31))
    assert lines(lease.market, date(2026, 12, 30)) == {}
    assert lines(lease.market, date(2026, 12, 31)) == {"leases-to-renew": (1, False)}
    assert lines(lease.market, date(2027, 2, 28)) == {"leases-to-renew": (1, False)}
    assert lines(lease.market, date(2027, 3, 1)) == {"leases-to-renew": (1, True)}
    assert lines(lease.market, date(2027, 3, 31)) == {"leases-to-renew": (1, True)}
    assert lines(lease.market, date(2027, 4, 1)) == {"leases-lapsed": (1, True)}


def test_a_hold_is_known_by_the_lease_behind_it_to_those_who_see_the_lease():
    lease = a_signed_lease()
    hold = Hold.objects.get()
    [holder] = holders(acting("steward", market=lease.market), [hold.pk]).values()
    assert (holder.name, holder.reference) == (lease.vendor.name, lease.reference)
    assert holders(acting("steward", market=a_market()), [hold.pk]) == {}
