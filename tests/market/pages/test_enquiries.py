"""The green channel: asked on the phone, answered at the desk, rated once."""

import uuid
from datetime import datetime, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from market.actions import enquiries, reminders
from market.actions.people import actor_of
from market.core.actors import HOUSE
from market.core.hours import SHANGHAI
from market.core.promises import Promise, Span
from market.models import Enquiry, EnquiryMessage, Move, Notice
from market.pages.desk.things import address_of
from tests.builders import (
    AT,
    a_market,
    a_user,
    a_vendor,
    acting,
    an_operator,
    as_vendor,
    phone_of,
)
from tests.market.api.callers import in_a_browser, with_token
from tests.market.core.files import a_photo
from tests.refused import refused

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=4)


@pytest.fixture(autouse=True)
def on_monday():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def place():
    market = a_market()
    vendor = a_vendor(market=market)
    phone = phone_of(vendor, user=a_user(name="王小蔄", phone="13800000007"))
    desk = Client()
    desk.force_login(an_operator("steward", market=market))
    return phone, desk, vendor, market


def words(text, **given):
    return {"text": text, "once": str(uuid.uuid4()), **given}


def an_enquiry(market, vendor, **given):
    return enquiries.ask(
        market,
        **{
            "key": uuid.uuid4(),
            "kind": "question",
            "text": "几点开门？",
            "vendor": vendor,
            "by": as_vendor(vendor),
            "at": AT,
            **given,
        },
    )


def test_a_question_is_answered_rated_and_opened_again(place):
    phone, desk, vendor, market = place
    photo = SimpleUploadedFile("a.jpg", a_photo(), "image/jpeg")
    asked = words("下水道堵了", kind="complaint", market=market.pk, vendor=vendor.pk, photo=photo)
    assert phone.post("/me/requests/new/", asked).status_code == 302
    enquiry = Enquiry.objects.get()
    on_it = f"/desk/messages/enquiries/{enquiry.pk}/"
    assert enquiry.due_at == datetime(2026, 3, 5, 18, tzinfo=SHANGHAI)
    key = enquiry.messages.get().photo.key
    assert desk.get(f"/uploads/{key}/").status_code == 200

    assert desk.get(address_of("enquiry", enquiry.pk)).status_code == 200
    desk.post(f"{on_it}take/")
    desk.post(f"{on_it}answer/", words("师傅下午来"))
    enquiry.refresh_from_db()
    told = Notice.objects.get(occasion="enquiry_answered")
    assert (enquiry.state, told.vendor, "师傅下午来" in told.body) == ("answered", vendor, True)

    mine = f"/me/requests/{enquiry.reference}/"
    assert "师傅下午来" in phone.get(mine).content.decode()
    phone.post(mine, words("还是堵"))
    enquiry.refresh_from_db()
    assert enquiry.state == "reopened"

    desk.post(f"{on_it}answer/", words("现在通了"))
    phone.post(f"{mine}rate/", {"stars": "4", "word": "慢了点"})
    phone.post(f"{mine}rate/", {"stars": "1"})
    enquiry.refresh_from_db()
    assert (enquiry.state, enquiry.stars, enquiry.stars_word) == ("closed", 4, "慢了点")
    moves = Move.objects.filter(noun="enquiry").order_by("pk").values_list("name", flat=True)
    assert list(moves) == ["ask", "take", "answer", "reopen", "answer", "close"]


def test_a_visitor_with_a_phone_asks_and_hears_of_the_answer(place):
    desk, market = place[1], place[3]
    visitor = a_user(phone="13800000008")
    client = Client()
    assert client.get("/me/requests/new/").url == "/enter/?next=/me/requests/new/"
    client.force_login(visitor)
    client.post("/me/requests/new/", words("有车位吗", kind="question", market=market.pk))
    enquiry = Enquiry.objects.get()
    desk.post(f"/desk/messages/enquiries/{enquiry.pk}/answer/", words("有，东门"))
    notice = Notice.objects.get()
    assert (enquiry.asker, notice.user, notice.vendor) == (visitor, visitor, None)


