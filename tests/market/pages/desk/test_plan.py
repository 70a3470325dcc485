"""The ground on a day, and one pitch of it."""

from datetime import date

import pytest

from market.actions import holds
from market.core.holders import Holder
from market.core.periods import Period
from tests.builders import a_pitch, a_zone

pytestmark = pytest.mark.django_db


@pytest.fixture
def pitch(market):
    zone = a_zone(market=market, name="农贸大厅", width=1000, height=1000)
    return a_pitch(zone=zone, code="A-1", x=100, y=100)


def test_the_plan_is_that_of_the_chosen_day(pitch, at_the_desk):
    holds.take([pitch], Period(date(2026, 4, 1), date(2027, 4, 1)), held_for="lease")
    client = at_the_desk("steward")

    def state(on):
        [one] = client.get(f"/desk/plan/?on={on}").context["page"]
        return one.state

    assert (state("2026-03-31"), state("2026-04-01")) == ("free", "let")


def test_one_zone_is_drawn_alone(pitch, market, at_the_desk):
    other = a_zone(market=market, name="星空街", x=2000, width=1000, height=1000)
    a_pitch(zone=other, x=2100, y=100)
    page = at_the_desk().get(f"/desk/plan/?zone={pitch.zone.pk}")
    assert [one.code for one in page.context["page"]] == ["A-1"]


def test_a_pitch_says_who_has_it_and_who_had_it_as_far_as_the_apps_above_tell(
    pitch, at_the_desk, settings
):
    settings.DESK_HOLDERS = [f"{__name__}.known"]
    for start, end in ((date(2025, 1, 1), date(2026, 1, 1)), (date(2026, 1, 1), None)):
        holds.take([pitch], Period(start, end), held_for="lease")
    page = at_the_desk().get(f"/desk/plan/{pitch.pk}/?on=2026-03-02")
    assert page.context["here"].state == "let"
    assert [line.holder.name for line in page.context["history"]] == ["蔄记", "蔄记"]
    assert page.context["chosen"].pitch.code == "A-1"


def known(actor, ids):
    return {pk: Holder("蔄记", "L-1", "/x/") for pk in ids}


def test_a_market_without_a_drawing_says_what_to_do(market, at_the_desk):
    assert b"Nothing is drawn yet" in at_the_desk().get("/desk/plan/").content


def test_the_plan_goes_into_a_spreadsheet_as_it_is_read(pitch, at_the_desk):
    answer = at_the_desk().get("/desk/plan/?on=2026-03-02&export=csv")
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert lines == ["\ufeffPitch,Trade,State,Note", "A-1,,Free,"]
