import logging

import pytest

from market.models import Vendor
from tests.builders import a_market, a_vendor, a_worker
from tests.market.api.callers import in_a_browser, with_token

pytestmark = pytest.mark.django_db

NUMBER = "11010519491231002X"


def test_a_vendor_is_taken_in_and_answers_what_may_be_done_with_it():
    market = a_market()
    answer = in_a_browser("manager", market=market).post(
        "/vendors", {"market": market.pk, "name": "蔄记鲜肉", "phone": "+86 138 0000 0001"}
    )
    told = answer.json()
    assert answer.status_code == 201
    assert (told["name"], told["phone"], told["markets"]) == (
        "蔄记鲜肉",
        "13800000001",
        [market.pk],
    )
    assert told["can"] == ["edit", "reveal"]


def test_another_markets_operator_and_another_vendor_find_nothing():
    ours, theirs = a_market(), a_market()
    vendor = a_vendor(market=theirs)
    worker = a_worker(vendor=vendor)
    for caller in (in_a_browser("manager", market=ours), with_token(a_vendor(market=theirs))):
        for path in (f"/vendors/{vendor.pk}", f"/vendors/{vendor.pk}/duplicates"):
            assert caller.get(path).status_code == 404
        assert caller.patch(f"/vendors/{vendor.pk}", {"name": "X 家"}).status_code == 404
        assert caller.post("/workers", {"vendor": vendor.pk, "name": "王小蔄"}).status_code == 404
        body = {"until": "2026-12-31"}
        assert caller.post(f"/workers/{worker.pk}/end", body).status_code == 404
        assert caller.get(f"/workers?vendor={vendor.pk}").json()["total"] == 0
        assert caller.get(f"/vendors/{vendor.pk}/accounts").status_code == 404
    assert in_a_browser("manager", market=ours).get("/vendors").json()["total"] == 0


def test_a_field_that_nobody_knows_is_refused_not_passed_over():
    market = a_market()
    body = {"market": market.pk, "name": "蔄记鲜肉", "idNumber": NUMBER}
    answer = in_a_browser(market=market).post("/vendors", body)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    assert answer.json()["facts"]["fields"] == [
        {"field": "idNumber", "detail": "There is no such field here."}
    ]
    assert NUMBER not in answer.content.decode()
    assert not Vendor.objects.exists()


def test_every_fault_is_named_with_its_field_in_a_sentence():
    answer = in_a_browser().post("/vendors", {"market": "x", "kind": "king", "goods": "fish"})
    assert answer.json()["facts"]["fields"] == [
        {"field": "market", "detail": "This must be a whole number."},
        {"field": "name", "detail": "This is missing."},
        {
            "field": "kind",
            "detail": "This must be one of: 'person', 'household', 'company' or 'cooperative'.",
        },
        {"field": "goods", "detail": "This must be a list."},
    ]


@pytest.mark.parametrize("text", ["蔄\x00记", "蔄\ud800记"])
def test_a_character_that_cannot_be_stored_is_refused(text):
    market = a_market()
    answer = in_a_browser(market=market).post("/vendors", {"market": market.pk, "name": text})
    assert answer.status_code == 422


def test_an_identity_number_is_in_no_answer_no_log_and_no_repr(caplog):
    market = a_market()
    caller = in_a_browser(market=market)
    caplog.set_level(logging.DEBUG)
    given = {"id_kind": "citizen", "id_number": NUMBER}
    answers = [caller.post("/vendors", {"market": market.pk, "name": "蔄记鲜肉", **given})]
    vendor = Vendor.objects.get()
    answers.append(caller.post("/workers", {"vendor": vendor.pk, "name": "王小蔄", **given}))
    wrong = {**given, "id_number": "110105194912310021"}
    answers.append(caller.post("/vendors", {"market": market.pk, "name": "王记", **wrong}))
    answers.append(caller.post("/vendors", {"market": market.pk, "name": 5, **given}))
    answers += [
        caller.get(path)
        for path in ("/vendors", f"/vendors/{vendor.pk}", "/workers", "/audit", "/audit/reveals")
    ]

    said = [answer.content.decode() for answer in answers]
    assert [answer.status_code for answer in answers[:4]] == [201, 201, 422, 422]
    assert "1101**********002X" in said[0]
    for text in (*said, caplog.text, repr(vendor), repr(vendor.__dict__)):
        assert NUMBER not in text
        assert wrong["id_number"] not in text


def test_an_edit_names_the_version_that_was_read():
    market = a_market()
    caller = in_a_browser(market=market)
    path = f"/vendors/{a_vendor(market=market).pk}"
    tag = caller.get(path).headers["ETag"]

    missing = caller.patch(path, {"name": "蔄记海鲜"})
    assert (missing.status_code, missing.json()["status"]) == (428, 428)

    first = caller.patch(path, {"name": "蔄记海鲜"}, If_Match=tag)
    assert (first.status_code, first.json()["name"]) == (200, "蔄记海鲜")

    stale = caller.patch(path, {"name": "王记海鲜"}, If_Match=tag)
    assert (stale.status_code, stale.json()["code"]) == (412, "changed_meanwhile")
    assert stale.json()["facts"]["etag"] == first.headers["ETag"]

    again = caller.patch(path, {"phone": "13800000001"}, If_Match=first.headers["ETag"])
    assert (again.json()["name"], again.json()["phone"]) == ("蔄记海鲜", "13800000001")


def test_a_vendor_edits_its_own_file_with_its_token():
    vendor = a_vendor(market=a_market())
    caller = with_token(vendor)
    tag = caller.get(f"/vendors/{vendor.pk}").headers["ETag"]
    answer = caller.patch(f"/vendors/{vendor.pk}", {"trade": "水产"}, If_Match=tag)
    assert (answer.status_code, answer.json()["trade"], answer.json()["can"]) == (
        200,
        "水产",
        ["edit"],
    )


def test_who_may_see_but_not_do_is_told_so():
    market = a_market()
    caller = in_a_browser("auditor", market=market)
    refused = caller.post("/vendors", {"market": market.pk, "name": "蔄记鲜肉"})
    assert (refused.status_code, refused.json()["code"]) == (403, "not_yours_to_do")


def test_a_list_is_searched_and_paged_in_the_order_of_names():
    market = a_market()
    for name, key in (("丙家", "c"), ("甲家", "a"), ("乙家", "b"), ("别的", "d")):
        a_vendor(market=market, name=name, name_key=key)
    caller = in_a_browser(market=market)

    first = caller.get("/vendors?q=家&limit=2").json()
    assert ([each["name"] for each in first["items"]], first["total"]) == (["甲家", "乙家"], 3)
    rest = caller.get(first["next"].removeprefix("/api/v1")).json()
    assert ([each["name"] for each in rest["items"]], rest["next"]) == (["丙家"], None)


@pytest.mark.parametrize("query", ["limit=201", "limit=0", "offset=10001", "offset=-1", "limit=x"])
def test_a_page_is_capped(query):
    assert in_a_browser().get(f"/vendors?{query}").status_code == 422


def test_who_may_be_the_same_is_told():
    market = a_market()
    one, two = (a_vendor(market=market, phone="13800000001") for _ in range(2))
    told = in_a_browser(market=market).get(f"/vendors/{one.pk}/duplicates").json()
    assert told == [{"vendor": two.pk, "name": two.name, "by": "phone"}]