def test_sending_twice_says_it_once(place):
    phone, _, vendor, market = place
    asked = words("几点开门", kind="question", market=market.pk, vendor=vendor.pk)
    phone.post("/me/requests/new/", asked)
    phone.post("/me/requests/new/", asked)
    mine = f"/me/requests/{Enquiry.objects.get().reference}/"
    more = words("周日呢")
    phone.post(mine, more)
    phone.post(mine, more)
    assert EnquiryMessage.objects.count() == 2


def test_late_ones_come_first_and_are_on_today(place):
    _, desk, vendor, market = place
    early = an_enquiry(market, vendor)
    with time_machine.travel(LATER, tick=False):
        fresh = an_enquiry(market, vendor, at=LATER)
        listed = desk.get("/desk/messages/enquiries/").content.decode()
        late = desk.get("/desk/messages/enquiries/?show=late").content.decode()
        today = desk.get("/desk/").content.decode()
    assert listed.index(early.reference) < listed.index(fresh.reference)
    assert (early.reference in late, fresh.reference in late) == (True, False)
    assert "show=late" in today


def test_whoever_promised_is_reminded_until_it_is_answered(place):
    _, _, vendor, market = place
    steward = an_operator("steward", market=market)
    enquiry = an_enquiry(market, vendor, kind="complaint")
    reminders.plan_due(by=HOUSE, at=AT, occasions=["enquiry_promised"])
    planned = Notice.objects.filter(occasion="enquiry_promised", user=steward)
    assert [notice.stage for notice in planned.order_by("not_before")] == [
        "before_1w",
        "on_the_day",
        "after_1",
    ]
    enquiries.answer(enquiry, key=uuid.uuid4(), text="好了", by=acting(market=market), at=AT)
    reminders.void_settled(by=HOUSE, at=AT)
    assert {*planned.values_list("state", flat=True)} == {"cancelled"}


def test_a_market_settles_what_it_promises(place):
    _, _, vendor, market = place
    told = Promise(2, Span.WORKING_HOUR)
    enquiries.promise(market, "question", told, by=acting("manager", market=market), at=AT)
    assert an_enquiry(market, vendor).due_at == AT + timedelta(hours=2)
    act = enquiries.promise
    by = acting("steward", market=market)
    assert refused(act, market, "question", told, by=by, at=AT)[0] == "not_yours_to_do"


def test_only_who_asked_says_how_content_they_are(place):
    _, _, vendor, market = place
    enquiry = an_enquiry(market, vendor)
    by = as_vendor(vendor)
    assert refused(enquiries.rate, enquiry, stars=5, by=by, at=AT)[0] == "not_now"
    enquiries.answer(enquiry, key=uuid.uuid4(), text="八点", by=acting(market=market), at=AT)
    owner = actor_of(an_operator("owner"))
    assert refused(enquiries.rate, enquiry, stars=5, by=owner, at=AT)[0] == "not_yours_to_do"
    assert refused(enquiries.rate, enquiry, stars=6, by=by, at=AT)[0] == "bad_stars"
    assert enquiries.rate(enquiry, stars=5, by=by, at=AT).state == "closed"


def test_the_whole_conversation_goes_over_the_api(place):
    _, _, vendor, market = place
    user = vendor.members.get().user
    person, steward = with_token(user), in_a_browser("steward", market=market)
    form = {"market": market.pk, "vendor": vendor.pk, "kind": "proposal", "text": "加个雨棚"}
    made = person.client.post("/api/v1/enquiries", form, headers=person.headers).json()
    path = f"/enquiries/{made['reference']}"
    assert (made["can"], made["messages"][0]["text"]) == ([], "加个雨棚")
    assert person.post(f"{path}/take").status_code == 403
    assert steward.post(f"{path}/take").json()["state"] == "taken"
    assert steward.post(f"{path}/answer", {"text": "下月就装"}).json()["state"] == "answered"
    assert person.get(path).json()["can"] == ["close", "reopen", "rate"]
    assert person.post(f"{path}/rate", {"stars": 5}).json()["stars"] == 5
    put = steward.ask(
        "PUT", "/enquiries/promises", {"market": market.pk, "kind": "question", "count": 2}
    )
    assert put.status_code == 403
    assert person.get(f"/enquiries/promises?market={market.pk}").json()[0] == {
        "kind": "question",
        "count": 8,
        "unit": "working_hour",
    }
