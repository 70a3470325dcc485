import re
from datetime import timedelta

import pytest
from django.test import Client

from market import clock
from market.actions import tokens
from market.config.api import api
from market.models import Member, Role, Vendor
from tests.builders import AT, a_market, a_user, a_vendor
from tests.market.api.callers import (
    Caller,
    a_stranger,
    in_a_browser,
    with_key,
    with_token,
)

pytestmark = pytest.mark.django_db


def the_document():
    return api.get_openapi_schema(path_prefix="/api/v1/")


def operations():
    for path, methods in the_document()["paths"].items():
        for method, operation in methods.items():
            yield path.removeprefix("/api/v1"), method.upper(), operation


CLOSED = [
    (re.sub(r"{[^}]+}", "1", path), method)
    for path, method, operation in operations()
    if {} not in operation["security"]
]
OPEN = {path for path, _, operation in operations() if {} in operation["security"]}


@pytest.mark.parametrize(("path", "method"), CLOSED)
def test_a_stranger_is_asked_to_log_in_at_every_door_that_is_not_open(path, method):
    answer = a_stranger().ask(method, path, {} if method != "GET" else None)
    assert (answer.status_code, answer.json()["code"]) == (401, "log_in")
    assert answer.headers["Content-Type"] == "application/problem+json"


# what the apps above the ground have open is told by tests of their own
UPPER = (
    *("applications", "calls", "draws"),
    *("events", "series", "programmes", "sessions", "sign-ups", "night-calls"),
)


def test_open_to_anyone_is_only_what_is_meant_to_be():
    ours = {path for path in OPEN if path.split("/")[1] not in UPPER}
    assert ours == {
        "/board",
        "/codes",
        "/complaints",
        "/markets",
        "/markets/{market_id}",
        "/markets/{market_id}/asked-papers",
        "/markets/{market_id}/list-prices",
        "/markets/{market_id}/pay-codes",
        "/markets/{market_id}/to-let",
        "/pitches/{pitch_id}/quote",
        "/permit-types",
        "/permit-types/{code}",
        "/pitches",
        "/pitches/{pitch_id}",
        "/previews/{kind}",
        "/requirements/rules",
        "/requirements/rules/{pk}",
        "/stalls/{pitch_id}",
        "/tokens",
        "/zones",
    }


@pytest.mark.parametrize("header", ["Bearer hq_unknown", "Bearer ", "Basic YTpi", "hq_unknown"])
def test_a_token_that_is_not_good_is_never_taken_for_a_strangers_request(header):
    answer = Caller(Authorization=header).get("/markets")
    assert (answer.status_code, answer.json()["code"]) == (401, "not_known")
    answer = Caller(**{"X-API-Key": "hqk_unknown"}).get("/markets")
    assert answer.status_code == 401


def test_a_token_is_worth_nothing_once_it_was_given_back():
    caller = with_token(a_vendor())
    assert caller.get("/me").status_code == 200
    assert caller.delete("/tokens/current").status_code == 204
    assert caller.get("/me").status_code == 401
    assert caller.delete("/tokens/current").status_code == 401


def test_a_token_that_has_run_out_is_worth_nothing():
    long_ago = clock.now() - timedelta(days=8)
    bearer = tokens.issue_for_vendor(a_vendor(), at=long_ago)
    assert Caller(Authorization=f"Bearer {bearer}").get("/me").status_code == 401


def test_a_token_stands_for_vendors_only_whatever_else_its_person_is():
    market = a_market()
    mine, other, user = a_vendor(market=market), a_vendor(market=market), a_user()
    Member.objects.create(user=user, vendor=mine, since=AT)
    Role.objects.create(user=user, name="owner")

    told = with_token(user).get("/me").json()

    assert (told["vendors"], told["roles"]) == ([mine.pk], [])
    assert with_token(user).get(f"/vendors/{other.pk}").status_code == 404


def test_a_vendor_is_kept_out_of_what_is_for_operators():
    answer = with_token(a_vendor()).get("/audit")
    assert (answer.status_code, answer.json()["code"]) == (403, "operators_only")


def test_a_browser_changes_nothing_without_its_page_token():
    market = a_market()
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.cookies = in_a_browser(market=market).client.cookies
    body = {"market": market.pk, "name": "蔄记鲜肉"}

    refused = Caller(client).post("/vendors", body)
    assert (refused.status_code, refused.json()["code"]) == (403, "csrf")
    assert not Vendor.objects.exists()

    client.get("/accounts/login/")
    page_token = client.get("/accounts/logout/").context["csrf_token"]
    taken = Caller(client).post("/vendors", body, X_CSRFToken=str(page_token))
    assert taken.status_code == 201


def test_a_token_or_a_key_needs_no_page_token():
    market = a_market()
    caller = with_key(["*"])
    caller.client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    assert caller.post("/vendors", {"market": market.pk, "name": "蔄记"}).status_code == 201


def test_a_key_does_what_its_scopes_say_and_no_more():
    market = a_market()
    a_vendor(market=market)
    reader = with_key(["vendor.read"])
    assert reader.get("/vendors").json()["total"] == 1
    assert reader.get("/permits").json()["total"] == 0
    refused = reader.post("/vendors", {"market": market.pk, "name": "蔄记"})
    assert (refused.status_code, refused.json()["code"]) == (403, "not_yours_to_do")
    assert (
        with_key(["vendor.add"]).post("/vendors", {"market": market.pk, "name": "蔄记"}).status_code
        == 201
    )


def test_a_key_does_no_more_than_its_owner_may():
    ours, theirs = a_market(), a_market()
    caller = with_key(["*"], "cashier", market=ours)
    assert caller.post("/vendors", {"market": theirs.pk, "name": "蔄记"}).status_code == 404


def test_a_refusal_is_said_in_the_callers_language():
    for asked, answered in (("zh-CN,zh;q=0.9", "zh-hans"), ("en-GB", "en")):
        answer = a_stranger().get("/vendors", Accept_Language=asked)
        assert answer.headers["Content-Language"] == answered


def test_what_is_not_there_and_what_fails_are_problems_too(monkeypatch):
    answer = in_a_browser().get("/vendors/1")
    assert (answer.status_code, answer.json()["code"]) == (404, "missing")

    def fails(*args):
        raise RuntimeError("secret words")

    monkeypatch.setattr("market.api.markets.page", fails)
    answer = a_stranger().get("/markets")
    assert (answer.status_code, answer.json()["code"]) == (500, "fault")
    assert b"secret words" not in answer.content


def test_the_document_describes_refusals_and_the_docs_need_no_other_host():
    document = a_stranger().get("/openapi.json").json()
    problem = {"$ref": "#/components/schemas/Problem"}
    for methods in document["paths"].values():
        for operation in methods.values():
            refusals = {
                status: told["content"]
                for status, told in operation["responses"].items()
                if status >= "4"
            }
            assert {"400", "401", "403", "404", "409", "413", "422", "429"} <= {*refusals}
            assert all(
                content == {"application/problem+json": {"schema": problem}}
                for content in refusals.values()
            )
    page = a_stranger().get("/docs")
    assert page.status_code == 200
    assert b"//cdn" not in page.content
