from datetime import date

import pytest

from market.actions import pitches
from market.core.hours import Hours
from market.core.periods import Period
from market.core.refusals import Conflict, Forbidden, Invalid
from market.models import Hold
from tests.builders import AT, a_market, a_pitch, acting

pytestmark = pytest.mark.django_db

MARCH = Period(date(2026, 3, 1), date(2026, 4, 1))


def test_a_manager_corrects_a_pitch_of_the_own_market_only():
    market = a_market()
    pitch, other = a_pitch(market=market), a_pitch()
    by = acting("manager", market=market)
    pitches.edit(pitch, {"guide_rent_fen": 170000, "gas": True}, by=by, at=AT)
    assert (pitch.guide_rent_fen, pitch.gas) == (170000, True)
    with pytest.raises(Forbidden):
        pitches.edit(other, {"gas": True}, by=by, at=AT)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"state": "closed"}, "unknown_field"),
        ({"kind": "castle"}, "bad_kind"),
        ({"structure": "tent"}, "bad_structure"),
    ],
)
def test_a_state_is_not_edited_and_a_kind_must_be_known(changes, code):
    with pytest.raises(Invalid) as refused:
        pitches.edit(a_pitch(), changes, by=acting(), at=AT)
    assert refused.value.code == code


def test_a_closed_pitch_cannot_be_held_until_it_is_open_again():
    pitch = a_pitch()
    [hold] = pitches.close([pitch], MARCH, by=acting(), at=AT)
    with pytest.raises(Conflict) as refused:
        pitches.close([pitch], MARCH, by=acting(), at=AT)
    assert refused.value.code == "pitch_taken"

    pitches.reopen(hold, by=acting(), at=AT)
    assert hold.released_at == AT
    pitches.close([pitch], MARCH, weekdays=[5, 6], hours=Hours(1080, 1500), by=acting(), at=AT)


def test_closing_several_closes_all_or_none():
    taken, free = a_pitch(), a_pitch()
    pitches.close([taken], MARCH, by=acting(), at=AT)
    with pytest.raises(Conflict):
        pitches.close([free, taken], MARCH, by=acting(), at=AT)
    assert not Hold.objects.filter(pitch=free).exists()


def test_only_a_closure_is_reopened_by_hand():
    [hold] = pitches.close([a_pitch()], MARCH, by=acting(), at=AT)
    Hold.objects.update(held_for="lease")
    hold.refresh_from_db()
    with pytest.raises(Conflict) as refused:
        pitches.reopen(hold, by=acting(), at=AT)
    assert refused.value.code == "not_a_closure"


def test_a_cashier_closes_nothing():
    market = a_market()
    with pytest.raises(Forbidden):
        pitches.close([a_pitch(market=market)], MARCH, by=acting("cashier", market=market), at=AT)
