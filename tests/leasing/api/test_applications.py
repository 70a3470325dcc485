"""The door alone: who is let in, what shape the answer has, how a refusal reads."""

import io
import json
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from leasing.actions import applications
from leasing.models import Application, Lease
from market.core.actors import HOUSE
from market.models import Notice, Permit, Upload, Vendor
from tests.builders import AT, a_market, a_pitch, an_operator
from tests.leasing.builders import an_application

pytestmark = pytest.mark.django_db
TERMS = {
    "first": "2026-04-01",
    "last": "2027-03-31",
    "lines": [{"item": "rent", "amount": "1700.00", "per": "month"}],
}


class Caller:
    """One who calls the API: with a session, with a token, or as nobody."""

    def __init__(self, *, user=None, token=None):
        self.client = Client(headers={"Accept-Language": "en"})
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}
        if user:
            self.client.force_login(user)

    def __call__(self, method, path, body=None, **headers):
        answer = self.client.generic(
            method,
            f"/api/v1{path}",
            b"" if body is None else json.dumps(body).encode(),
            content_type="application/json",
            headers={**self.headers, **headers},
        )
        return answer.status_code, json.loads(answer.content or b"null")

    def upload(self, path, content, **fields):
        answer = self.client.post(
            f"/api/v1{path}",
            {**fields, "file": SimpleUploadedFile("paper.jpg", content)},
            headers=self.headers,
        )
        return answer.status_code, answer.json()


def begin(market, **given):
    told = {"market": market.pk, "name": "蔄记鲜肉", "phone": "19900000012", "trade": "鲜肉"}
    return Caller()("POST", "/applications", {**told, "starts_on": "2026-04-01", **given})


def a_photo():
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(file, "JPEG")
    return file.getvalue()


def test_anyone_begins_an_application_and_goes_on_with_the_token_it_gives():
    status, begun = begin(a_market())

    assert status == 201
    assert (begun["state"], begun["can"]) == ("draft", ["submit", "withdraw"])
    vendor = Caller(token=begun["token"])
    assert vendor("GET", f"/applications/{begun['reference']}")[0] == 200
    assert vendor("POST", f"/applications/{begun['reference']}/submit")[1]["state"] == "submitted"


def test_what_is_not_yours_is_not_there():
    _, begun = begin(a_market())
    _, other = begin(a_market())

    status, problem = Caller(token=other["token"])("GET", f"/applications/{begun['reference']}")

    assert (status, problem["code"]) == (404, "no_application")
    assert Caller()("GET", f"/applications/{begun['reference']}")[0] == 401


def test_an_operator_of_another_market_does_not_see_it():
    _, begun = begin(a_market())
    stranger = Caller(user=an_operator("manager", market=a_market()))

    assert stranger("GET", "/applications")[1]["items"] == []
    assert stranger("POST", f"/applications/{begun['reference']}/receive")[0] == 404


def test_an_auditor_sees_but_may_not_act():
    market = a_market()
    application = applications.submit(an_application(market=market), by=HOUSE, at=AT)
    auditor = Caller(user=an_operator("auditor", market=market))

    status, seen = auditor("GET", f"/applications/{application.reference}")
    assert (status, seen["can"]) == (200, [])
    status, problem = auditor("POST", f"/applications/{application.reference}/receive")
    assert (status, problem["code"]) == (403, "not_yours_to_do")


def test_a_paper_is_handed_in_with_its_photo_or_not_at_all():
    _, begun = begin(a_market())
    vendor = Caller(token=begun["token"])
    path = f"/applications/{begun['reference']}/documents"

    status, problem = vendor.upload(path, b"not a picture", type="BIZ_LICENSE")
    assert (status, problem["code"]) == (422, "file_kind")
    assert (Permit.objects.count(), Upload.objects.count()) == (0, 0)

    status, paper = vendor.upload(path, a_photo(), type="BIZ_LICENSE")
    assert (status, paper["type"], paper["state"]) == (201, "BIZ_LICENSE", "submitted")
    assert (Permit.objects.count(), Upload.objects.count()) == (1, 1)


def test_a_health_certificate_needs_the_consent_of_its_holder():
    _, begun = begin(a_market())
    vendor = Caller(token=begun["token"])
    path = f"/applications/{begun['reference']}/documents"

    assert vendor.upload(path, a_photo(), type="HEALTH_CERT")[1]["code"] == "consent_missing"
    assert vendor.upload(path, a_photo(), type="HEALTH_CERT", consent="true")[0] == 201


