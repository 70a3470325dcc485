"""Paperwork on the desk: the matrix, the rules, one vendor, errands."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from market.models import (
    Errand,
    PaperOverride,
    PaperPolicy,
    PermitType,
    RequirementRule,
    Suspension,
)
from tests.builders import a_permit, a_pitch, a_vendor, a_worker
from tests.leasing.builders import a_signed_lease

pytestmark = pytest.mark.django_db


def a_snack(market, **given):
    pitch = a_pitch(market=market, shopfront=True, area_m2=Decimal("49.90"))
    vendor = a_vendor(market=market, trade="小吃", kind="household", **given)
    a_worker(vendor=vendor)
    a_signed_lease(pitches=[pitch], vendor=vendor)
    return vendor


@pytest.fixture
def manager(at_the_desk):
    return at_the_desk("manager")


@pytest.fixture
def snack(place):
    return a_snack(place.account.market)


def lights(page):
    return [
        (row["vendor"].name, kind.code, cell.light)
        for row in page.context["rows"]
        for kind, cell in row["cells"]
        if cell
    ]


def test_the_matrix_shows_every_needed_paper_as_a_light(snack, manager):
    a_permit(vendor=snack, type=PermitType.objects.get(code="BIZ_LICENSE"), expires_on=None)
    page = manager.get("/desk/papers/matrix/")
    assert sorted(lights(page)) == [
        (snack.name, "BIZ_LICENSE", "valid"),
        (snack.name, "HEALTH_CERT", "missing"),
        (snack.name, "SD_SMALL_CATERING", "missing"),
    ]
    assert {tile["url"]: tile["value"] for tile in page.context["tiles"]} == {
        "?light=lacking": 1,
        "?light=missing": 2,
        "?light=lapsed": 0,
        "?light=submitted": 0,
        "?light=soon": 0,
        "?light=applied": 0,
    }


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("light=lacking", 1),
        ("light=lapsed", 0),
        ("within=30", 0),
        ("trade=小吃", 1),
        ("trade=水产", 0),
        ("q=nobody", 0),
    ],
)
def test_it_is_narrowed_and_each_count_leads_to_its_list(snack, manager, query, count):
    assert len(manager.get(f"/desk/papers/matrix/?{query}").context["rows"]) == count


@pytest.mark.parametrize(("how", "begins"), [("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK")])
def test_it_leaves_the_house_as_a_spreadsheet(snack, manager, how, begins):
    answer = manager.get(f"/desk/papers/matrix/?export={how}")
    content = b"".join(answer) if answer.streaming else answer.content
    assert content.startswith(begins)


def test_one_vendor_and_three_are_shown_in_as_many_queries(place, manager):
    def asked():
        with CaptureQueriesContext(connection) as told:
            manager.get("/desk/papers/matrix/")
        return len(told)

    a_snack(place.account.market)
    manager.get("/desk/papers/matrix/")
    few = asked()
    a_snack(place.account.market), a_snack(place.account.market)
    assert asked() == few <= 15


def test_a_vendor_of_another_market_is_not_in_it(snack, manager):
    other = a_snack(a_pitch().zone.market)
    assert manager.get(f"/desk/papers/vendors/{other.pk}/").status_code == 404
    assert len(manager.get("/desk/papers/matrix/").context["rows"]) == 1


def test_a_vendor_is_let_pass_and_stopped_from_the_page(snack, manager, at_the_desk):
    page = f"/desk/papers/vendors/{snack.pk}/"
    assert manager.get(page).status_code == 200
    told = {"until": "2000-01-01", "reason": "在办"}
    assert manager.post(f"{page}pass/", told).status_code == 422
    assert manager.post(f"{page}suspend/", {"since": "2090-01-01", "reason": "整改"}).url == page
    row = Suspension.objects.get(vendor=snack)
    manager.post(f"/desk/papers/stops/{row.pk}/reinstate/", {"reason": "好了"})
    row.refresh_from_db()
    assert (row.state, PaperOverride.objects.count()) == ("reinstated", 0)
    told = {"since": "2090-01-01", "reason": "整改"}
    assert at_the_desk("checker").post(f"{page}suspend/", told).status_code == 403
    assert manager.get("/desk/papers/passes/").status_code == 200


def test_a_rule_is_tried_before_it_counts(snack, manager):
    rule = RequirementRule.objects.get(key="catering-small-shop")
    page = manager.get(f"/desk/papers/rules/{rule.pk}/")
    form = page.context["form"]
    told = {name: form[name].value() for name in form.fields}
    told = {name: "" if value is None else value for name, value in told.items()}
    told |= {"area_below": "40", "effective_from": "2090-01-01", "enabled": "on"}
    tried = manager.post(f"/desk/papers/rules/{rule.pk}/", {**told, "try": "1"})
    assert tried.context["form"].errors == {}
    assert RequirementRule.objects.filter(key=rule.key).count() == 1
    done = manager.post(f"/desk/papers/rules/{rule.pk}/", {**told, "apply": "1"})
    assert done.url == "/desk/papers/rules/"
    rows = RequirementRule.objects.filter(key=rule.key).order_by("effective_from")
    assert [row.area_below for row in rows] == [50, 40]
    assert manager.get("/desk/papers/rules/").status_code == 200


def test_what_a_lack_stops_is_set_from_the_page(place, manager):
    url = f"/desk/papers/rules/{place.account.market.pk}/BIZ_LICENSE/"
    told = {"effective_from": "2090-01-01", "sign": "on"}
    assert manager.post(url, told).url == "/desk/papers/rules/"
    assert PaperPolicy.objects.get(market=place.account.market).sign
    assert manager.post(url, {**told, "effective_from": "2000-01-01"}).status_code == 422


def test_an_errand_goes_its_way_from_the_page(snack, manager):
    told = {"type": "SD_SMALL_CATERING"}
    answer = manager.post(f"/desk/papers/vendors/{snack.pk}/errand/", told)
    errand = Errand.objects.get()
    page = f"/desk/papers/errands/{errand.pk}/"
    assert answer.url == page
    names = list(errand.materials.values_list("name", flat=True))
    manager.post(f"{page}tick/", {"materials": names[:1], "also": "公章"})
    early = manager.post(f"{page}submit/", {"on": "2026-03-02"})
    assert early.status_code == 422
    manager.post(f"{page}tick/", {"materials": [*names, "公章"]})
    assert manager.post(f"{page}submit/", {"on": "2026-03-02"}).url == page
    assert manager.get(page).status_code == 200
    assert manager.get("/desk/papers/errands/").context["table"].count == 1
    assert manager.post(f"{page}list/").url.startswith("/documents/")


def test_the_renewal_of_a_paper_is_noted_on_its_page(place, manager):
    paper = a_permit(vendor=place.vendor, expires_on="2090-01-01")
    page = manager.get(f"/desk/papers/{paper.pk}/")
    assert page.context["window"].closes_on.year == 2089
    early = manager.post(f"/desk/papers/{paper.pk}/apply/", {"applied_on": "2026-03-02"})
    assert list(early.context["applying"].errors) == ["applied_on"]
