from datetime import date

import pytest

from market.core.actors import HOUSE, STRANGER, Actor
from market.models import Account
from market.queries.vendors import (
    duplicates,
    holders_of,
    searched,
    vendors_seen_by,
    workers_seen_by,
)
from market.sealing import PERSON, house_seal
from tests.builders import AT, a_market, a_vendor, a_worker, acting, as_vendor

pytestmark = pytest.mark.django_db


def test_an_operator_sees_the_vendors_of_the_own_market_and_none_of_another():
    ours, theirs = a_market(), a_market()
    here, there, both = a_vendor(market=ours), a_vendor(market=theirs), a_vendor(market=ours)
    Account.objects.create(vendor=both, market=theirs, opened_at=AT)

    assert set(vendors_seen_by(acting("manager", market=ours))) == {here, both}
    assert set(vendors_seen_by(acting("manager", market=theirs))) == {there, both}
    assert set(vendors_seen_by(acting("manager"))) == {here, there, both}
    assert set(vendors_seen_by(HOUSE)) == {here, there, both}


def test_a_vendor_sees_itself_and_a_stranger_nobody():
    mine, _ = a_vendor(market=a_market()), a_vendor(market=a_market())
    assert list(vendors_seen_by(as_vendor(mine))) == [mine]
    assert list(vendors_seen_by(STRANGER)) == []


def test_a_key_sees_only_what_its_scopes_let_it_read():
    vendor = a_vendor(market=a_market())
    roles = acting("owner").roles
    for scopes, seen in (({"permit.accept"}, []), ({"vendor.read"}, [vendor]), ({"*"}, [vendor])):
        assert list(vendors_seen_by(Actor("key", 1, roles, scopes=frozenset(scopes)))) == seen


def test_workers_are_seen_with_their_vendor():
    market = a_market()
    ours, theirs = a_worker(vendor=a_vendor(market=market)), a_worker()
    assert list(workers_seen_by(acting("steward", market=market))) == [ours]
    assert list(workers_seen_by(as_vendor(theirs.vendor))) == [theirs]


def test_a_vendor_is_found_by_part_of_its_name_contact_or_phone():
    found = a_vendor(name="蔄山海鲜", contact="王小蔄", phone="13800000001")
    a_vendor()
    for text in ("海鲜", "小蔄", "0000001", " 蔄山 "):
        assert list(searched(vendors_seen_by(HOUSE), text)) == [found]


def test_who_may_be_the_same_is_told_with_the_strongest_reason():
    prints = house_seal().fingerprint("11010519491231002X", PERSON)
    vendor = a_vendor(name="王", phone="13800000001", id_print=prints, uscc="U")
    same_person = a_vendor(name="乙", phone="13800000001", id_print=prints)
    same_code = a_vendor(name="丙", uscc="U")
    same_phone = a_vendor(name="丁", phone="13800000001")
    same_name = a_vendor(name="王")
    a_vendor(name="别人")

    hints = {hint.vendor: hint.by for hint in duplicates(vendor, among=vendors_seen_by(HOUSE))}

    assert hints == {
        same_person: "identity",
        same_code: "uscc",
        same_phone: "phone",
        same_name: "name",
    }


def test_two_vendors_without_numbers_are_not_alike_for_that():
    vendor = a_vendor()
    a_vendor()
    assert duplicates(vendor, among=vendors_seen_by(HOUSE)) == []


def test_an_identity_number_finds_its_holder_also_as_a_worker():
    number = "11010519491231002X"
    mark = house_seal().fingerprint(number, PERSON)
    vendor, employer = a_vendor(id_print=mark), a_vendor()
    a_worker(vendor=employer, id_print=mark, since=date(2026, 1, 1))
    a_vendor()
    assert set(holders_of(number, among=vendors_seen_by(HOUSE))) == {vendor, employer}
