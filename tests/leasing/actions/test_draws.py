"""A lottery on a call: sealed, frozen, drawn once, published, and decided by."""

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from leasing.actions import applications, calls, draws
from leasing.models import Application
from market.core.actors import HOUSE
from tests.builders import AT, a_market, a_pitch, acting
from tests.leasing.builders import an_application
from tests.refused import refused

pytestmark = pytest.mark.django_db
SCRIPT = Path(__file__).parents[1] / "recompute_draw.py"
OVER = AT + timedelta(days=3)
DONE = {"by": HOUSE, "at": OVER}


def a_call(market, pitches, **told):
    told = {
        "title": "摇号",
        "opens_at": AT - timedelta(days=1),
        "closes_at": AT + timedelta(days=2),
        "decided_by": "lottery",
        "pitches": pitches,
        **told,
    }
    return calls.publish(calls.add(market, told, by=HOUSE, at=AT), by=HOUSE, at=AT)


def an_entrant(call, *wishes, **given):
    first, *further = wishes or [None]
    one = an_application(market=call.market, call=call, wish=first, further=further, **given)
    applications.submit(one, by=HOUSE, at=AT)
    return applications.receive(one, by=HOUSE, at=AT)


@pytest.fixture
def lottery():
    market = a_market()
    pitches = [a_pitch(market=market) for _ in range(2)]
    call = a_call(market, pitches)
    draw = draws.announce(call, public_value_name="the numbers of Friday", by=HOUSE, at=AT)
    for number in range(4):
        an_entrant(call, *pitches[: number % 3], any_pitch=number == 0)
    return draw


def drawn(draw):
    draws.freeze(draw, **DONE)
    return draws.draw(draw, public_value="1 2 3", **DONE)


def published(draw):
    answer = Client().get(f"/api/v1/draws/{draw.reference}")
    assert answer.status_code == 200
    return answer.json()


def test_before_the_draw_its_secret_is_nowhere_to_be_read(lottery):
    draws.freeze(lottery, **DONE)
    told = published(lottery)
    assert (told["state"], told["secret"], told["result"], told["can"]) == ("frozen", "", [], [])
    assert lottery.secret == ""


def test_anybody_gets_the_same_result_from_what_is_published(lottery):
    drawn(lottery)
    told = published(lottery)
    ran = subprocess.run(
        [sys.executable, "-I", SCRIPT],
        input=json.dumps(told),
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(ran.stdout) == told["result"]
    assert len([row for row in told["result"] if row["pitch"]]) == 2


def test_a_changed_list_is_noticed(lottery):
    drawn(lottery)
    told = published(lottery)
    told["entrants"] = told["entrants"][1:]
    ran = subprocess.run(
        [sys.executable, "-I", SCRIPT],
        input=json.dumps(told),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 1


def test_nothing_that_is_published_names_a_person(lottery):
    drawn(lottery)
    told = json.dumps(published(lottery), ensure_ascii=False)
    page = Client().get(f"/draws/{lottery.reference}/").content.decode()
    for application in Application.objects.select_related("vendor"):
        assert application.vendor.name not in told + page
        assert "13800000000" not in told + page
        assert application.reference in told


def test_it_is_drawn_once_and_needs_the_value_that_was_named(lottery):
    draws.freeze(lottery, **DONE)
    assert refused(draws.draw, lottery, **DONE)[0] == "public_value"
    draws.draw(lottery, public_value="1 2 3", **DONE)
    assert refused(draws.draw, lottery, public_value="4 5 6", **DONE)[0] == "not_now"


def test_who_takes_part_is_fixed_only_after_the_call_and_after_all_were_taken_in(lottery):
    assert refused(draws.freeze, lottery, by=HOUSE, at=AT)[0] == "call_still_open"
    one = an_application(market=lottery.call.market, call=lottery.call)
    applications.submit(one, by=HOUSE, at=AT)
    assert refused(draws.freeze, lottery, **DONE)[0] == "not_all_taken_in"


def test_a_call_has_one_lottery_until_it_is_void(lottery):
    assert refused(draws.announce, lottery.call, by=HOUSE, at=AT)[0] == "draw_there"
    draws.void(lottery, reason="typed wrong", by=HOUSE, at=AT)
    assert draws.announce(lottery.call, by=HOUSE, at=AT).state == "announced"


def test_the_result_is_decided_by_and_who_went_away_is_left_alone(lottery):
    drawn(lottery)
    references = [row["reference"] for row in lottery.result]
    gone = Application.objects.get(reference=references[-1])
    applications.refuse(gone, reason="left the town", **DONE)

    report = draws.take_over(lottery, **DONE)

    states = dict(Application.objects.values_list("reference", "state"))
    expected = ["admitted" if row["pitch"] else "waitlisted" for row in lottery.result]
    assert [states[reference] for reference in references] == [*expected[:-1], "refused"]
    assert (len(report.told), report.refused) == (3, [])


def test_a_draft_call_and_its_lottery_are_not_there_for_strangers():
    market = a_market()
    pitch = a_pitch(market=market)
    told = {"title": "x", "opens_at": AT, "closes_at": OVER, "pitches": [pitch]}
    call = calls.add(market, told, by=HOUSE, at=AT)
    draw = draws.announce(call, by=acting("manager"), at=AT)
    client = Client()
    assert client.get(f"/calls/{call.reference}/").status_code == 404
    assert client.get(f"/api/v1/calls/{call.reference}").status_code == 404
    assert client.get(f"/api/v1/draws/{draw.reference}").status_code == 404
