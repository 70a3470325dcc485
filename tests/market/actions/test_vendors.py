from datetime import date

import pytest

from market.actions import people, vendors, workers
from market.core.refusals import Forbidden, Invalid
from market.models import Account, Member, Reveal, Vendor, Worker
from tests.builders import AT, a_market, a_user, a_vendor, acting, as_vendor

pytestmark = pytest.mark.django_db

NUMBER = "11010519491231002X"


def added(market=None, **given):
    market = market or a_market()
    given.setdefault("by", acting("manager", market=market))
    return vendors.add(given.pop("name", "蔄记鲜肉"), market=market, at=AT, **given)


def test_a_vendor_is_taken_in_with_an_account_and_a_place_in_the_order_of_names():
    market = a_market()
    vendor = added(market, phone="0631-5991234", goods=["猪肉"], contact="王小蔄")

    assert (vendor.name_key, vendor.phone, vendor.goods) == (
        "man ji xian rou",
        "0631-5991234",
        ["猪肉"],
    )
    assert Account.objects.get(vendor=vendor).market == market


def test_an_identity_number_is_sealed_masked_and_found_by_its_print_only():
    vendor = added(id_kind="citizen", id_number="110105 19491231 002x")

    assert vendor.id_masked == "1101**********002X"
    assert NUMBER not in str(Vendor.objects.values().get())
    assert NUMBER not in repr(vendor) + str(vendor)
    assert vendor.id_print == added(id_kind="citizen", id_number=NUMBER).id_print


def test_reading_the_number_takes_a_role_and_a_reason_and_is_written_down():
    market = a_market()
    vendor = added(market, id_kind="citizen", id_number=NUMBER)
    user = a_user()
    checker = acting("checker", market=market, user=user)

    told = vendors.reveal_identity(vendor, reason="合同核对", by=checker, at=AT)

    assert told == NUMBER
    written = Reveal.objects.get()
    assert (written.vendor, written.subject, written.reason) == (
        vendor,
        f"vendor:{vendor.pk}",
        "合同核对",
    )
    assert (written.by, written.by_name, written.at) == (user, "a checker", AT)


@pytest.mark.parametrize("role", ["cashier", "steward", "auditor"])
def test_who_need_not_know_the_number_is_not_told(role):
    market = a_market()
    vendor = added(market, id_kind="citizen", id_number=NUMBER)
    with pytest.raises(Forbidden):
        vendors.reveal_identity(vendor, reason="x", by=acting(role, market=market), at=AT)
    with pytest.raises(Forbidden):
        vendors.reveal_identity(vendor, reason="x", by=acting("manager", market=a_market()), at=AT)
    assert not Reveal.objects.exists()


def test_no_reason_no_number():
    vendor = added(id_kind="citizen", id_number=NUMBER)
    with pytest.raises(Invalid) as refused:
        vendors.reveal_identity(vendor, reason="  ", by=acting(), at=AT)
    assert refused.value.code == "reason_missing"
    assert not Reveal.objects.exists()


@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        ({"id_kind": "citizen", "id_number": "110105194912310021"}, "id_number", "bad_id_check"),
        ({"id_kind": "", "id_number": NUMBER}, "id_kind", "bad_id_kind"),
        ({"phone": "1380000"}, "phone", "bad_mobile_length"),
        ({"uscc": "91350100M000100Y44"}, "uscc", "bad_uscc_check"),
        ({"name": "A"}, "name", "name_length"),
    ],
)
def test_what_cannot_be_right_is_refused_by_its_field_and_never_repeats_the_number(
    given, field, code
):
    with pytest.raises(Invalid) as refused:
        added(**given)
    assert (refused.value.code, refused.value.facts["field"]) == (code, field)
    assert given.get("id_number", "-") not in repr(refused.value)
    assert not Vendor.objects.exists()


def test_a_vendor_corrects_its_own_file_and_nobody_elses():
    mine, other = a_vendor(), a_vendor()
    by = as_vendor(mine)
    vendors.edit(mine, {"name": "蔄记海鲜"}, by=by, at=AT)
    assert (mine.name, mine.name_key) == ("蔄记海鲜", "man ji hai xian")
    with pytest.raises(Forbidden):
        vendors.edit(other, {"name": "蔄记海鲜"}, by=by, at=AT)


def test_a_number_that_was_wrong_is_replaced_or_taken_out():
    vendor = added(id_kind="citizen", id_number=NUMBER)
    vendors.edit(vendor, {"id_kind": "hk_macau", "id_number": "H12345678"}, by=acting(), at=AT)
    assert vendors.reveal_identity(vendor, reason="核对", by=acting(), at=AT) == "H12345678"

    vendors.edit(vendor, {"id_number": ""}, by=acting(), at=AT)
    assert (vendor.id_sealed, vendor.id_print, vendor.id_masked) == ("", "", "")


def test_a_field_that_nobody_may_edit_is_refused():
    with pytest.raises(Invalid) as refused:
        vendors.edit(a_vendor(), {"barred_until": None}, by=acting(), at=AT)
    assert (refused.value.code, refused.value.facts["field"]) == ("unknown_field", "barred_until")


def test_who_came_in_by_the_old_phone_does_not_act_for_the_vendor_once_it_changes():
    vendor = a_vendor(phone="13800000001")
    user = a_user(phone="13800000001")
    people.link_by_phone(user, at=AT)
    assert people.vendors_of(user) == frozenset({vendor.pk})

    vendors.edit(vendor, {"phone": "13800000001"}, by=acting(), at=AT)
    assert people.vendors_of(user) == frozenset({vendor.pk})
    vendors.edit(vendor, {"phone": "13800000002"}, by=acting(), at=AT)
    assert not Member.objects.exists()


def test_a_worker_is_noted_with_a_sealed_number_and_an_end():
    vendor = a_vendor(market=(market := a_market()))
    by = acting("checker", market=market)
    worker = workers.add(
        vendor,
        "王小蔄",
        since=date(2026, 3, 1),
        id_kind="citizen",
        id_number=NUMBER,
        by=by,
        at=AT,
    )
    assert (worker.id_masked, worker.name_key) == ("1101**********002X", "wang xiao man")
    assert NUMBER not in str(Worker.objects.values().get())
    assert workers.reveal_identity(worker, reason="健康证", by=by, at=AT) == NUMBER
    assert Reveal.objects.get().subject == f"worker:{worker.pk}"

    workers.end(worker, until=date(2026, 3, 31), by=by, at=AT)
    assert worker.until == date(2026, 3, 31)
    with pytest.raises(Invalid):
        workers.end(worker, until=date(2026, 2, 28), by=by, at=AT)


def test_a_sealed_number_copied_to_another_row_does_not_open_as_a_workers():
    vendor = added(id_kind="citizen", id_number=NUMBER)
    worker = Worker.objects.create(
        vendor=vendor,
        name="王",
        name_key="wang",
        since=date(2026, 1, 1),
        id_sealed=vendor.id_sealed,
    )
    with pytest.raises(Exception, match="not sealed for worker"):
        workers.reveal_identity(worker, reason="x", by=acting(), at=AT)
