from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest

from leasing.actions import billing, leases, minding, renewals
from leasing.core.drafts import DraftLine
from leasing.core.renewing import Again
from leasing.models import Lease, Renewal
from leasing.queries.ending import leases_to_renew
from market.core.actors import HOUSE
from market.core.refusals import Conflict
from market.models import Charge, Document, Notice
from tests.builders import AT, a_pitch, a_vendor, as_vendor
from tests.leasing.actions.books import booked
from tests.leasing.builders import a_lease, a_signed_lease
from tests.races import at_once
from tests.refused import refused

JANUARY = datetime(2027, 1, 10, 2, 0, tzinfo=UTC)
APRIL = datetime(2027, 4, 2, 2, 0, tzinfo=UTC)
DAYS = timedelta(days=14)


def offer(lease, *, at=JANUARY, **given):
    return renewals.offer(lease, Again(**{"months": 12, **given}), until=at + DAYS, by=HOUSE, at=at)


@pytest.mark.django_db
def test_an_offer_drafts_the_next_lease_from_the_day_after_on_the_same_terms():
    lease = a_signed_lease(deposit_fen=170000, interval_months=3)

    renewal = offer(lease)

    following = renewal.successor
    assert (following.state, following.starts_on, following.ends_on) == (
        "offered",
        date(2027, 4, 1),
        date(2028, 3, 31),
    )
    assert following.interval_months == 3
    assert [(line.item.code, line.amount_fen) for line in following.lines.all()] == [
        ("rent", 170000)
    ]
    assert [row.pitch for row in following.pitches.all()] == [
        row.pitch for row in lease.pitches.all()
    ]


@pytest.mark.django_db
def test_a_rise_is_put_on_the_rent_and_only_the_rest_of_the_deposit_is_charged():
    lease = a_signed_lease(deposit_fen=170000)
    renewal = offer(lease, rise_percent=Fraction(5), deposit_fen=200000)
    lines = {line.item.code: line.amount_fen for line in renewal.successor.lines.all()}
    assert lines == {"rent": 178500, "deposit": 30000}
    assert renewal.successor.deposit_fen == 200000


@pytest.mark.django_db
def test_of_a_stepped_rent_the_last_step_goes_on():
    steps = (
        DraftLine("rent", 170000, last=date(2026, 9, 30)),
        DraftLine("rent", 180000, first=date(2026, 10, 1), last=date(2027, 3, 31)),
    )
    renewal = offer(a_signed_lease(lines=steps))
    assert [line.amount_fen for line in renewal.successor.lines.all()] == [180000]


@pytest.mark.django_db
def test_the_letter_is_stored_and_the_vendor_is_told_once():
    lease = a_signed_lease()
    renewal = offer(lease)
    letter = Document.objects.get(kind="renewal")
    assert letter.contents["renewed"] == renewal.successor.reference
    assert letter.contents["until"] == renewal.until.isoformat()
    assert Notice.objects.filter(occasion="renewal_offered").count() == 1
    assert refused(offer, lease)[0] == "renewal_stands"


@pytest.mark.django_db
def test_accepting_twice_is_accepting_once_and_signing_renews_the_old_lease_at_its_end():
    lease = a_signed_lease(deposit_fen=170000)
    renewal = offer(lease)
    vendor = as_vendor(lease.vendor)
    for _ in range(2):
        renewals.accept(renewal, by=vendor, at=JANUARY)

    renewals.sign(renewal, by=HOUSE, at=JANUARY)

    minding.mind_leases(by=HOUSE, at=JANUARY)
    assert Lease.objects.get(pk=lease.pk).state == "signed"
    minding.mind_leases(by=HOUSE, at=APRIL)
    assert Lease.objects.get(pk=lease.pk).state == "renewed"
    assert Renewal.objects.get().state == "signed"
    billing.charge_due(by=HOUSE, at=APRIL)
    assert Charge.objects.filter(item__code="deposit").count() == 1
    # twelve months and the deposit, and the first two bills of the next year
    assert booked(lease.vendor) == 170000 * 13 + 170000


@pytest.mark.django_db
def test_another_vendor_can_neither_accept_nor_decline():
    renewal = offer(a_signed_lease())
    stranger = as_vendor(a_vendor())
    for act in (renewals.accept, renewals.decline):
        assert refused(act, renewal, by=stranger, at=JANUARY)[0] == "not_yours_to_do"


@pytest.mark.django_db
def test_declining_frees_the_ground_behind_the_lease_and_another_offer_can_be_made():
    lease = a_signed_lease()
    renewals.decline(offer(lease), by=as_vendor(lease.vendor), at=JANUARY)
    again = offer(lease, months=6)
    assert again.successor.ends_on == date(2027, 9, 30)


@pytest.mark.django_db
def test_an_offer_that_nobody_answers_expires_and_its_ground_is_free():
    lease = a_signed_lease()
    renewal = offer(lease)
    late = JANUARY + DAYS
    assert refused(renewals.accept, renewal, by=HOUSE, at=late)[0] == "offer_expired"

    report = minding.mind_leases(by=HOUSE, at=late)

    assert report.counts["renewals_expired"] == 1
    assert minding.mind_leases(by=HOUSE, at=late).counts["renewals_expired"] == 0
    assert Lease.objects.get(pk=renewal.successor_id).state == "cancelled"
    other = a_lease(
        pitches=[lease.pitches.get().pitch], first=date(2027, 4, 1), last=date(2027, 12, 31)
    )
    assert leases.sign(other, by=HOUSE, at=late).state == "signed"


@pytest.mark.django_db
def test_dropping_the_offered_lease_takes_the_offer_back():
    renewal = offer(a_signed_lease())
    leases.cancel(renewal.successor, by=HOUSE, at=JANUARY)
    renewal.refresh_from_db()
    assert renewal.state == "withdrawn"


@pytest.mark.django_db
def test_a_lease_without_an_end_is_not_renewed():
    assert refused(offer, a_signed_lease(last=None))[0] == "no_end_to_renew"


@pytest.mark.django_db
def test_who_is_to_be_asked_are_those_that_end_within_90_days_and_were_not_yet():
    lease = a_signed_lease()
    assert list(leases_to_renew(date(2026, 12, 30))) == []
    assert list(leases_to_renew(date(2026, 12, 31))) == [lease]
    offer(lease)
    assert list(leases_to_renew(date(2027, 1, 10))) == []


def test_of_a_renewal_and_a_new_lease_at_once_one_gets_the_ground(real_transactions):
    pitch = a_pitch()
    lease = a_signed_lease(pitches=[pitch])
    other = a_lease(pitches=[pitch], first=date(2027, 4, 1), last=date(2028, 3, 31))

    outcomes = at_once(
        lambda: offer(Lease.objects.get(pk=lease.pk)),
        lambda: leases.sign(other, by=HOUSE, at=AT),
    )

    refusals = [each for each in outcomes if isinstance(each, Conflict)]
    assert [each.code for each in refusals] == ["pitch_taken"]
    assert Renewal.objects.count() + Lease.objects.filter(pk=other.pk, state="signed").count() == 1


def test_two_offers_at_once_make_one_renewal(real_transactions):
    lease = a_signed_lease()
    at_once(*[lambda: offer(Lease.objects.get(pk=lease.pk))] * 2)
    assert Renewal.objects.count() == 1
