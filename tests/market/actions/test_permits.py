from datetime import date, timedelta

import pytest

from market.actions import permits
from market.core.refusals import Conflict, Forbidden, Invalid
from market.models import Move, Notice, Permit, PermitType
from tests.builders import (
    AT,
    a_market,
    a_permit,
    a_pitch,
    a_user,
    a_vendor,
    a_worker,
    acting,
    as_vendor,
)

pytestmark = pytest.mark.django_db

FOOD = "JY23501110153674"
NEXT_YEAR = date(2027, 3, 1)


def kind(code):
    return PermitType.objects.get(code=code)


def accepted(permit, **given):
    told = {"number": FOOD, "issued_on": None, "expires_on": NEXT_YEAR, "by": acting(), "at": AT}
    return permits.accept(permit, **{**told, **given})


def refused_as(refusal, act, *given, **named):
    with pytest.raises(refusal) as refused:
        act(*given, **named)
    return refused.value.code


def test_a_vendor_hands_in_its_own_paper_and_nobody_elses():
    mine, other = a_vendor(), a_vendor()
    permit = permits.submit(
        mine, kind("FOOD_PERMIT"), number=FOOD.lower(), by=as_vendor(mine), at=AT
    )
    assert (permit.state, permit.number, permit.submitted_at) == ("submitted", FOOD, AT)
    with pytest.raises(Forbidden):
        permits.submit(other, kind("FOOD_PERMIT"), by=as_vendor(mine), at=AT)


def test_a_sensitive_paper_is_kept_only_with_its_holders_agreement():
    vendor = a_vendor()
    by = as_vendor(vendor)
    assert (
        refused_as(Invalid, permits.submit, vendor, kind("HEALTH_CERT"), by=by, at=AT)
        == "consent_missing"
    )
    assert not Permit.objects.exists()

    permit = permits.submit(vendor, kind("HEALTH_CERT"), consent=True, by=by, at=AT)
    assert permit.consent_at == AT


def test_a_paper_of_a_worker_is_of_the_vendors_own_worker():
    vendor, other = a_vendor(), a_worker()
    told = {"worker": other, "consent": True, "by": acting(), "at": AT}
    assert (
        refused_as(Invalid, permits.submit, vendor, kind("HEALTH_CERT"), **told)
        == "worker_elsewhere"
    )


def test_what_the_checker_reads_on_the_paper_counts_not_what_was_typed_or_reckoned():
    user = a_user()
    permit = a_permit(state="submitted", number="", expires_on=date(2031, 1, 1))
    accepted(
        permit,
        issued_on=date(2026, 1, 5),
        expires_on=date(2026, 12, 31),
        by=acting("checker", user=user),
    )
    assert (permit.state, permit.number) == ("accepted", FOOD)
    assert (permit.issued_on, permit.expires_on) == (date(2026, 1, 5), date(2026, 12, 31))
    assert (permit.checked_by, permit.checked_at) == (user, AT)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"expires_on": None}, "expiry_missing"),
        ({"expires_on": date(2026, 3, 1)}, "already_expired"),
        ({"issued_on": date(2026, 3, 3)}, "issued_in_future"),
        ({"issued_on": date(2026, 3, 1), "expires_on": date(2026, 2, 1)}, "expires_before_issued"),
        ({"number": "JY23501110153675"}, "bad_food_permit_check"),
    ],
)
def test_a_paper_that_cannot_be_right_is_not_accepted(given, code):
    permit = a_permit(state="submitted")
    assert refused_as(Invalid, accepted, permit, **given) == code
    assert Permit.objects.get().state == "submitted"


def test_today_is_the_markets_day_also_shortly_after_midnight_there():
    just_after_midnight = AT.replace(hour=16) - timedelta(days=1)  # 00:00 on 2 March in Shanghai
    permit = a_permit(state="submitted")
    told = {"expires_on": date(2026, 3, 1), "at": just_after_midnight}
    assert refused_as(Invalid, accepted, permit, **told) == "already_expired"


