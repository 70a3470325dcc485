"""Amendments of what several tenants pay, and of leases that are let by the square metre."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from leasing.actions import amendments, billing, leases
from leasing.core.amending import Amendment
from leasing.core.drafts import DraftConcession, DraftLine, DraftParty
from leasing.core.endings import EndReason
from market.core.actors import HOUSE
from market.models import Charge
from tests.builders import AT, a_pitch, a_vendor
from tests.leasing.actions.books import booked, charged
from tests.leasing.builders import a_signed_lease

pytestmark = pytest.mark.django_db
MAY = datetime(2026, 5, 4, 2, 0, tzinfo=UTC)


def amend(lease, **change):
    return amendments.amend(lease, Amendment(**change), reason="x", by=HOUSE, at=MAY)


def joint():
    one, other = a_vendor(), a_vendor()
    parties = (
        DraftParty(one.pk, Fraction(1, 3)),
        DraftParty(other.pk, Fraction(2, 3)),
    )
    lease = a_signed_lease(vendor=one, parties=parties)
    billing.charge_due(by=HOUSE, at=MAY)
    return lease, one, other


def test_a_new_rent_is_shared_as_the_old_one_was_and_the_parts_are_the_whole():
    lease, one, other = joint()
    amend(lease, from_day=date(2026, 5, 1), lines=(DraftLine("rent", 200000),))
    assert (booked(one), booked(other)) == (56667 + 66667, 113333 + 133333)


def test_what_is_owed_after_all_is_shared_too():
    one, other = a_vendor(), a_vendor()
    half = Fraction(1, 2)
    free = DraftConcession(
        Decimal(100), date(2026, 4, 1), date(2026, 4, 30), reason="免租", clawback=True
    )
    lease = a_signed_lease(
        vendor=one,
        parties=(DraftParty(one.pk, half), DraftParty(other.pk, half)),
        concessions=(free,),
    )
    last = date(2026, 9, 30)
    leases.end(lease, last=last, reason="", ground=EndReason.VENDOR, by=HOUSE, at=AT)
    billing.charge_due(by=HOUSE, at=datetime(2026, 10, 1, tzinfo=UTC))
    owed = Charge.objects.filter(item__code="clawback").order_by("account__vendor_id")
    # 1700.00 x 182/365 = 847.67, and the odd fen falls on the first
    assert [charge.amount_fen for charge in owed] == [42384, 42383]


def test_a_rent_by_the_square_metre_is_changed_by_the_square_metre():
    pitch = a_pitch(area_m2=Decimal("12.50"))
    lease = a_signed_lease(pitches=[pitch], lines=(DraftLine("rent", 10000, per_m2=True),))
    assert charged(lease)[date(2026, 4, 1)] == 125000
    amend(lease, from_day=date(2026, 4, 1), lines=(DraftLine("rent", 12000, per_m2=True),))
    assert charged(lease)[date(2026, 4, 1)] == 150000


def test_a_bill_in_arrears_of_time_is_put_right_when_it_has_gone_out():
    lease = a_signed_lease(due_rule="period_end", interval_months=1)
    billing.charge_due(by=HOUSE, at=MAY)
    before = charged(lease)
    amend(lease, from_day=date(2026, 4, 16), lines=(DraftLine("rent", 180000),))
    assert before[date(2026, 4, 1)] == 170000
    assert charged(lease)[date(2026, 4, 1)] == 85000 + 90000


def test_an_amendment_made_twice_charges_once():
    lease = a_signed_lease()
    for _ in range(2):
        amend(lease, from_day=date(2026, 4, 1), lines=(DraftLine("rent", 180000),))
    assert charged(lease)[date(2026, 4, 1)] == 180000
    assert lease.lines.count() == 1
