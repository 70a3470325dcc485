"""Vendors from a list, known again whatever people do here meanwhile."""

import logging

import pytest

from market.actions import vendors
from market.core.actors import HOUSE
from market.models import Account, Listing, Member, Vendor
from tests.builders import AT, a_market, a_user, a_vendor
from tests.lists import bring, figures, refusals, remarks

pytestmark = pytest.mark.django_db
HEAD = "商户,手机,经营类别,身份证号,商户编号\n"
ID = "11010519491231002X"


def test_vendors_come_in_with_their_accounts_and_their_identity_sealed():
    market = a_market()
    report = bring("vendors", f"{HEAD}王小蔄,13800000001,鲜肉,{ID},\n", market)
    assert figures(report) == {"created": 1}
    vendor = Vendor.objects.get()
    assert (vendor.name, vendor.phone, vendor.trade) == ("王小蔄", "13800000001", "鲜肉")
    assert ID not in vendor.id_sealed
    assert vendors.reveal_identity(vendor, reason="check", by=HOUSE, at=AT) == ID
    assert Account.objects.filter(vendor=vendor, market=market).count() == 1


def test_neither_reports_nor_logs_nor_what_is_kept_of_a_list_tell_numbers_of_persons(caplog):
    market = a_market()
    caplog.set_level(logging.DEBUG)
    wrong = "110105194912310021"
    text = f"{HEAD}王小蔄,13800000001,鲜肉,{ID},\n单记,13800000002x,,,\n解记,,,{wrong},\n"
    report = bring("vendors", text, market)
    assert refusals(report) == {3: [("手机", "bad_mobile")], 4: [("身份证号", "bad_id_check")]}
    kept = [list(Listing.objects.values()), list(Vendor.objects.values("source_key", "id_sealed"))]
    said = [str(fault) for _, fault in report.remarks]
    told = f"{report}{said}{caplog.text}{kept}"
    for number in (ID, wrong, "13800000001", "13800000002"):
        assert number not in told


def test_what_the_vendor_changed_here_outlives_the_same_list():
    market = a_market()
    text = f"{HEAD}王小蔄,13800000001,鲜肉,{ID},\n"
    bring("vendors", text, market)
    vendor = Vendor.objects.get()
    vendors.edit(vendor, {"phone": "13900000009", "name": "王记"}, by=HOUSE, at=AT)
    assert figures(bring("vendors", text, market)) == {"unchanged": 1}
    vendor.refresh_from_db()
    assert (vendor.name, vendor.phone, vendor.trade) == ("王记", "13900000009", "鲜肉")


def test_a_corrected_phone_reaches_the_vendor_and_who_came_in_by_the_old_one_does_not():
    market = a_market()
    bring("vendors", f"{HEAD}王小蔄,13800000001,鲜肉,,\n", market)
    vendor = Vendor.objects.get()
    Member.objects.create(vendor=vendor, user=a_user(phone="13800000001"), since=AT)
    assert figures(bring("vendors", f"{HEAD}王小蔄,13800000002,鲜肉,,\n", market)) == {"changed": 1}
    vendor.refresh_from_db()
    assert vendor.phone == "13800000002"
    assert Member.objects.count() == 0
    assert figures(bring("vendors", f"{HEAD}王小蔄,13800000002,鲜肉,,\n", market)) == {
        "unchanged": 1
    }


def test_two_of_one_name_in_one_list_stay_two():
    market = a_market()
    text = f"{HEAD}王芳,13800000001,鲜肉,,\n王芳,13800000002,水产,,\n"
    assert figures(bring("vendors", text, market)) == {"created": 2}
    assert figures(bring("vendors", text, market)) == {"unchanged": 2}


def test_who_was_taken_in_by_hand_is_known_by_identity_and_only_gaps_are_filled():
    market = a_market()
    vendors.add(
        "王小蔄", market=market, by=HOUSE, at=AT, id_kind="citizen", id_number=ID, trade="水产"
    )
    report = bring("vendors", f"{HEAD}王小蔄,13800000001,鲜肉,{ID},\n", market)
    assert figures(report) == {"changed": 1}
    assert remarks(report) == {2: [("经营类别", "changed_here")]}
    vendor = Vendor.objects.get()
    assert (vendor.phone, vendor.trade) == ("13800000001", "水产")


def test_a_vendor_of_another_market_is_never_touched():
    other = a_market()
    a_vendor(market=other, name="王小蔄", phone="13800000001", trade="水产")
    assert figures(bring("vendors", f"{HEAD}王小蔄,13800000001,鲜肉,,\n", a_market())) == {
        "created": 1
    }
    assert list(Vendor.objects.order_by("pk").values_list("trade", flat=True)) == ["水产", "鲜肉"]
