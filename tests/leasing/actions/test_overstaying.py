from datetime import UTC, date, datetime

import pytest

from leasing.actions import billing, endings, leases, minding, renewals
from leasing.core.drafts import DraftConcession, DraftLine
from leasing.core.endings import EndReason
from leasing.core.renewing import Again
from market.actions import holds
from market.core.actors import HOUSE
from market.models import Document, Notice
from tests.builders import AT, a_pitch
from tests.leasing.actions.books import booked, charged
from tests.leasing.builders import a_lease, a_signed_lease
from tests.refused import refused

pytestmark = pytest.mark.django_db
APRIL = datetime(2027, 4, 1, 1, 0, tzinfo=UTC)
JUNE = datetime(2027, 6, 3, 1, 0, tzinfo=UTC)


def mind(at=APRIL):
    return minding.mind_leases(by=HOUSE, at=at)


def test_the_ground_of_a_lease_that_ran_out_is_kept_until_somebody_decides():
    lease = a_signed_lease()

    assert mind().counts["ground_kept"] == 1
    assert mind().counts["ground_kept"] == 0

    other = a_lease(
        pitches=[lease.pitches.get().pitch], first=date(2027, 5, 1), last=date(2027, 12, 31)
    )
    assert refused(leases.sign, other, by=HOUSE, at=APRIL)[0] == "pitch_taken"
    leases.end(lease, last=date(2027, 3, 31), reason="left", by=HOUSE, at=APRIL)
    assert leases.sign(other, by=HOUSE, at=APRIL).state == "signed"
    assert Notice.objects.filter(occasion="lease_overstayed").count() == 1


def test_it_is_kept_up_to_the_day_on_which_somebody_else_has_it_and_that_is_said():
    pitch = a_pitch()
    lease = a_signed_lease(pitches=[pitch])
    other = a_signed_lease(pitches=[pitch], first=date(2027, 5, 1), last=date(2027, 12, 31))

    report = mind()

    assert leases.holds_of(lease)[0].days.upper == date(2027, 5, 1)
    assert report.counts["ground_elsewhere"] == 1
    assert [line.said if hasattr(line, "said") else line for line in report.lines] != []
    assert other.reference in str(report.lines)
    told = Notice.objects.filter(occasion="lease_overstayed", vendor=lease.vendor)
    assert told.count() == 1


def test_ground_that_somebody_else_has_from_the_very_next_day_is_said_once():
    pitch = a_pitch()
    lease = a_signed_lease(pitches=[pitch])
    a_signed_lease(pitches=[pitch], first=date(2027, 4, 1), last=date(2027, 12, 31))

    assert mind().counts["ground_elsewhere"] == 1
    assert mind().counts["ground_elsewhere"] == 0
    assert Notice.objects.filter(occasion="lease_overstayed", vendor=lease.vendor).count() == 1


def test_where_the_other_never_comes_the_ground_is_kept_without_an_end():
    pitch = a_pitch()
    lease = a_signed_lease(pitches=[pitch])
    other = a_signed_lease(pitches=[pitch], first=date(2027, 5, 1), last=date(2027, 12, 31))
    mind()
    holds.release(leases.holds_of(other), at=APRIL)

    assert mind().counts["ground_kept"] == 1
    assert leases.holds_of(lease)[0].days.upper is None


def test_a_lease_held_over_goes_on_at_the_same_rent_until_it_is_ended():
    lease = a_signed_lease(lines=(DraftLine("rent", 170000, last=date(2027, 3, 31)),))
    mind()

    endings.hold_over(lease, reason="still there", by=HOUSE, at=APRIL)

    assert lease.holdover_since == date(2027, 4, 1)
    billing.charge_due(by=HOUSE, at=JUNE)
    assert booked(lease.vendor) == 170000 * 15
    leases.end(lease, last=date(2027, 6, 15), reason="notice given", by=HOUSE, at=JUNE)
    assert charged(lease)[date(2027, 6, 1)] == 85000
    assert leases.holds_of(lease)[0].days.upper == date(2027, 6, 16)


def test_the_plan_of_a_lease_held_over_is_laid_out_further():
    lease = a_signed_lease()
    endings.hold_over(lease, reason="", by=HOUSE, at=APRIL)
    before = lease.instalments.count()
    billing.charge_due(by=HOUSE, at=datetime(2029, 3, 1, tzinfo=UTC))
    assert lease.instalments.count() > before


def test_a_lease_that_has_not_run_out_is_not_held_over():
    lease = a_signed_lease()
    assert refused(endings.hold_over, lease, reason="", by=HOUSE, at=AT)[0] == "not_run_out"


def test_an_objection_is_a_letter_with_a_day_and_the_lease_stays_as_it_is():
    lease = a_signed_lease()
    day = date(2027, 4, 15)
    letter = endings.object_to_staying(lease, leave_by=day, by=HOUSE, at=APRIL)
    assert (letter.contents["about"], letter.contents["leave_by"]) == ("staying", "2027-04-15")
    assert Document.objects.filter(kind="objection").count() == 1
    assert lease.state == "signed"


def test_a_late_renewal_takes_the_ground_that_was_kept():
    lease = a_signed_lease()
    mind()
    renewal = renewals.offer(
        lease, Again(months=12), until=datetime(2027, 4, 10, tzinfo=UTC), by=HOUSE, at=APRIL
    )
    renewals.sign(renewal, by=HOUSE, at=APRIL)
    assert mind().counts["renewed"] == 1


def test_an_end_that_is_taken_back_puts_the_books_as_they_were():
    free = DraftConcession(
        50, date(2026, 4, 1), date(2026, 4, 30), reason="开业优惠", clawback=True
    )
    lease = a_signed_lease(concessions=(free,), interval_months=3)
    before = charged(lease)
    ground = EndReason.VENDOR
    leases.end(lease, last=date(2026, 5, 31), reason="", ground=ground, by=HOUSE, at=AT)
    assert charged(lease) != before

    endings.reopen(lease, reason="stays after all", by=HOUSE, at=AT)

    assert charged(lease) == before
    assert (lease.state, lease.ended_on) == ("signed", None)
    assert leases.holds_of(lease)[0].days.upper == date(2027, 4, 1)


def test_an_end_is_moved_by_its_difference_only():
    lease = a_signed_lease(interval_months=3)
    leases.end(lease, last=date(2026, 4, 30), reason="", by=HOUSE, at=AT)
    endings.move_end(lease, last=date(2026, 5, 31), reason="a month more", by=HOUSE, at=AT)
    assert booked(lease.vendor) == 340000
    assert (lease.state, lease.ended_on) == ("ended", date(2026, 5, 31))


def test_an_end_is_not_taken_back_where_somebody_else_has_the_ground():
    lease = a_signed_lease()
    leases.end(lease, last=date(2026, 5, 31), reason="", by=HOUSE, at=AT)
    pitch = lease.pitches.get().pitch
    a_signed_lease(pitches=[pitch], first=date(2026, 6, 1), last=date(2026, 12, 31))
    assert refused(endings.reopen, lease, reason="", by=HOUSE, at=AT)[0] == "pitch_taken"
