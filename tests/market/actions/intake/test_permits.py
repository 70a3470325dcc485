"""Papers from a list: a city's own, and a market's."""

from datetime import date

import pytest

from market.models import Listing, Move, Notice, Permit, Vendor, Worker
from tests.builders import a_market, a_pitch, a_vendor
from tests.lists import CITY, CITY_MAP, DATA, bring, figures, refusals

pytestmark = pytest.mark.django_db
LIKE_THE_CITY = (DATA / "permits-like-the-city.csv").read_bytes()
HEAD = "商户,证件类型,证号,状态,发证日期,有效期至,从业人员,摊位号\n"


def everything():
    return [
        list(model.objects.order_by("pk").values()) for model in (Permit, Vendor, Listing, Move)
    ]


def test_a_citys_list_makes_its_holders_vendors_and_each_line_a_paper():
    report = bring("permits", LIKE_THE_CITY, a_market(), map=CITY_MAP)
    assert figures(report) == {"created": 7, "skipped": 1, "refused": 6}
    assert dict(report.besides) == {"vendors": 5}
    assert Notice.objects.count() == 0
    assert list(
        Permit.objects.order_by("pk").values_list("vendor__name", "state", "expires_on")
    ) == [
        ("Lantern Noodles LLC", "accepted", date(2022, 11, 15)),
        ("Lantern Noodles LLC", "accepted", date(2022, 11, 15)),
        ("Grandmother's Pancakes #4 / #36", "accepted", date(2018, 7, 15)),
        ("Three Rivers Tofu", "submitted", None),
        ("Three Rivers Tofu", "submitted", date(2022, 1, 15)),
        ("Old Ferry Skewers, Inc. dba. Night Skewers", "revoked", None),
        ("Quick Buns", "accepted", date(2019, 7, 15)),
    ]


def test_a_second_run_writes_nothing():
    market = a_market()
    bring("permits", LIKE_THE_CITY, market, map=CITY_MAP)
    before = everything()
    report = bring("permits", LIKE_THE_CITY, market, map=CITY_MAP)
    assert figures(report) == {"unchanged": 7, "skipped": 1, "refused": 6}
    assert everything() == before


@pytest.mark.skipif(not CITY.is_file(), reason=f"the city's own list is not at {CITY.name}")
def test_every_line_of_the_citys_own_list_is_in_and_the_second_run_is_all_zeros():
    market = a_market()
    report = bring("permits", CITY.read_bytes(), market, map=CITY_MAP)
    assert len(report.landings) == 629
    assert figures(report) == {"created": 629}
    states = Permit.objects.values_list("state", flat=True)
    assert {state: list(states).count(state) for state in set(states)} == {
        "accepted": 431,
        "submitted": 193,
        "revoked": 5,
    }
    before = everything()
    assert figures(bring("permits", CITY.read_bytes(), market, map=CITY_MAP)) == {"unchanged": 629}
    assert everything() == before


def test_a_list_moves_a_paper_as_people_would_and_the_journal_keeps_it():
    market = a_market()
    a_vendor(market=market, name="王记")
    line = "王记,营业执照,,{},2020-01-01,长期,,\n"
    bring("permits", HEAD + line.format("有效"), market)
    assert figures(bring("permits", HEAD + line.format("吊销"), market)) == {"changed": 1}
    assert list(Move.objects.values_list("name", "before", "after")) == [
        ("bring", "", "accepted"),
        ("revoke", "accepted", "revoked"),
    ]
    back = bring("permits", HEAD + line.format("有效"), market)
    assert refusals(back) == {2: [("状态", "no_way_there")]}
    assert Permit.objects.get().state == "revoked"


def test_what_cannot_be_is_refused_in_its_column():
    market = a_market()
    a_vendor(market=market, name="王记")
    text = HEAD + "\n".join(
        [
            "王记,夜光证,1,有效,,,,",
            "无名氏,营业执照,,有效,,长期,,",
            "王记,食品摊点信息公示卡(备案),2,有效,2030-01-01,,,",
            "王记,食品摊点信息公示卡(备案),3,过期,,2030-01-01,,",
            "王记,FOOD_PERMIT,,有效,2025-01-01,,,",
        ]
    )
    assert refusals(bring("permits", text, market)) == {
        2: [("证件类型", "unknown_type")],
        3: [("商户", "unknown_vendor")],
        4: [("发证日期", "issued_in_future")],
        5: [("有效期至", "lapsed_before_its_day")],
        6: [("有效期至", "expiry_missing")],
    }


def test_a_health_certificate_needs_consent_and_brings_its_person_and_pitch():
    market = a_market()
    a_vendor(market=market, name="王记")
    pitch = a_pitch(market=market, code="A-1")
    text = HEAD + "王记,HEALTH_CERT,J1,有效,2025-12-01,2026-11-30,王小蔄,A-1\n"
    assert refusals(bring("permits", text, market)) == {2: [("证件类型", "consent_missing")]}
    report = bring("permits", text, market, consent=True)
    assert dict(report.besides) == {"workers": 1}
    permit = Permit.objects.get()
    assert (permit.worker, permit.pitch) == (Worker.objects.get(name="王小蔄"), pitch)
    assert permit.consent_at is not None


def test_a_name_that_two_vendors_have_is_not_guessed():
    market = a_market()
    for phone in ("13800000001", "13800000002"):
        a_vendor(market=market, name="王芳", phone=phone)
    report = bring("permits", f"{HEAD}王芳,营业执照,,有效,,长期,,\n", market)
    assert refusals(report) == {2: [("商户", "several_vendors")]}
