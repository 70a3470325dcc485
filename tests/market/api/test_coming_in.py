import re

import pytest

from market.models import LocalMessage, User
from tests.builders import a_vendor, an_operator
from tests.market.api.callers import Caller, a_stranger, in_a_browser

pytestmark = pytest.mark.django_db

PHONE = "13800000001"


def the_code():
    return re.search(r"\d{6}", LocalMessage.objects.first().body)[0]


def test_a_phone_and_its_code_become_a_token_for_ones_own_vendors():
    vendor = a_vendor(phone=PHONE)
    sent = a_stranger().post("/codes", {"phone": PHONE})
    assert (sent.status_code, sent.json()) == (202, {"minutes": 5, "digits": 6})

    answer = a_stranger().post("/tokens", {"phone": PHONE, "code": the_code()})

    assert (answer.status_code, answer.json()["vendors"]) == (201, [vendor.pk])
    me = Caller(Authorization=f"Bearer {answer.json()['token']}").get("/me")
    assert me.json()["vendors"] == [vendor.pk]


def test_a_code_is_answered_alike_for_every_phone():
    a_vendor(phone=PHONE)
    known, unknown = (
        a_stranger().post("/codes", {"phone": each}) for each in (PHONE, "13899999999")
    )
    assert (known.status_code, known.content) == (unknown.status_code, unknown.content)


def test_a_wrong_code_says_the_same_for_known_and_unknown_phones():
    a_vendor(phone=PHONE)
    a_stranger().post("/codes", {"phone": PHONE})
    wrong = f"{(int(the_code()) + 1) % 1_000_000:06}"
    for phone in (PHONE, "13899999999"):
        answer = a_stranger().post("/tokens", {"phone": phone, "code": wrong})
        assert (answer.status_code, answer.json()["code"]) == (422, "bad_code")
    assert not User.objects.exists()


def test_a_log_in_is_never_answered_a_second_time_from_memory():
    a_stranger().post("/codes", {"phone": PHONE})
    body, key = {"phone": PHONE, "code": the_code()}, "a-key-of-a-stranger-01"
    first = a_stranger().post("/tokens", body, Idempotency_Key=key)
    again = a_stranger().post("/tokens", body, Idempotency_Key=key)
    assert (first.status_code, again.status_code) == (201, 422)


def test_an_operator_is_sent_to_name_and_password():
    user = an_operator("manager")
    User.objects.filter(pk=user.pk).update(phone=PHONE)
    a_stranger().post("/codes", {"phone": PHONE})
    answer = a_stranger().post("/tokens", {"phone": PHONE, "code": the_code()})
    assert (answer.status_code, answer.json()["code"]) == (403, "use_password")


def test_one_address_asks_for_five_codes_a_minute_whatever_it_writes_into_its_headers():
    for number in range(5):
        told = a_stranger().post(
            "/codes", {"phone": f"1380000010{number}"}, X_Forwarded_For=f"10.0.0.{number}"
        )
        assert told.status_code == 202
    answer = a_stranger().post("/codes", {"phone": "13800000109"}, X_Forwarded_For="10.0.0.9")
    assert (answer.status_code, answer.json()["code"]) == (429, "too_many")
    assert 0 < int(answer.headers["Retry-After"]) <= 60


def test_behind_a_proxy_of_ours_each_visitor_is_counted_apart(settings):
    settings.NINJA_NUM_PROXIES = 1
    for number in range(6):
        told = a_stranger().post(
            "/codes", {"phone": f"1380000010{number}"}, X_Forwarded_For=f"6.6.6.6, 10.0.0.{number}"
        )
        assert told.status_code == 202


def test_strangers_are_counted_and_who_is_known_is_not(monkeypatch):
    monkeypatch.setattr("market.api.throttles.strangers.most", 2)
    assert [a_stranger().get("/markets").status_code for _ in range(3)] == [200, 200, 429]
    assert in_a_browser().get("/markets").status_code == 200


def test_a_body_that_is_no_json_is_a_problem():
    client = a_stranger().client
    for body, status in (
        (b"{", 400),
        (b"\xff", 400),
        (b'{"phone": NaN}', 400),
        (b"[" * 100_000, 400),
        (b'"' + b"x" * 2_000_000 + b'"', 413),
    ):
        answer = client.generic("POST", "/api/v1/codes", body, "application/json")
        assert (answer.status_code, answer.headers["Content-Type"]) == (
            status,
            "application/problem+json",
        )
