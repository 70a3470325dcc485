from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from leasing.actions import billing, minding, renewals, transfers
from leasing.core.drafts import DraftParty
from leasing.core.renewing import Again
from leasing.models import Lease, LeaseParty
from market.core.actors import HOUSE
from market.models import Document, Notice
from tests.builders import AT, a_vendor, acting, as_vendor
from tests.leasing.actions.books import booked, credit, owed, pay
from tests.leasing.builders import a_signed_lease
from tests.refused import refused

pytestmark = pytest.mark.django_db
JUNE = datetime(2026, 6, 3, 2, 0, tzinfo=UTC)
DAY = date(2026, 6, 16)


def hand_on(lease, after, *, from_day=DAY, at=JUNE, **given):
    asked = transfers.ask(lease, after, from_day=from_day, by=HOUSE, at=at, **given)
    return transfers.consent(asked, by=HOUSE, at=at)


@pytest.fixture
def running():
    """1700.00 a month and as much deposit, charged until June and all paid."""
    lease = a_signed_lease(deposit_fen=170000)
    billing.charge_due(by=HOUSE, at=JUNE)
    pay(lease.vendor, 170000 * 4, at=JUNE)
    return lease


def test_bills_from_the_day_on_are_the_new_vendors_and_the_old_one_gets_the_rest_back(running):
    old, new = running.vendor, a_vendor()

    hand_on(running, new)

    # half of June, and the deposit
    assert (booked(old), booked(new)) == (170000 * 2 + 85000, 85000 + 170000)
    assert credit(old) == 85000 + 170000
    assert owed(new) == 255000
    billing.charge_due(by=HOUSE, at=datetime(2026, 7, 1, tzinfo=UTC))
    assert (booked(old), booked(new)) == (425000, 425000)


def test_what_was_open_stays_with_the_old_vendor():
    lease = a_signed_lease()
    billing.charge_due(by=HOUSE, at=JUNE)
    hand_on(lease, a_vendor(), from_day=date(2026, 7, 1))
    assert owed(lease.vendor) == 510000


def test_a_deposit_that_stays_is_not_charged_to_the_new_vendor(running):
    new = a_vendor()
    hand_on(running, new, deposit_moves=False)
    assert (credit(running.vendor), booked(new)) == (85000, 85000)


def test_a_deposit_carried_over_from_an_earlier_lease_moves_as_a_whole(running):
    january = datetime(2027, 1, 10, tzinfo=UTC)
    until = datetime(2027, 2, 1, tzinfo=UTC)
    renewal = renewals.offer(running, Again(months=12), until=until, by=HOUSE, at=january)
    following = renewals.sign(renewal, by=HOUSE, at=january)
    new = a_vendor()
    billing.charge_due(by=HOUSE, at=january)
    before = booked(running.vendor)

    hand_on(following, new, from_day=date(2027, 5, 1), at=january)

    assert before - booked(running.vendor) == 170000
    billing.charge_due(by=HOUSE, at=datetime(2027, 5, 1, tzinfo=UTC))
    assert booked(new) == 170000 + 170000


def test_the_lease_is_the_new_vendors_on_the_day_and_not_before(running):
    new = a_vendor()
    transfer = hand_on(running, new)
    assert (transfer.state, Lease.objects.get().vendor) == ("agreed", running.vendor)
    minding.mind_leases(by=HOUSE, at=datetime(2026, 6, 15, 1, 0, tzinfo=UTC))
    assert Lease.objects.get().vendor == running.vendor
    report = minding.mind_leases(by=HOUSE, at=datetime(2026, 6, 16, 1, 0, tzinfo=UTC))
    assert (report.counts["handed_on"], Lease.objects.get().vendor) == (1, new)


def test_of_joint_tenants_the_new_vendor_takes_the_whole():
    one, other = a_vendor(), a_vendor()
    half = Fraction(1, 2)
    parties = (DraftParty(one.pk, half), DraftParty(other.pk, half))
    lease = a_signed_lease(vendor=one, parties=parties)
    new = a_vendor()
    hand_on(lease, new, from_day=date(2026, 4, 16), at=AT)
    assert (booked(one), booked(other), booked(new)) == (42500, 42500, 85000)
    assert LeaseParty.objects.filter(vendor=new).get().part == 1


def test_a_barred_vendor_is_refused_when_asked_and_when_agreed():
    lease = a_signed_lease()
    barred = a_vendor(barred_until=date(2027, 1, 1))
    told = {"from_day": DAY, "by": HOUSE, "at": AT}
    assert refused(transfers.ask, lease, barred, **told)[0] == "vendor_barred"
    later = a_vendor()
    asked = transfers.ask(lease, later, **told)
    type(later).objects.filter(pk=later.pk).update(barred_until=date(2027, 1, 1))
    asked = type(asked).objects.get(pk=asked.pk)
    assert refused(transfers.consent, asked, by=HOUSE, at=AT)[0] == "vendor_barred"
    assert Lease.objects.get().parties.count() == 0


def test_the_vendor_asks_and_only_the_market_agrees(running):
    old, new = as_vendor(running.vendor), a_vendor()
    asked = transfers.ask(running, new, from_day=DAY, by=old, at=JUNE)
    assert refused(transfers.consent, asked, by=old, at=JUNE)[0] == "not_yours_to_do"
    assert refused(transfers.withdraw, asked, by=as_vendor(new), at=JUNE)[0] == "not_yours_to_do"
    manager = acting("manager", market=running.market)
    assert transfers.consent(asked, by=manager, at=JUNE).state == "agreed"


def test_a_refusal_has_a_reason_and_changes_nothing(running):
    asked = transfers.ask(running, a_vendor(), from_day=DAY, by=HOUSE, at=JUNE)
    before = booked(running.vendor)
    assert refused(transfers.refuse, asked, reason=" ", by=HOUSE, at=JUNE)[0] == "no_reason"
    transfers.refuse(asked, reason="没有健康证", by=HOUSE, at=JUNE)
    assert (asked.state, booked(running.vendor)) == ("refused", before)
    assert Notice.objects.filter(occasion="transfer_refused").count() == 1
    assert transfers.ask(running, a_vendor(), from_day=DAY, by=HOUSE, at=JUNE).state == "asked"


def test_one_transfer_is_open_at_a_time_and_a_stranger_finds_no_way_in(running):
    transfers.ask(running, a_vendor(), from_day=DAY, by=HOUSE, at=JUNE)
    told = {"from_day": DAY, "at": JUNE}
    assert refused(transfers.ask, running, a_vendor(), by=HOUSE, **told)[0] == "transfer_open"
    stranger = as_vendor(a_vendor())
    assert refused(transfers.ask, running, a_vendor(), by=stranger, **told)[0] == "not_yours_to_do"


def test_the_consent_is_frozen_and_both_are_told(running):
    hand_on(running, a_vendor(name="蔄家豆腐"))
    assert Document.objects.get(kind="transfer").contents["after"] == "蔄家豆腐"
    assert Notice.objects.filter(occasion="transfer_agreed").count() == 2
