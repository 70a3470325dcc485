"""/requirements, /overrides, /suspensions, /errands, /me/papers."""

from datetime import timedelta

import pytest

from market.clock import today
from market.models import RequirementRule
from tests.builders import a_market, a_permit, a_pitch, a_vendor, a_worker
from tests.leasing.builders import a_signed_lease
from tests.market.api.callers import a_stranger, in_a_browser, with_token

pytestmark = pytest.mark.django_db


@pytest.fixture
def market():
    return a_market()


@pytest.fixture
def snack(market):
    vendor = a_vendor(market=market, trade="小吃", kind="household")
    a_worker(vendor=vendor)
    a_signed_lease(pitches=[a_pitch(market=market)], vendor=vendor)
    return vendor


@pytest.fixture
def manager(market):
    return in_a_browser("manager", market=market)


def test_the_preview_is_answered_to_anybody():
    asked = {"pitch": {"kind": "night", "area_m2": 9.5}, "trade": "小吃", "workers": 2}
    answer = a_stranger().post("/previews/papers", asked)
    assert [(each["code"], each["count"]) for each in answer.json()["required"]] == [
        ("BIZ_LICENSE", 1),
        ("SD_FOOD_STALL_CARD", 1),
        ("HEALTH_CERT", 2),
    ]


def test_the_rules_are_read_by_anybody_and_tried_before_they_are_revised(snack, manager):
    rules = a_stranger().get("/requirements/rules").json()
    assert rules["total"] == RequirementRule.objects.count()
    rule = next(each for each in rules["items"] if each["key"] == "food-stall")
    day = (today() + timedelta(days=10)).isoformat()
    told = {"effective_from": day, "enabled": False}
    tried = manager.post(f"/requirements/rules/{rule['id']}/try", told).json()
    assert [(each["vendor"], each["paper"], each["gains"]) for each in tried["items"]] == [
        (snack.pk, "SD_FOOD_STALL_CARD", False)
    ]
    revised = manager.post(f"/requirements/rules/{rule['id']}/revise", told)
    assert (revised.status_code, revised.json()["enabled"]) == (201, False)
    past = manager.post(
        f"/requirements/rules/{rule['id']}/revise", {"effective_from": "2000-01-01"}
    )
    assert (past.status_code, past.json()["code"]) == (422, "effective_in_the_past")


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"goods": None}, "goods"),
        ({"enabled": None}, "enabled"),
        ({"authority": "局" * 101}, "authority"),
        ({"area_from": 20, "area_below": 8}, "area_below"),
    ],
)
def test_a_rule_that_no_table_could_keep_is_refused_at_its_field(manager, told, field):
    rule, before = RequirementRule.objects.first(), RequirementRule.objects.count()
    told = {"effective_from": today().isoformat(), **told}
    for deed in ("try", "revise"):
        answer = manager.post(f"/requirements/rules/{rule.pk}/{deed}", told)
        assert answer.status_code == 422
        facts = answer.json()["facts"]
        assert field in {facts.get("field"), *(each["field"] for each in facts.get("fields", ()))}
    assert RequirementRule.objects.count() == before


def test_the_needs_are_lights_that_can_be_narrowed(snack, manager):
    found = manager.get("/requirements/needs?light=missing").json()
    assert found["total"] == 3
    assert manager.get("/requirements/needs?light=valid").json()["total"] == 0
    assert (
        in_a_browser("manager", market=a_market()).get("/requirements/needs").json()["total"] == 0
    )


def test_a_policy_is_set_for_ones_own_market(market, manager):
    told = {
        "market": market.pk,
        "paper": "BIZ_LICENSE",
        "sign": True,
        "renew": False,
        "place": False,
        "effective_from": today().isoformat(),
    }
    assert manager.post("/requirements/policies", told).status_code == 201
    other = {**told, "market": a_market().pk}
    assert manager.post("/requirements/policies", other).status_code == 404


def test_somebody_is_let_pass_and_that_is_taken_back(market, snack, manager):
    told = {
        "market": market.pk,
        "vendor": snack.pk,
        "paper": "HEALTH_CERT",
        "until": today().isoformat(),
        "reason": "在办",
    }
    row = manager.post("/overrides", told).json()
    assert (row["state"], row["stands"], row["can"]) == ("granted", True, ["take_back"])
    mine = with_token(snack)
    assert mine.get("/overrides").json()["items"][0]["can"] == []
    assert mine.post("/overrides", told).status_code == 403
    back = manager.post(f"/overrides/{row['id']}/take_back", {"reason": "不行"})
    assert back.json()["state"] == "taken_back"


def test_somebody_is_suspended_and_reinstated(market, snack, manager):
    told = {"market": market.pk, "vendor": snack.pk, "reason": "整改"}
    row = manager.post("/suspensions", told).json()
    assert row["can"] == ["reinstate"]
    assert manager.post("/suspensions", told).status_code == 409
    path = f"/suspensions/{row['id']}/reinstate"
    assert in_a_browser("checker", market=market).post(path, {"reason": "好"}).status_code == 403
    assert manager.post(path, {"reason": "好"}).json()["state"] == "reinstated"


def test_an_errand_is_gone_step_by_step(market, snack, manager):
    told = {"market": market.pk, "vendor": snack.pk, "paper": "SD_FOOD_STALL_CARD"}
    errand = manager.post("/errands", told).json()
    path = f"/errands/{errand['id']}"
    day = today().isoformat()
    assert manager.post(f"{path}/submit", {"on": day}).json()["code"] == "materials_missing"
    names = [each["name"] for each in errand["materials"]]
    manager.post(f"{path}/materials", {"names": names})
    assert manager.post(f"{path}/submit", {"on": day}).json()["state"] == "submitted"
    done = manager.post(f"{path}/collect", {"number": "K-7", "issued_on": day}).json()
    assert (done["state"], done["can"]) == ("collected", [])
    assert with_token(snack).get(path).json()["permit"] == done["permit"]
    assert with_token(a_vendor()).get(path).status_code == 404
    assert manager.post(f"{path}/list").status_code == 201


def test_a_vendor_reads_what_it_needs_and_where(snack):
    found = with_token(snack).get("/me/papers").json()["items"]
    assert {(each["paper"], each["light"]) for each in found} == {
        ("BIZ_LICENSE", "missing"),
        ("SD_FOOD_STALL_CARD", "missing"),
        ("HEALTH_CERT", "missing"),
    }
    assert all(each["where"] and each["source"] for each in found)


def test_doubts_about_a_paper_are_for_the_office(market, manager):
    vendor, other = a_vendor(market=market), a_vendor(market=market)
    paper = a_permit(vendor=vendor, number="JY-1")
    a_permit(vendor=other, number="JY-1")
    doubts = manager.get(f"/permits/{paper.pk}/doubts").json()
    assert [each["code"] for each in doubts] == ["same_number"]
    assert other.name in doubts[0]["detail"]


def test_a_renewal_is_applied_for_within_its_window_or_refused(market, manager):
    until = today() + timedelta(days=60)
    paper = a_permit(vendor=a_vendor(market=market), expires_on=until)
    day = today().isoformat()
    answer = manager.post(f"/permits/{paper.pk}/apply", {"applied_on": day}).json()
    assert (answer["renewal_applied_on"], answer["renewal_in_time"]) == (day, True)
    far = a_permit(vendor=a_vendor(market=market), expires_on=until + timedelta(days=900))
    refused = manager.post(f"/permits/{far.pk}/apply", {"applied_on": day})
    assert (refused.status_code, refused.json()["code"]) == (422, "too_early")
