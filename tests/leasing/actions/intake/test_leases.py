"""Leases from a workbook with merged heads and three ways of writing a day."""

from datetime import date

import pytest

from leasing.actions import billing, leases
from leasing.models import Instalment, Lease
from market.core.actors import HOUSE
from market.models import Charge, Hold, Notice, Vendor
from tests.builders import AT, a_market, a_pitch, a_vendor, a_zone
from tests.lists import DATA, bring, figures, refusals

pytestmark = pytest.mark.django_db
WORKBOOK = (DATA / "leases-merged.xlsx").read_bytes()
NAMES = ("王小蔄鲜肉", "单记豆腐", "𠮷野水产", "蔄山烤鱼", "朴家泡菜")
HEAD = "合同编号,商户,摊位号,起始日期,到期日期,月租金,押金,付款方式\n"


def a_full_market():
    market = a_market()
    zone = a_zone(market=market)
    for code in ("A-1", "A-2", "B-1", "B-2", "X-01", "D-1"):
        a_pitch(zone=zone, code=code)
    for name in NAMES:
        a_vendor(market=market, name=name)
    return market


def test_merged_heads_and_three_ways_of_writing_a_day_are_leases_in_force():
    report = bring("leases", WORKBOOK, a_full_market())
    assert figures(report) == {"created": 4, "skipped": 1, "refused": 4}
    assert [
        (lease.vendor.name, leases.pitch_codes(lease), lease.starts_on, lease.ends_on, lease.state)
        for lease in Lease.objects.order_by("pk")
    ] == [
        ("王小蔄鲜肉", "A-1", date(2026, 3, 5), date(2027, 3, 4), "signed"),
        ("单记豆腐", "A-2", date(2025, 3, 5), date(2026, 3, 4), "signed"),
        ("𠮷野水产", "B-1、B-2", date(2026, 3, 5), date(2027, 3, 4), "signed"),
        ("蔄山烤鱼", "X-01", date(2026, 3, 5), date(2027, 3, 4), "signed"),
    ]
    assert sorted(refusals(report)) == [9, 10, 11, 12]
    assert Notice.objects.count() == 0


def test_a_second_run_changes_nothing_and_a_line_that_says_otherwise_is_refused():
    market = a_full_market()
    text = f"{HEAD}H-1,单记豆腐,A-2,2026-01-01,2026-12-31,1700,3400,月付\n"
    assert figures(bring("leases", text, market)) == {"created": 1}
    before = [list(model.objects.values()) for model in (Lease, Instalment, Hold, Charge)]
    assert figures(bring("leases", text, market)) == {"unchanged": 1}
    other = bring("leases", text.replace("1700", "1800"), market)
    assert refusals(other) == {2: [("月租金", "lease_differs")]}
    assert [list(model.objects.values()) for model in (Lease, Instalment, Hold, Charge)] == before


def test_a_running_lease_is_charged_only_what_falls_due_from_the_day_of_the_import():
    market = a_full_market()
    text = f"{HEAD}H-1,单记豆腐,A-2,2025-01-01,2026-12-31,1700,3400,月付\n"
    bring("leases", text, market)
    assert Charge.objects.count() == 0
    billing.charge_due(by=HOUSE, at=AT)
    assert list(Charge.objects.values_list("due_on")) == []
    assert Instalment.objects.order_by("due_on").first().due_on == date(2026, 4, 1)
    billing.charge_due(by=HOUSE, at=AT.replace(month=4))
    assert list(Charge.objects.values_list("due_on", "amount_fen")) == [(date(2026, 4, 1), 170000)]


def test_an_open_ended_lease_from_long_ago_never_charges_its_past():
    market = a_full_market()
    text = f"{HEAD}H-1,单记豆腐,A-2,2019-01-01,长期,1700,,月付\n"
    bring("leases", text, market)
    for month in (3, 4, 5):
        billing.charge_due(by=HOUSE, at=AT.replace(month=month))
    assert list(Charge.objects.order_by("due_on").values_list("due_on", flat=True)) == [
        date(2026, 4, 1),
        date(2026, 5, 1),
    ]


def test_the_operator_may_say_from_when_it_is_charged():
    market = a_full_market()
    text = f"{HEAD}H-1,单记豆腐,A-2,2025-01-01,2026-12-31,1700,,月付\n"
    bring("leases", text, market, charge_from=date(2026, 2, 1))
    billing.charge_due(by=HOUSE, at=AT)
    assert list(Charge.objects.order_by("due_on").values_list("due_on", flat=True)) == [
        date(2026, 2, 1),
        date(2026, 3, 1),
    ]


def test_ground_that_is_taken_is_refused_and_nothing_of_that_line_stays():
    market = a_full_market()
    line = "{},{},A-1,2026-01-01,2026-12-31,1700,,月付\n"
    text = HEAD + line.format("H-1", "单记豆腐") + line.format("H-2", "朴家泡菜")
    report = bring("leases", text, market)
    assert refusals(report) == {3: [("", "pitch_taken")]}
    assert list(Lease.objects.values_list("vendor__name", flat=True)) == ["单记豆腐"]


def test_what_is_not_here_is_named_in_its_column():
    market = a_full_market()
    text = f"{HEAD}H-1,无名氏,A-1,2026-01-01,2026-12-31,1700,,\nH-2,单记豆腐,Q-9,2026-01-01,2026-12-31,1,,\n"
    assert refusals(bring("leases", text, market)) == {
        2: [("商户", "unknown_vendor")],
        3: [("摊位号", "unknown_pitch")],
    }
    assert Vendor.objects.count() == len(NAMES)
