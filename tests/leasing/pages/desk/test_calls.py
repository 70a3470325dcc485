"""Calls, reviews, decisions and lotteries at the desk: only translation is tested here."""

from datetime import timedelta

import pytest
from django.test import Client

from leasing.actions import calls, criteria, decisions
from leasing.models import Application, Call, Draw, Review
from market.clock import now
from market.core.actors import HOUSE
from tests.builders import AT, a_market, a_pitch

pytestmark = pytest.mark.django_db
CALLS = "/desk/applications/calls/"
QUEUE = "/desk/applications/"
WRITTEN = {
    "title": "集装箱招租",
    "kind": "stall",
    "opens_at": "2020-01-01T08:00",
    "closes_at": "2090-01-01T18:00",
    "decided_by": "lottery",
}


@pytest.fixture
def call(market):
    told = {"title": "招租", "opens_at": AT - timedelta(1), "closes_at": now() + timedelta(1)}
    given = {"by": HOUSE, "at": now()}
    return calls.publish(calls.add(market, {**told, "quotas": {"鲜肉": 1}}, **given), **given)


def state_of(one):
    return type(one).objects.get(pk=one.pk).state


def messages(page):
    return [str(message) for message in page.context["messages"]]


def test_a_call_is_written_published_seen_by_everybody_and_closed(market, at_the_desk):
    client, pitch = at_the_desk(), a_pitch(market=market)
    answer = client.post(f"{CALLS}new/", {**WRITTEN, "pitches": pitch.code, "places-1": "2"})
    one = Call.objects.get()
    assert answer.url == f"{CALLS}{one.pk}/"
    assert [(q.trade, q.places) for q in one.quotas.all()] == [("鲜肉", 2)]
    assert Client().get(f"/calls/{one.reference}/").status_code == 404

    client.post(f"{CALLS}{one.pk}/publish/")
    assert Client().get(f"/calls/{one.reference}/").context["phase"] == "running"
    assert [row.pk for row in Client().get("/calls/").context["running"]] == [one.pk]
    assert [i["reference"] for i in Client().get("/api/v1/calls").json()["items"]] == [
        one.reference
    ]

    client.post(f"{CALLS}{one.pk}/close/")
    assert Client().get(f"/calls/{one.reference}/").context["phase"] == "closed"


def test_what_people_relied_on_is_not_changed_afterwards(call, at_the_desk):
    told = {**WRITTEN, "title": "新的标题", "kind": "night"}
    at_the_desk().post(f"{CALLS}{call.pk}/edit/", told)
    call.refresh_from_db()
    assert (call.title, call.kind, call.decided_by) == ("新的标题", "stall", "review")


def test_a_pitch_that_is_not_here_is_named(at_the_desk):
    page = at_the_desk().post(f"{CALLS}new/", {**WRITTEN, "pitches": "Z-99"})
    assert page.status_code == 422
    assert page.context["form"].errors["pitches"] == ["There is no pitch called Z-99 here."]


def test_the_calls_of_another_market_are_not_found_and_an_auditor_only_looks(call, at_the_desk):
    elsewhere = at_the_desk("owner", market=a_market())
    assert elsewhere.get(f"{CALLS}{call.pk}/").status_code == 404
    auditor = at_the_desk("auditor")
    page = auditor.get(f"{CALLS}{call.pk}/").content.decode()
    assert 'method="post"' not in page.partition("<main")[2].partition("</main>")[0]
    assert auditor.post(f"{CALLS}{call.pk}/close/").status_code == 403


def test_a_vendor_applies_on_a_call_with_wishes_on_the_phone(market, call):
    pitches = [a_pitch(market=market) for _ in range(3)]
    client = Client()
    told = {"call": call.reference, "trade": "鲜肉", "starts_on": "2090-04-01", "months": "12"}
    begun = client.post("/apply/who/", {**told, "name": "蔄记", "phone": "19900000012"})
    one = Application.objects.get()
    assert (begun.url, one.call) == (f"/applications/{one.reference}/papers/", call)

    wishes = f"/applications/{one.reference}/wishes/"
    named = {"wish-1": pitches[2].pk, "wish-3": pitches[0].pk, "any_pitch": "on"}
    client.post(wishes, named)
    one.refresh_from_db()
    assert [wish.pitch for wish in one.wishes.all()] == [pitches[2], pitches[0]]
    assert (one.wish, one.any_pitch) == (pitches[2], True)
    twice = client.post(wishes, {"wish-1": pitches[0].pk, "wish-2": pitches[0].pk})
    assert "You named a pitch twice" in twice.content.decode()


def test_several_are_decided_at_once_and_the_full_quota_stops_one(call, reviewing, at_the_desk):
    first, second = reviewing(call=call), reviewing(call=call)
    told = {"deed": "admit", "pick": [first.pk, second.pk]}
    page = at_the_desk().post(f"{QUEUE}together/", told, follow=True)
    assert sorted([state_of(first), state_of(second)]) == ["admitted", "reviewing"]
    assert messages(page)[0] == "Done with 1."
    assert "All 1 places for 鲜肉 in this call are taken." in messages(page)[1]