def test_a_renewal_replaces_the_old_paper_and_leaves_the_others():
    vendor, pitch = a_vendor(), a_pitch()
    old = a_permit(vendor=vendor)
    of_a_pitch = a_permit(vendor=vendor, pitch=pitch)
    longer = a_permit(vendor=vendor, expires_on=date(2030, 1, 1))
    of_another = a_permit()
    renewal = a_permit(vendor=vendor, state="submitted")

    accepted(renewal)

    states = {permit.pk: permit.state for permit in Permit.objects.all()}
    assert states == {
        old.pk: "replaced",
        of_a_pitch.pk: "accepted",
        longer.pk: "accepted",
        of_another.pk: "accepted",
        renewal.pk: "accepted",
    }
    assert Move.objects.get(thing=old.pk).reason == f"permit:{renewal.pk}"


def test_of_two_workers_certificates_only_the_same_workers_is_replaced():
    vendor = a_vendor()
    one, two = a_worker(vendor=vendor), a_worker(vendor=vendor)
    health = kind("HEALTH_CERT")
    old, other = (a_permit(vendor=vendor, type=health, worker=worker) for worker in (one, two))
    accepted(a_permit(vendor=vendor, type=health, worker=one, state="submitted"), number="")
    old.refresh_from_db()
    other.refresh_from_db()
    assert (old.state, other.state) == ("replaced", "accepted")


def test_a_returned_paper_says_everything_at_once_and_comes_back_corrected():
    vendor = a_vendor(market=(market := a_market()), phone="13800000001")
    permit = a_permit(vendor=vendor, state="submitted", number="")
    checker = acting("checker", market=market)
    assert (
        refused_as(Invalid, permits.return_, permit, faults=" ", by=checker, at=AT)
        == "reason_missing"
    )

    permits.return_(permit, faults="照片模糊；编号看不清", by=checker, at=AT)
    assert (permit.state, permit.faults) == ("returned", "照片模糊；编号看不清")
    assert "照片模糊" in Notice.objects.get(vendor=vendor).body

    later = AT + timedelta(hours=1)
    permits.resubmit(permit, number=FOOD, by=as_vendor(vendor), at=later)
    assert (permit.state, permit.number, permit.submitted_at) == ("submitted", FOOD, later)
    accepted(permit)
    assert permit.faults == ""


@pytest.mark.parametrize(
    ("state", "act", "after"),
    [("submitted", permits.refuse, "refused"), ("accepted", permits.revoke, "revoked")],
)
def test_a_paper_is_refused_or_revoked_with_a_reason_that_the_vendor_is_told(state, act, after):
    permit = a_permit(state=state, vendor=a_vendor(market=a_market(), phone="13800000001"))
    assert refused_as(Invalid, act, permit, reason="", by=acting(), at=AT) == "reason_missing"
    act(permit, reason="不是本人的", by=acting(), at=AT)
    assert permit.state == after
    assert "不是本人的" in Notice.objects.get().body


def test_a_vendor_withdraws_its_paper():
    vendor = a_vendor()
    permit = permits.withdraw(a_permit(vendor=vendor), by=as_vendor(vendor), at=AT)
    assert permit.state == "withdrawn"


def test_a_decided_paper_is_not_decided_again():
    permit = accepted(a_permit(state="submitted"))
    assert refused_as(Conflict, accepted, permit) == "not_now"
    assert refused_as(Conflict, permits.refuse, permit, reason="x", by=acting(), at=AT) == "not_now"


@pytest.mark.parametrize("role", ["cashier", "steward", "auditor"])
def test_only_who_checks_papers_decides_on_them(role):
    market = a_market()
    permit = a_permit(vendor=a_vendor(market=market), state="submitted")
    for by in (
        acting(role, market=market),
        acting("checker", market=a_market()),
        as_vendor(permit.vendor),
    ):
        with pytest.raises(Forbidden):
            accepted(permit, by=by)
    assert Permit.objects.get().state == "submitted"
