from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from leasing.actions import billing, closures, leases, rebates
from leasing.core.closures import ClosureReason, share_of
from leasing.core.drafts import DraftLine
from leasing.models import ClosureLease, LeaseConcession
from market.core.actors import HOUSE
from market.core.periods import Period
from market.models import Hold, Notice
from tests.builders import AT, a_market, a_pitch, a_zone, acting
from tests.leasing.actions.books import charged, credit, pay
from tests.leasing.builders import a_signed_lease
from tests.refused import refused

pytestmark = pytest.mark.django_db
JUNE = datetime(2026, 6, 3, 2, 0, tzinfo=UTC)
TEN_DAYS = Period.through(date(2026, 6, 1), date(2026, 6, 10))


def close(market, *, at=JUNE, period=TEN_DAYS, **given):
    told = {"reason": ClosureReason.WORKS, "percent": Decimal(100), **given}
    closure = closures.close(market, period, by=HOUSE, at=at, **told)
    closures.settle(closure, by=HOUSE, at=at)
    return closure


@pytest.fixture
def zone():
    return a_zone()


@pytest.fixture
def running(zone):
    def make(**given):
        pitches = given.pop("pitches", None) or [a_pitch(zone=zone)]
        lease = a_signed_lease(pitches=pitches, **given)
        billing.charge_due(by=HOUSE, at=JUNE)
        return lease

    return make


def test_every_running_lease_of_the_zone_gets_its_rebate_and_the_others_none(running, zone):
    one, other = running(), running()
    elsewhere = running(pitches=[a_pitch(market=zone.market)])

    close(zone.market, zone=zone)

    # a third of June
    for lease in (one, other):
        assert charged(lease)[date(2026, 6, 1)] == 170000 - 56667
    assert charged(elsewhere)[date(2026, 6, 1)] == 170000


def test_a_bill_that_was_paid_leaves_a_credit(running, zone):
    lease = running()
    pay(lease.vendor, 510000, at=JUNE)
    close(zone.market, zone=zone, percent=Decimal(50))
    assert credit(lease.vendor) == 28333


def test_taking_it_back_gives_back_the_difference_and_the_ground(running, zone):
    lease, vacant = running(), a_pitch(zone=zone)
    before = charged(lease)
    closure = close(zone.market, zone=zone)
    assert Hold.objects.filter(pitch=vacant, released_at=None).get().held_for == "closure"

    closures.lift(closure, reason="台风改道", by=HOUSE, at=JUNE)
    closures.settle(closure, by=HOUSE, at=JUNE)

    assert charged(lease) == before
    assert not LeaseConcession.objects.exists()
    assert not Hold.objects.filter(pitch=vacant, released_at=None).exists()
    assert refused(closures.lift, closure, reason="", by=HOUSE, at=JUNE)[0] == "not_now"


def test_of_a_lease_on_two_pitches_only_the_closed_one_counts_by_its_area(running, zone):
    pitches = [a_pitch(zone=zone, area_m2=Decimal(area)) for area in (10, 30)]
    lease = running(pitches=pitches)
    close(zone.market, pitches=pitches[:1])
    assert charged(lease)[date(2026, 6, 1)] == 170000 - 14167


def test_shares_without_areas_weigh_alike():
    assert share_of(Decimal(100), [None], [None, Decimal(9), None]) == Decimal("33.3333")
    assert share_of(Decimal(50), [None], [None]) == Decimal(50)


def test_a_rebate_of_one_fee_leaves_the_others(running, zone):
    lease = running(lines=(DraftLine("rent", 170000), DraftLine("sanitation", 6000)))
    item = lease.lines.get(item__code="sanitation").item
    close(zone.market, zone=zone, item=item)
    assert charged(lease)[date(2026, 6, 1)] == 174000


def test_a_vendor_is_told_once_with_all_their_pitches(running, zone):
    pitches = [a_pitch(zone=zone, code=code, code_key=code) for code in ("A-1", "A-2")]
    first = running(pitches=pitches[:1])
    running(pitches=pitches[1:], vendor=first.vendor)
    close(zone.market, zone=zone)
    notice = Notice.objects.get(occasion="closure_announced")
    assert notice.facts["pitches"] == "A-1、A-2"


def test_a_lease_that_cannot_be_billed_is_left_out_and_stops_no_other(running, zone, monkeypatch):
    faulty, sound = running(), running()
    settle_terms = leases.settle_terms

    def broken(lease, *, at):
        if lease == faulty:
            raise ValueError("its terms cannot be read")
        settle_terms(lease, at=at)

    monkeypatch.setattr(leases, "settle_terms", broken)

    close(zone.market, zone=zone)

    assert charged(sound)[date(2026, 6, 1)] == 113333
    row = ClosureLease.objects.get(lease=faulty)
    assert (row.settled_at, row.fault) == (None, "its terms cannot be read")
    assert not LeaseConcession.objects.filter(lease=faulty).exists()
    monkeypatch.undo()
    assert rebates.settle_closures(by=HOUSE, at=JUNE).counts == {"settled": 1, "left_out": 0}
    assert rebates.settle_closures(by=HOUSE, at=JUNE).counts == {"settled": 0, "left_out": 0}
    assert charged(faulty)[date(2026, 6, 1)] == 113333


def test_what_is_not_put_right_at_once_waits_for_the_job(running, zone):
    for _ in range(3):
        running()
    closure = closures.close(
        zone.market,
        TEN_DAYS,
        zone=zone,
        reason=ClosureReason.POWER,
        percent=Decimal(100),
        by=HOUSE,
        at=JUNE,
    )
    assert closures.settle(closure, by=HOUSE, at=JUNE, most=2) == (2, 1)
    assert rebates.settle_closures(by=HOUSE, at=JUNE).counts["settled"] == 1


def test_writing_a_closure_takes_the_queries_of_one_for_any_number_of_leases(
    running, zone, django_assert_max_num_queries
):
    def written(number):
        for _ in range(number):
            running()
        with django_assert_max_num_queries(20):
            told = {"reason": ClosureReason.WORKS, "percent": Decimal(100), "zone": zone}
            closures.close(zone.market, TEN_DAYS, by=HOUSE, at=JUNE, **told)

    written(1)
    written(3)


def test_only_a_manager_closes_and_a_rebate_is_a_part():
    market = a_market()
    a_pitch(market=market)
    told = {"reason": ClosureReason.WORKS, "percent": Decimal(100), "at": AT}
    steward = acting("steward", market=market)
    assert refused(closures.close, market, TEN_DAYS, by=steward, **told)[0] == "not_yours_to_do"
    told["percent"] = Decimal(101)
    assert refused(closures.close, market, TEN_DAYS, by=HOUSE, **told)[0] == "bad_rebate"
