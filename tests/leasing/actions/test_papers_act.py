"""A lease is not signed without the papers that its goods ask for; other goods ask for others."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from leasing.actions import applications, goods, leases, transfers
from leasing.models import Lease
from leasing.queries.asked_papers import asked_papers
from leasing.queries.goods import touched
from market.actions import overrides
from market.core.actors import HOUSE
from market.core.refusals import Conflict, Invalid
from market.models import Permit, PermitType
from tests.builders import AT, a_market, a_permit, a_pitch, a_vendor, acting
from tests.leasing.builders import a_lease, a_signed_lease, an_application

pytestmark = pytest.mark.django_db
MANAGER = acting("manager")
ON = date(2026, 3, 2)


@pytest.fixture
def pitch():
    return a_pitch(shopfront=True, area_m2=Decimal(20))


def a_cook(pitch):
    return a_vendor(market=pitch.zone.market, trade="小吃", kind="household")


def sign(lease):
    return leases.sign(lease, by=MANAGER, at=AT, reason="纸质合同已签")


def test_without_its_papers_a_lease_of_food_is_not_signed_and_nothing_is_left_behind(pitch):
    lease = a_lease(pitches=[pitch], vendor=a_cook(pitch))
    with pytest.raises(Conflict) as refused:
        sign(lease)
    lease.refresh_from_db()
    assert refused.value.code == "papers_lacking"
    assert refused.value.facts["lacks"] == [
        {"type": "SD_SMALL_CATERING", "light": "missing"},
        {"type": "HEALTH_CERT", "light": "missing"},
    ]
    assert (lease.state, lease.holds.count()) == ("draft", 0)


def test_with_them_it_is_and_they_must_last_until_its_first_day(pitch):
    vendor = a_cook(pitch)
    paper = a_permit(vendor=vendor, type=PermitType.objects.get(code="SD_SMALL_CATERING"))
    a_permit(vendor=vendor, type=PermitType.objects.get(code="HEALTH_CERT"))
    lease = a_lease(pitches=[pitch], vendor=vendor)
    paper.expires_on = lease.starts_on - timedelta(days=1)
    paper.save()
    with pytest.raises(Conflict):
        sign(lease)
    paper.expires_on = lease.starts_on
    paper.save()
    assert sign(lease).state == "signed"


def test_who_is_let_pass_signs(pitch):
    vendor = a_cook(pitch)
    told = {"type": None, "until": ON, "reason": "证在办理中", "by": MANAGER, "at": AT}
    overrides.grant(vendor, pitch.zone.market, **told)
    assert sign(a_lease(pitches=[pitch], vendor=vendor)).state == "signed"


def test_who_is_suspended_signs_nothing(pitch):
    vendor = a_vendor(market=pitch.zone.market)
    overrides.suspend(vendor, pitch.zone.market, reason="整改", by=MANAGER, at=AT)
    with pytest.raises(Conflict, match="整改"):
        sign(a_lease(pitches=[pitch], vendor=vendor))


def handed_on(pitch, after):
    lease = a_signed_lease(pitches=[pitch], vendor=a_vendor(market=pitch.zone.market))
    Lease.objects.filter(pk=lease.pk).update(goods=["小吃"])
    lease.refresh_from_db()
    first = lease.starts_on + timedelta(days=30)
    return transfers.ask(lease, after, from_day=first, by=MANAGER, at=AT)


def test_a_lease_is_not_handed_on_to_a_vendor_without_its_papers_and_nothing_is_changed(pitch):
    asked = handed_on(pitch, a_cook(pitch))
    with pytest.raises(Conflict) as refused:
        transfers.consent(asked, by=MANAGER, at=AT)
    assert refused.value.code == "papers_lacking"
    assert refused.value.facts["vendor"] == asked.after.name
    asked.refresh_from_db()
    assert (asked.state, asked.lease.parties.count()) == ("asked", 0)


def test_the_papers_of_the_new_vendor_must_be_good_on_the_day_the_lease_is_handed_on(pitch):
    after = a_cook(pitch)
    asked = handed_on(pitch, after)
    a_permit(vendor=after, type=PermitType.objects.get(code="SD_SMALL_CATERING"))
    health = a_permit(vendor=after, type=PermitType.objects.get(code="HEALTH_CERT"))
    Permit.objects.filter(pk=health.pk).update(expires_on=asked.from_day - timedelta(days=1))
    with pytest.raises(Conflict):
        transfers.consent(asked, by=MANAGER, at=AT)
    Permit.objects.filter(pk=health.pk).update(expires_on=asked.from_day)
    assert transfers.consent(asked, by=MANAGER, at=AT).state == "agreed"


def test_a_new_vendor_who_is_let_pass_takes_the_lease_over_and_a_suspended_one_does_not(pitch):
    after = a_cook(pitch)
    asked = handed_on(pitch, after)
    told = {"type": None, "until": ON, "reason": "证在办理中", "by": MANAGER, "at": AT}
    overrides.grant(after, pitch.zone.market, **told)
    halt = overrides.suspend(after, pitch.zone.market, reason="整改", by=MANAGER, at=AT)
    with pytest.raises(Conflict, match="整改"):
        transfers.consent(asked, by=MANAGER, at=AT)
    overrides.reinstate(halt, reason="已整改", by=MANAGER, at=AT)
    assert transfers.consent(asked, by=MANAGER, at=AT).state == "agreed"


def test_a_lease_that_would_outlast_an_approval_cut_short_meanwhile_is_not_signed():
    pitch = a_pitch(structure="temporary", structure_approval_until=date(2027, 3, 31))
    lease = a_lease(pitches=[pitch])
    pitch.structure_approval_until = date(2027, 3, 30)
    pitch.save()
    with pytest.raises(Invalid):
        sign(lease)


def test_other_goods_list_what_they_need_before_they_are_agreed():
    pitch = a_pitch()
    vendor = a_vendor(market=pitch.zone.market, trade="蔬菜", kind="household")
    lease = a_signed_lease(pitches=[pitch], vendor=vendor)
    found = touched(lease, ["叶菜", "咸菜"], on=ON)
    assert [(each.type.code, each.gains) for each in found] == [
        ("HEALTH_CERT", True),
        ("SD_FOOD_STALL_CARD", True),
    ]
    goods.change(lease, ["叶菜", "咸菜"], by=MANAGER, at=AT)
    needed = set(vendor.needs.values_list("type__code", flat=True))
    assert {"HEALTH_CERT", "SD_FOOD_STALL_CARD"} <= needed
    with pytest.raises(Invalid) as refused:
        goods.change(lease, ["散装白酒"], by=MANAGER, at=AT)
    assert refused.value.code == "goods_banned"


def test_an_application_asks_for_exactly_what_its_pitch_and_goods_need(pitch):
    market = pitch.zone.market
    application = an_application(market=market, trade="小吃", wish=pitch, kind="shopfront")
    asked = asked_papers(application, on=ON)
    assert [(each.type.code, each.still) for each in asked] == [
        ("BIZ_LICENSE", 1),
        ("SD_SMALL_CATERING", 1),
        ("HEALTH_CERT", 1),
    ]
    paper = a_permit(vendor=application.vendor, state="submitted")
    applications.add_paper(application, paper, by=HOUSE, at=AT)
    asked = asked_papers(application, on=ON)
    assert [each.still for each in asked] == [1, 0, 1]


def test_goods_that_may_not_be_sold_there_are_refused_with_the_reason():
    with pytest.raises(Invalid, match="散装酒") as refused:
        an_application(market=a_market(), trade="小吃", goods=["散装白酒"])
    assert (refused.value.code, refused.value.facts["field"]) == ("goods_banned", "goods")
