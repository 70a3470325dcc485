"""What a stored lease has, as its clauses take it."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from leasing.core.drafts import DraftConcession, DraftLine, DraftParty
from leasing.core.lease_facts import FreeDays, Share
from leasing.documents.facts import facts_of
from leasing.documents.whole import whole
from market.core.hours import Hours
from tests.builders import a_market, a_pitch, a_vendor
from tests.leasing.builders import a_lease

pytestmark = pytest.mark.django_db
APRIL = {"first": date(2026, 4, 1), "last": date(2026, 4, 30)}


def test_an_ordinary_lease_has_only_its_days_its_pitch_and_its_deposit():
    lease = a_lease(deposit_fen=170000)
    facts = facts_of(whole(lease))
    assert (facts.first, facts.last) == (date(2026, 4, 1), date(2027, 3, 31))
    assert facts.deposit == "1700.00"
    assert (facts.free, facts.steps, facts.shares) == ((), (), ())
    assert (facts.food, facts.gas, facts.heating, facts.night) == (False, False, False, False)
    assert (facts.weekdays, facts.hours, facts.temporary_until) == ("", "", None)


def test_the_pitch_brings_gas_and_the_day_of_its_approval_the_vendor_the_food():
    pitch = a_pitch(
        market=a_market(),
        kind="container",
        structure="temporary",
        structure_approval_until=date(2028, 12, 31),
        open_flame=True,
    )
    facts = facts_of(whole(a_lease(pitches=[pitch], vendor=a_vendor(trade="熟食"))))
    assert (facts.food, facts.gas, facts.temporary_until) == (True, True, date(2028, 12, 31))


def test_the_hours_of_a_night_pitch_are_written_out():
    facts = facts_of(whole(a_lease(weekdays=(3, 4, 5), hours=Hours(1020, 1500))))
    assert (facts.night, facts.weekdays, facts.hours) == (
        True,
        "每周三、四、五",
        "17:00至次日01:00",
    )


def test_a_rent_in_steps_says_from_when_it_is_how_much():
    lines = (
        DraftLine("rent", 170000, last=date(2026, 9, 30)),
        DraftLine("rent", 178500, first=date(2026, 10, 1)),
    )
    assert facts_of(whole(a_lease(lines=lines))).steps == (
        "自2026年10月1日起，租金为每月1,785.00元",
    )


def test_days_without_rent_are_told_from_days_with_less():
    concessions = (
        DraftConcession(percent=Decimal(100), clawback=True, **APRIL),
        DraftConcession(percent=Decimal("12.5"), first=date(2026, 5, 1), last=date(2026, 5, 31)),
    )
    facts = facts_of(whole(a_lease(concessions=concessions)))
    assert facts.free == (FreeDays(date(2026, 4, 1), date(2026, 4, 30)),)
    assert facts.steps == ("2026年5月1日至2026年5月31日，租金减收12.5%",)


def test_several_tenants_stand_there_with_their_parts():
    one, other = a_vendor(name="蔄记"), a_vendor(name="于家")
    parties = (DraftParty(one.pk, Fraction(2, 3)), DraftParty(other.pk, Fraction(1, 3)))
    facts = facts_of(whole(a_lease(vendor=one, parties=parties)))
    assert facts.shares == (Share("蔄记", "2/3"), Share("于家", "1/3"))
