"""Who may stand, sign and renew."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from market.actions import overrides
from market.core.refusals import Conflict
from market.core.trading import Place
from market.models import PaperPolicy, PermitType
from market.queries.judging import judge, require_papers
from tests.builders import AT, a_permit, a_pitch, a_vendor, a_worker, acting

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 2)
FOREVER = date(2027, 1, 1)


def kind(code):
    return PermitType.objects.get(code=code)


@pytest.fixture
def pitch():
    return a_pitch()


def a_snack(pitch, **given):
    """Somebody who sells snacks at a stall, with one helper."""
    vendor = a_vendor(market=pitch.zone.market, trade="小吃", kind="household", **given)
    a_worker(vendor=vendor)
    return vendor


def in_order(vendor, **given):
    a_permit(vendor=vendor, type=kind("SD_FOOD_STALL_CARD"), expires_on=None)
    for worker in vendor.workers.all():
        a_permit(vendor=vendor, type=kind("HEALTH_CERT"), worker=worker, expires_on=FOREVER)
    a_permit(vendor=vendor, type=kind("BIZ_LICENSE"), expires_on=None)


def judged(vendor, pitch, *, act="place", on=ON):
    return judge([Place(vendor.pk, pitch.pk)], pitch.zone.market_id, act=act, on=on)[vendor.pk]


def codes(lacks):
    return [(lack.type.code, lack.light) for lack in lacks]


def test_a_vendor_with_every_paper_may_stand(pitch):
    vendor = a_snack(pitch)
    in_order(vendor)
    verdict = judged(vendor, pitch)
    assert (verdict.may, verdict.stops, verdict.warns) == (True, (), ())


def test_without_papers_food_stops_and_a_licence_only_warns(pitch):
    verdict = judged(a_snack(pitch), pitch)
    assert not verdict.may
    assert codes(verdict.stops) == [("SD_FOOD_STALL_CARD", "missing"), ("HEALTH_CERT", "missing")]
    assert codes(verdict.warns) == [("BIZ_LICENSE", "missing")]


def test_the_last_day_still_counts_and_the_next_does_not(pitch):
    vendor = a_snack(pitch)
    in_order(vendor)
    vendor.permits.filter(type__code="HEALTH_CERT").update(expires_on=ON)
    assert judged(vendor, pitch, on=ON).may
    assert codes(judged(vendor, pitch, on=ON + timedelta(days=1)).stops) == [
        ("HEALTH_CERT", "lapsed")
    ]


def test_each_worker_needs_a_certificate_of_their_own(pitch):
    vendor = a_snack(pitch)
    in_order(vendor)
    late = a_worker(vendor=vendor)
    verdict = judged(vendor, pitch)
    assert [(lack.type.code, lack.who) for lack in verdict.stops] == [("HEALTH_CERT", late.name)]


@pytest.mark.parametrize("state", ["submitted", "returned", "revoked", "refused", "withdrawn"])
def test_a_paper_that_is_not_checked_does_not_count(pitch, state):
    vendor = a_snack(pitch)
    in_order(vendor)
    vendor.permits.filter(type__code="SD_FOOD_STALL_CARD").update(state=state)
    assert not judged(vendor, pitch).may


def test_a_paper_of_other_premises_does_not_count_here(pitch):
    vendor = a_snack(pitch)
    in_order(vendor)
    vendor.permits.filter(type__code="SD_FOOD_STALL_CARD").update(pitch=a_pitch())
    assert codes(judged(vendor, pitch).stops) == [("SD_FOOD_STALL_CARD", "elsewhere")]


def test_a_full_permit_stands_in_for_the_card(pitch):
    vendor = a_snack(pitch)
    in_order(vendor)
    vendor.permits.filter(type__code="SD_FOOD_STALL_CARD").update(type=kind("FOOD_PERMIT"))
    assert judged(vendor, pitch).may


def test_a_paper_renewed_in_time_counts_after_its_last_day_until_it_is_decided(pitch):
    vendor = a_snack(pitch)
    in_order(vendor)
    paper = vendor.permits.filter(type__code="HEALTH_CERT")
    paper.update(expires_on=ON - timedelta(days=1), renewal_applied_on=ON, renewal_in_time=True)
    assert judged(vendor, pitch).may
    paper.update(renewal_in_time=False)
    assert not judged(vendor, pitch).may


def test_an_override_lets_pass_until_its_day_and_no_longer(pitch):
    vendor = a_snack(pitch)
    market = pitch.zone.market
    until = ON + timedelta(days=7)
    given = {"until": until, "reason": "证在办理中", "by": acting("manager"), "at": AT}
    overrides.grant(vendor, market, type=None, **given)
    during, after = judged(vendor, pitch, on=until), judged(vendor, pitch, on=date(2026, 3, 10))
    assert during.may
    assert codes(during.let_pass) == [("SD_FOOD_STALL_CARD", "missing"), ("HEALTH_CERT", "missing")]
    assert not after.may


def test_an_override_for_one_kind_lets_only_that_pass(pitch):
    vendor = a_snack(pitch)
    given = {"until": ON, "reason": "证在办理中", "by": acting("manager"), "at": AT}
    overrides.grant(vendor, pitch.zone.market, type=kind("HEALTH_CERT"), **given)
    assert codes(judged(vendor, pitch).stops) == [("SD_FOOD_STALL_CARD", "missing")]


def test_who_is_suspended_may_not_stand_whatever_the_papers_say(pitch):
    vendor = a_snack(pitch)
    in_order(vendor)
    row = overrides.suspend(vendor, pitch.zone.market, reason="整改中", by=acting("manager"), at=AT)
    with pytest.raises(Conflict, match="整改中") as refused:
        require_papers(
            vendor, [Place(vendor.pk, pitch.pk)], pitch.zone.market_id, act="place", on=ON
        )
    assert refused.value.code == "vendor_suspended"
    overrides.reinstate(row, reason="整改好了", by=acting("manager"), at=AT)
    assert judged(vendor, pitch).may


def test_a_market_with_rows_of_its_own_keeps_to_them_from_their_day_on(pitch):
    vendor, market = a_snack(pitch), pitch.zone.market
    for code in ("SD_FOOD_STALL_CARD", "HEALTH_CERT"):
        PaperPolicy.objects.create(
            market=market, type=kind(code), place=True, effective_from=ON + timedelta(days=1)
        )
    assert judged(vendor, pitch, on=ON).may
    assert not judged(vendor, pitch, on=ON + timedelta(days=1)).may
    assert judged(vendor, pitch, act="sign", on=ON + timedelta(days=1)).may


def test_one_vendor_and_three_are_judged_in_as_many_queries(pitch):
    def asked(count):
        places = [Place(a_snack(pitch).pk, pitch.pk) for _ in range(count)]
        with CaptureQueriesContext(connection) as told:
            assert len(judge(places, pitch.zone.market_id, act="place", on=ON)) == count
        return len(told)

    assert asked(1) == asked(3)