def test_begun_twice_with_one_key_it_is_begun_once():
    market = a_market()
    told = {"market": market.pk, "name": "蔄记", "phone": "19900000012"}
    key = {"Idempotency-Key": str(uuid.uuid4())}

    first = Caller()("POST", "/applications", told, **key)
    again = Caller()("POST", "/applications", told, **key)

    assert first == again
    assert Vendor.objects.count() == Application.objects.count() == 1
    other = Caller()("POST", "/applications", {**told, "name": "丛记"}, **key)
    assert other[0] == 409


def test_an_incomplete_application_is_not_handed_in_and_says_what_is_missing():
    market = a_market()
    _, begun = begin(market, trade="", starts_on=None)

    status, problem = Caller(token=begun["token"])(
        "POST", f"/applications/{begun['reference']}/submit"
    )

    assert (status, problem["facts"]["fields"]) == (422, ["trade", "starts_on"])


def test_a_field_nobody_knows_is_refused_with_its_name():
    status, problem = begin(a_market(), colour="red")

    assert status == 422
    assert problem["facts"]["fields"] == [
        {"field": "colour", "detail": "There is no such field here."}
    ]


def test_an_offer_goes_out_and_a_taken_pitch_is_refused():
    market = a_market()
    manager = Caller(user=an_operator("manager", market=market))
    pitch = a_pitch(market=market)
    offer = {"pitches": [pitch.pk], "terms": TERMS, "until": "2099-01-01T00:00:00+08:00"}
    references = []
    for _ in range(2):
        application = applications.submit(an_application(market=market), by=HOUSE, at=AT)
        manager("POST", f"/applications/{application.reference}/receive")
        references.append(application.reference)

    status, offered = manager("POST", f"/applications/{references[0]}/offer", offer)
    assert (status, offered["state"]) == (200, "offered")

    status, problem = manager("POST", f"/applications/{references[1]}/offer", offer)
    assert (status, problem["code"]) == (409, "pitch_taken")
    assert Application.objects.get(reference=references[1]).state == "reviewing"
    assert Lease.objects.count() == 1


def test_a_draft_is_changed_only_by_who_says_which_version_was_read():
    _, begun = begin(a_market())
    vendor = Caller(token=begun["token"])
    path = f"/applications/{begun['reference']}"
    read = vendor.client.get(f"/api/v1{path}", headers=vendor.headers)["ETag"]

    assert vendor("PATCH", path, {"months": 6})[0] == 428
    status, changed = vendor("PATCH", path, {"months": 6}, **{"If-Match": read})
    assert (status, changed["months"]) == (200, 6)
    status, problem = vendor("PATCH", path, {"months": 24}, **{"If-Match": read})
    assert (status, problem["code"]) == (412, "changed_meanwhile")
    assert vendor("GET", path)[1]["months"] == 6


def test_a_list_asks_the_database_no_more_for_three_than_for_one(django_assert_num_queries):
    market = a_market()
    manager = Caller(user=an_operator("manager", market=market))
    manager("GET", "/applications")

    for number in (1, 3):
        while Application.objects.count() < number:
            applications.submit(an_application(market=market), by=HOUSE, at=AT)
        with django_assert_num_queries(11):
            assert manager("GET", "/applications")[1]["total"] == number


def test_a_second_application_under_a_phone_is_told_to_that_phone_and_to_nobody_else():
    market = a_market()
    _, first = begin(market, phone="19900000013")
    Caller(token=first["token"])("POST", f"/applications/{first['reference']}/submit")
    # whoever types a number that is known learns nothing from it
    status, second = begin(market, phone="199 0000 0013")
    assert (status, second["can"]) == (201, first["can"])
    own = Caller(token=second["token"])
    _, done = own("POST", f"/applications/{second['reference']}/submit")
    assert first["reference"] not in json.dumps(done)
    told = Notice.objects.get(occasion="application_again")
    assert told.facts["other"] == first["reference"]
    _, other = begin(market, phone="19900000014")
    Caller(token=other["token"])("POST", f"/applications/{other['reference']}/submit")
    assert Notice.objects.filter(occasion="application_again").count() == 1