def test_a_whole_call_is_told_together(market, call, reviewing, at_the_desk):
    pitch = a_pitch(market=market, guide_rent_fen=170000)
    yes, no = reviewing(call=call), reviewing(call=call)
    decisions.admit(yes, pitch=pitch, by=HOUSE, at=now())
    decisions.reject(no, reason="full", by=HOUSE, at=now())
    told = {
        "until": "2090-03-01T18:00",
        "first": "2090-04-01",
        "interval_months": "1",
        "deposit_months": "1",
    }
    at_the_desk().post(f"{CALLS}{call.pk}/tell/", told)
    assert (state_of(yes), state_of(no)) == ("offered", "refused")


def test_one_is_decided_redrafted_and_told_at_the_desk(market, reviewing, at_the_desk):
    client = at_the_desk()
    one = reviewing(wish=a_pitch(market=market, guide_rent_fen=170000))
    client.post(f"{QUEUE}{one.pk}/admit/", {"pitch": one.wish_id, "reason": "best"})
    body = client.get(f"{QUEUE}{one.pk}/").context["drafting"]["body"].value()
    told = {"pitch": one.wish_id, "rent": "1500", "title": "来吧", "body": f"恭喜。{body}"}
    client.post(f"{QUEUE}{one.pk}/draft/", told)
    offer = {"until": "2090-03-01T18:00", "first": "2090-04-01", "interval_months": "1"}
    client.post(f"{QUEUE}{one.pk}/tell/", {**offer, "deposit_months": "0"})
    assert state_of(one) == "offered"
    assert one.leases.get().lines.get().amount_fen == 150000


def test_a_person_reviews_once_and_the_list_is_sorted_by_it(market, reviewing, at_the_desk):
    criteria.add(market, "货品", weight=3, by=HOUSE)
    criteria.add(market, "证照", weight=1, by=HOUSE)
    good, better = reviewing(), reviewing()
    client, other = at_the_desk("manager"), at_the_desk("checker")
    names = [f"points-{row.pk}" for row in market.criteria.all()]
    for who, one, points in ((client, good, "2"), (client, good, "3"), (other, better, "5")):
        who.post(f"{QUEUE}{one.pk}/review/", dict.fromkeys(names, points))
    assert [str(row.score) for row in Review.objects.order_by("pk")] == ["3.00", "5.00"]
    page = client.get(f"{QUEUE}?sort=-score")
    assert [row.thing for row in page.context["table"].rows] == [better, good]


def test_marks_that_leave_a_line_out_come_back(market, reviewing, at_the_desk):
    row = criteria.add(market, "货品", weight=3, by=HOUSE)
    page = at_the_desk().post(f"{QUEUE}{reviewing().pk}/review/", {f"points-{row.pk}": ""})
    assert (page.status_code, Review.objects.count()) == (422, 0)


def test_the_vendor_will_read_is_shown_where_the_button_is_pressed(submitted, at_the_desk):
    one = submitted()
    asks = at_the_desk().get(f"{QUEUE}{one.pk}/").context["asks"]
    words = {ask.url.split("/")[-2]: ask.words for ask in asks}
    assert "没能受理：……" in words["turn-away"].body
    assert one.reference in words["correct"].body


def test_a_similar_name_is_pointed_out_gently(submitted, at_the_desk):
    one, other = submitted(), submitted()
    type(one.vendor).objects.filter(pk=one.vendor_id).update(name="丛海燕记海鲜水产店", phone="1")
    type(one.vendor).objects.filter(pk=other.vendor_id).update(name="丛海燕记海鲜水产", phone="2")
    [hint] = at_the_desk().get(f"{QUEUE}{one.pk}/").context["alike"]
    assert (hint.vendor, hint.by) == (other.vendor, "similar")


def test_the_next_in_line_is_proposed_when_an_offer_is_declined(offered, reviewing, at_the_desk):
    client, one, waits = at_the_desk(), offered(), reviewing()
    client.post(f"{QUEUE}{waits.pk}/waitlist/")
    client.post(f"{QUEUE}{one.pk}/decline/")
    assert client.get(f"{QUEUE}{one.pk}/").context["next"] == waits
    rows = client.get(f"{QUEUE}?state=pass_on").context["table"].rows
    assert [row.thing for row in rows] == [one]


def test_a_lottery_goes_from_the_desk_to_the_public_page(market, at_the_desk, reviewing, call):
    reviewing(call=call)
    a_pitch(market=market)
    client = at_the_desk()
    client.post(f"{CALLS}{call.pk}/draw/", {"public_value_name": ""})
    draw = Draw.objects.get()
    base = f"/desk/applications/draws/{draw.pk}/"
    client.post(f"{CALLS}{call.pk}/close/")
    for deed in ("freeze/", "draw/", "take-over/"):
        client.post(f"{base}{deed}")
    assert state_of(draw) == "drawn"
    assert Client().get(f"/draws/{draw.reference}/").context["results"][0]["place"] == 1


def test_the_rubric_is_begun_changed_and_shortened(market, at_the_desk):
    client = at_the_desk()
    client.post("/desk/applications/rubric/usual/")
    lines = list(market.criteria.all())
    client.post(f"/desk/applications/rubric/{lines[0].pk}/", {"name": "货品", "weight": "9"})
    client.post(f"/desk/applications/rubric/{lines[1].pk}/", {"retire": "yes"})
    page = client.get("/desk/applications/rubric/")
    assert [(row.name, row.weight) for row, _ in page.context["lines"]] == [
        ("货品", 9),
        ("经营经验", 2),
        ("信誉", 1),
    ]
