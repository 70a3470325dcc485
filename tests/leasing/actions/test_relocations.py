from datetime import UTC, date, datetime

import pytest

from leasing.actions import billing, leases, minding, relocations
from market.core.actors import HOUSE
from market.models import Document, Hold
from tests.builders import AT, a_market, a_pitch
from tests.leasing.actions.books import charged
from tests.leasing.builders import a_lease, a_signed_lease
from tests.refused import refused

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 1)


@pytest.fixture
def ground():
    market = a_market()
    return [a_pitch(market=market, code=code) for code in ("A-1", "B-2")]


def move(lease, ground, **given):
    told = {"from_day": DAY, "by": HOUSE, "at": AT, **given}
    return relocations.announce(lease, *ground, **told)


def codes(lease):
    return leases.pitch_codes(lease)


def test_the_ground_changes_hands_on_the_day(ground):
    lease = a_signed_lease(pitches=ground[:1])

    move(lease, ground)

    days = {hold.pitch.code: (hold.days.lower, hold.days.upper) for hold in Hold.objects.all()}
    assert days == {
        "A-1": (date(2026, 4, 1), date(2026, 5, 1)),
        "B-2": (date(2026, 5, 1), date(2027, 4, 1)),
    }
    assert codes(lease) == "A-1"
    minding.mind_leases(by=HOUSE, at=datetime(2026, 5, 1, 1, 0, tzinfo=UTC))
    assert codes(lease) == "B-2"
    assert Document.objects.get(kind="relocation").contents["after"] == "B-2"


def test_a_pitch_that_somebody_has_is_refused_and_nothing_has_moved(ground):
    lease = a_signed_lease(pitches=ground[:1])
    a_signed_lease(pitches=ground[1:])
    assert refused(move, lease, ground)[0] == "pitch_taken"
    assert Hold.objects.get(pitch=ground[0]).days.upper == date(2027, 4, 1)


def test_the_old_pitch_is_free_from_the_day_or_closed(ground):
    lease = a_signed_lease(pitches=ground[:1])
    move(lease, ground, close_before=True)
    other = a_lease(pitches=ground[:1], first=DAY, last=date(2026, 12, 31))
    assert refused(leases.sign, other, by=HOUSE, at=AT)[0] == "pitch_taken"


def test_the_rent_may_change_with_the_pitch(ground):
    lease = a_signed_lease(pitches=ground[:1])
    move(lease, ground, rent_fen=120000)
    billing.charge_due(by=HOUSE, at=datetime(2026, 5, 1, tzinfo=UTC))
    assert charged(lease) == {date(2026, 4, 1): 170000, date(2026, 5, 1): 120000}


def test_without_agreement_it_takes_thirty_days_notice(ground):
    lease = a_signed_lease(pitches=ground[:1], first=date(2026, 3, 1), last=date(2026, 12, 31))
    early = date(2026, 3, 31)
    assert refused(move, lease, ground, from_day=early)[0] == "too_short_notice"
    move(lease, ground, from_day=date(2026, 3, 2), agreed=True)
    assert codes(lease) == "B-2"


def test_a_pitch_of_another_market_or_of_the_lease_itself_is_refused(ground):
    lease = a_signed_lease(pitches=ground[:1])
    assert refused(move, lease, [ground[0], a_pitch()])[0] == "other_market"
    assert refused(move, lease, [ground[0], ground[0]])[0] == "not_its_pitch"
    assert refused(move, lease, [ground[1], a_pitch()])[0] == "not_its_pitch"
