import pytest

from market.actions import permits, vendors
from market.models import Member
from tests.builders import (
    AT,
    a_charge,
    a_market,
    a_permit,
    a_user,
    a_vendor,
    acting,
    an_account,
)
from tests.market.api.callers import Caller, a_stranger, in_a_browser, with_key, with_token

pytestmark = pytest.mark.django_db


def test_a_preview_answers_anyone_and_a_list_item_by_item():
    asked = {"amount": "100.00", "weights": ["1", "2"]}
    assert a_stranger().post("/previews/split", asked).json() == {
        "parts": ["33.33", "66.67"],
        "total": "100.00",
    }
    told = a_stranger().post("/previews/split", [asked, {"amount": "1.00", "weights": []}]).json()
    assert (told[0]["total"], told[1]["error"]["code"]) == ("100.00", "bad_weights")
    alone = a_stranger().post("/previews/split", {"amount": "x", "weights": ["1"]})
    assert (alone.status_code, alone.json()["code"]) == (422, "bad_money")


def test_a_preview_that_there_is_not_is_missing_and_a_flood_is_refused():
    assert a_stranger().post("/previews/horoscope", {}).status_code == 404
    assert a_stranger().post("/previews/split", [{}] * 201).status_code == 422


def test_under_me_an_operator_sees_only_what_is_the_persons_own():
    market = a_market()
    mine, other = an_account(market=market), an_account(market=market)
    for account in (mine, other):
        a_charge(account=account)
        a_permit(vendor=account.vendor)
    caller = in_a_browser("owner", market=market)
    user = a_user()
    Member.objects.create(user=user, vendor=mine.vendor, since=AT)
    for each, count in ((caller, 0), (with_token(user), 1)):
        for path in ("vendors", "charges", "permits"):
            assert (path, each.get(f"/me/{path}").json()["total"]) == (path, count)
    assert caller.get("/me").json()["roles"] == [{"name": "owner", "market": market.pk}]


def test_the_journal_says_who_moved_what_and_the_log_who_read_what():
    market = a_market()
    manager = acting("manager", market=market)
    vendor = vendors.add(
        "蔄记鲜肉",
        market=market,
        id_kind="citizen",
        id_number="11010519491231002X",
        by=manager,
        at=AT,
    )
    permit = permits.withdraw(a_permit(vendor=vendor), reason="交错了", by=manager, at=AT)
    vendors.reveal_identity(vendor, reason="合同核对", by=manager, at=AT)
    caller = in_a_browser("auditor", market=market)

    [move] = caller.get(f"/audit?noun=permit&thing={permit.pk}").json()["items"]
    assert (move["name"], move["before"], move["after"]) == ("withdraw", "accepted", "withdrawn")
    assert (move["by"], move["reason"]) == ("a manager", "交错了")
    [reveal] = caller.get("/audit/reveals").json()["items"]
    assert (reveal["subject"], reveal["reason"]) == (f"vendor:{vendor.pk}", "合同核对")
    assert in_a_browser("cashier", market=market).get("/audit").json()["total"] == 0


def test_messages_are_listed_to_their_reader_and_not_to_others():
    vendor = a_vendor(market=a_market(), phone="13800000001")
    permit = a_permit(vendor=vendor, state="submitted")
    permits.refuse(permit, reason="看不清", by=acting(), at=AT)
    [told] = with_token(vendor).get("/me/notices").json()["items"]
    assert (told["occasion"], told["subject"]) == ("permit_refused", f"permit:{permit.pk}")
    assert with_token(vendor).get(f"/notices/{told['id']}").status_code == 200
    assert with_token(a_vendor()).get(f"/notices/{told['id']}").status_code == 404
    assert with_token(vendor).get("/notices?state=sent").json()["total"] == 0


def test_a_key_is_made_in_a_browser_shown_once_and_revoked():
    caller = in_a_browser("manager")
    made = caller.post("/keys", {"name": "bank", "scopes": ["payment.read"]})
    assert made.status_code == 201
    program = Caller(**{"X-API-Key": made.json()["key"]})
    assert program.get("/payments").status_code == 200
    assert "key" not in caller.get("/keys").json()["items"][0]

    assert in_a_browser("manager").post(f"/keys/{made.json()['id']}/revoke").status_code == 404
    assert caller.post(f"/keys/{made.json()['id']}/revoke").json()["revoked_at"] is not None
    assert program.get("/payments").status_code == 401


def test_a_key_makes_no_key():
    answer = with_key(["*"]).post("/keys", {"name": "more", "scopes": ["*"]})
    assert (answer.status_code, answer.json()["code"]) == (403, "only_in_person")


def test_a_worker_is_noted_and_ends():
    market = a_market()
    vendor = a_vendor(market=market)
    caller = with_token(vendor)
    made = caller.post("/workers", {"vendor": vendor.pk, "name": "王小蔄", "since": "2026-03-01"})
    assert (made.status_code, made.json()["since"]) == (201, "2026-03-01")
    path = f"/workers/{made.json()['id']}/end"
    assert caller.post(path, {"until": "2026-03-31"}).json()["until"] == "2026-03-31"
    assert caller.post(path, {"until": "2026-02-01"}).status_code == 422
