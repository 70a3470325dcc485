import time
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from market.actions import answers, vendors
from market.api import vendors as api_vendors
from market.models import Answer, PermitType, Upload, Vendor
from tests.builders import a_market, a_permit, a_vendor
from tests.market.api.callers import Caller, in_a_browser, with_key, with_token
from tests.market.core.files import a_photo
from tests.races import at_once, until_somebody_waits

pytestmark = pytest.mark.django_db


def asked(caller, market, key, name="蔄记鲜肉"):
    return caller.post("/vendors", {"market": market.pk, "name": name}, Idempotency_Key=key)


def test_the_same_key_and_body_is_done_once_and_answered_the_same():
    market, key = a_market(), str(uuid4())
    caller = in_a_browser(market=market)
    first, again = asked(caller, market, key), asked(caller, market, key)

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert (first.headers.get("Idempotency-Replayed"), again.headers["Idempotency-Replayed"]) == (
        None,
        "true",
    )
    assert Vendor.objects.count() == 1


def test_the_same_key_with_another_body_is_refused():
    market, key = a_market(), str(uuid4())
    caller = in_a_browser(market=market)
    asked(caller, market, key)
    answer = asked(caller, market, key, name="王记鲜肉")
    assert (answer.status_code, answer.json()["code"]) == (409, "key_reused")
    assert Vendor.objects.count() == 1


def test_without_a_key_and_under_another_key_it_is_done_again():
    market = a_market()
    caller = in_a_browser(market=market)
    for key in (str(uuid4()), str(uuid4())):
        asked(caller, market, key)
    caller.post("/vendors", {"market": market.pk, "name": "蔄记鲜肉"})
    assert Vendor.objects.count() == 3


def test_two_callers_may_take_the_same_key_without_seeing_each_others_answer():
    market, key = a_market(), "the-same-key-0001"
    one, two = (asked(with_key(["*"], market=market), market, key) for _ in range(2))
    assert one.json()["id"] != two.json()["id"]


def test_what_was_refused_may_be_asked_again_with_the_same_key():
    market, key = a_market(), str(uuid4())
    caller = in_a_browser(market=market)
    assert asked(caller, market, key, name="A").status_code == 422
    assert not Answer.objects.exists()
    assert asked(caller, market, key).status_code == 201


def test_a_crash_leaves_neither_the_deed_nor_the_answer(monkeypatch):
    market, key = a_market(), str(uuid4())
    caller = in_a_browser(market=market)

    def crashes(*args):
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr(answers, "keep", crashes)
        assert asked(caller, market, key).status_code == 500
    assert (Vendor.objects.count(), Answer.objects.count()) == (0, 0)
    assert asked(caller, market, key).status_code == 201


def test_a_duplicate_that_comes_meanwhile_waits_and_gets_the_first_ones_answer(
    real_transactions, monkeypatch
):
    market, key = a_market(), str(uuid4())
    caller = with_key(["*"], market=market)
    add = vendors.add

    def slow(*given, **named):
        # the first one stays inside until the second is seen to wait for it
        until_somebody_waits()
        return add(*given, **named)

    monkeypatch.setattr(api_vendors.deeds, "add", slow)
    one, two = at_once(*[lambda: asked(Caller(**caller.headers), market, key) for _ in range(2)])

    assert (one.status_code, two.status_code) == (201, 201)
    assert one.content == two.content
    assert Vendor.objects.count() == 1


def test_many_at_once_create_one(real_transactions):
    market, key = a_market(), str(uuid4())
    caller = with_key(["*"], market=market)
    told = at_once(*[lambda: asked(Caller(**caller.headers), market, key)] * 6)
    assert {answer.content for answer in told} == {told[0].content}
    assert Vendor.objects.count() == 1


def test_what_is_kept_cannot_be_read_in_the_database():
    market = a_market()
    asked(in_a_browser(market=market), market, str(uuid4()))
    assert "蔄记鲜肉".encode() not in bytes(Answer.objects.get().body)


@pytest.mark.parametrize(
    ("key", "status"),
    [("short", 422), ("x" * 81, 422), ("a b c d e f g h i", 422), ("x" * 15, 422), ("x" * 16, 201)],
)
def test_a_key_is_sixteen_to_eighty_signs(key, status):
    market = a_market()
    assert asked(in_a_browser(market=market), market, key).status_code == status


def test_a_file_sent_again_in_another_envelope_is_kept_once(settings, tmp_path):
    settings.UPLOADS = tmp_path
    kind = PermitType.objects.get(code="FOOD_PERMIT")
    permit = a_permit(type=kind, state="submitted", vendor=a_vendor())
    caller, key = with_token(permit.vendor), str(uuid4())

    def sent(content):
        file = SimpleUploadedFile("a.jpg", content, "image/jpeg")
        path = f"/permits/{permit.pk}/documents"
        boundary = f"----boundary-{time.monotonic_ns()}"
        return caller.client.generic(
            "POST",
            f"/api/v1{path}",
            _multipart(file, boundary),
            f"multipart/form-data; boundary={boundary}",
            headers={**caller.headers, "Idempotency-Key": key},
        )

    first, again = sent(a_photo()), sent(a_photo())
    assert (first.status_code, first.content) == (201, again.content)
    assert Upload.objects.count() == 1
    assert sent(a_photo(size=(10, 10))).status_code == 409


def _multipart(file, boundary):
    head = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{file.name}"\r\n'
        "Content-Type: image/jpeg\r\n\r\n"
    )
    return head.encode() + file.read() + f"\r\n--{boundary}--\r\n".encode()


def test_old_answers_are_forgotten_after_a_week():
    market = a_market()
    asked(in_a_browser(market=market), market, str(uuid4()))
    kept = Answer.objects.get()
    assert answers.forget_old(at=kept.at + answers.LIFE) == 0
    assert answers.forget_old(at=kept.at + answers.LIFE * 2) == 1


def test_an_open_door_judges_a_strangers_key_and_another_asks_who_it_is_first():
    answer = Caller().post("/applications", {}, Idempotency_Key="12345678")
    assert (answer.status_code, answer.json()["code"]) == (422, "bad_idempotency_key")
    answer = Caller().post("/applications", {}, Idempotency_Key=str(uuid4()))
    assert answer.json()["code"] == "invalid"
    assert Caller().post("/vendors", {}, Idempotency_Key="12345678").status_code == 401


def test_a_copy_of_ones_own_data_is_not_kept_for_the_next_time():
    caller = with_token(a_vendor(market=a_market()))
    assert caller.post("/me/data/copy", {}, Idempotency_Key=str(uuid4())).status_code == 200
    assert not Answer.objects.exists()
