"""The doors alone: who is let in, what shape the answer has, how a refusal reads."""

from datetime import timedelta

import pytest

from market.clock import now, today
from tests.builders import a_market, a_pitch, a_vendor
from tests.leasing.builders import a_signed_lease
from tests.market.api.callers import in_a_browser, with_token

pytestmark = pytest.mark.django_db


@pytest.fixture
def lease():
    first = (today() - timedelta(days=40)).replace(day=1)
    return a_signed_lease(first=first, last=today() + timedelta(days=60), at=now())


def manager(lease):
    return in_a_browser("manager", market=lease.market)


def path(lease, more=""):
    return f"/leases/{lease.reference}{more}"


def test_an_amendment_is_previewed_and_made(lease):
    told = {
        "from_day": str(today()),
        "lines": [{"item": "rent", "amount": "2000.00"}],
        "reason": "both agreed",
    }
    caller = manager(lease)
    seen = caller.post(path(lease, "/amendments/preview"), told)
    assert (seen.status_code, seen.json()["credited"]) == (200, "0.00")
    assert seen.json()["later"]
    made = caller.post(path(lease, "/amendments"), told)
    assert (made.status_code, len(made.json()["lines"])) == (201, 2)


def test_a_renewal_is_offered_by_the_market_and_accepted_by_the_vendor(lease):
    until = (now() + timedelta(days=3)).isoformat()
    made = manager(lease).post(path(lease, "/renewal"), {"months": 12, "until": until})
    assert (made.status_code, made.json()["state"]) == (201, "offered")
    vendor = with_token(lease.vendor)
    assert vendor.get(path(lease, "/renewal")).json()["can"] == ["accept", "decline"]
    assert vendor.post(path(lease, "/renewal/withdraw")).status_code == 403
    assert vendor.post(path(lease, "/renewal/accept")).json()["state"] == "accepted"
    assert with_token(a_vendor()).get(path(lease, "/renewal")).status_code == 404


def test_a_vendor_asks_for_a_transfer_and_the_market_agrees(lease):
    other = a_vendor(phone="13800000001")
    told = {"phone": "13800000001", "from_day": str(today() + timedelta(days=3))}
    asked = with_token(lease.vendor).post(path(lease, "/transfers"), told)
    assert (asked.status_code, asked.json()["after"]) == (201, other.name)
    one = path(lease, f"/transfers/{asked.json()['id']}")
    assert with_token(lease.vendor).post(f"{one}/consent").status_code == 403
    assert manager(lease).post(f"{one}/consent").json()["state"] == "agreed"


def test_a_relocation_without_notice_is_refused_in_words(lease):
    after = a_pitch(market=lease.market)
    told = {
        "before": lease.pitches.get().pitch_id,
        "after": after.pk,
        "from_day": str(today() + timedelta(days=3)),
    }
    refused = manager(lease).post(path(lease, "/relocations"), told)
    assert (refused.status_code, refused.json()["code"]) == (422, "too_short_notice")
    made = manager(lease).post(path(lease, "/relocations"), {**told, "agreed": True})
    assert (made.status_code, made.json()["after"]) == (201, after.code)


def test_a_sublet_is_recorded_and_objected_to(lease):
    told = {"learned_on": str(today()), "evidence": "换了人"}
    made = manager(lease).post(path(lease, "/sublets"), told)
    assert (made.status_code, made.json()["can"]) == (201, ["object", "consent", "resolve"])
    one = path(lease, f"/sublets/{made.json()['id']}/object")
    assert manager(lease).post(one).json()["state"] == "objected"


def test_a_closure_is_made_listed_and_lifted(lease):
    told = {
        "market": lease.market_id,
        "first": str(today()),
        "last": str(today()),
        "reason": "power",
        "percent": "50",
    }
    caller = manager(lease)
    made = caller.post("/closures", told)
    assert made.status_code == 201
    assert (made.json()["leases"], made.json()["waiting"], made.json()["can"]) == (1, 0, ["lift"])
    assert caller.get("/closures").json()["total"] == 1
    lifted = caller.post(f"/closures/{made.json()['id']}/lift", {"reason": "over"})
    assert lifted.json()["state"] == "lifted"
    elsewhere = in_a_browser("manager", market=a_market())
    assert elsewhere.get(f"/closures/{made.json()['id']}").status_code == 404
    assert elsewhere.post("/closures", told).status_code == 403


def test_an_end_names_its_ground_and_can_be_taken_back(lease):
    told = {"last": str(today()), "reason": "unpaid", "ground": "arrears"}
    caller = manager(lease)
    assert caller.post(path(lease, "/end"), told).json()["state"] == "terminated"
    back = caller.post(path(lease, "/reopen"), {"reason": "paid"}).json()
    assert (back["state"], back["end_reason"], back["ended_on"]) == ("signed", "", None)


def test_a_lease_held_over_has_no_end(lease):
    early = a_signed_lease(
        pitches=[a_pitch(market=lease.market)],
        first=today() - timedelta(days=90),
        last=today() - timedelta(days=1),
    )
    made = manager(lease).post(path(early, "/hold-over"), {"reason": "still there"}).json()
    assert made["holdover_since"] == str(today())
    refused = manager(lease).post(path(lease, "/hold-over"), {"reason": "x"})
    assert (refused.status_code, refused.json()["code"]) == (409, "not_run_out")


def test_the_lints_of_a_lease_name_their_source(lease):
    early = a_signed_lease(pitches=[a_pitch(market=lease.market)], last=None)
    found = manager(lease).get(path(early, "/lints")).json()
    assert [lint["code"] for lint in found] == ["open_end"]
    assert found[0]["source"]
