from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from market.actions import charges, complaints, erasures, permits, uploads
from market.core.actors import HOUSE, STRANGER
from market.core.hours import SHANGHAI
from market.core.refusals import Forbidden, Invalid, Missing
from market.core.seals import SealBroken
from market.models import Complaint, Erasure, Permit, PermitType, Retention, Upload, Vendor, Worker
from market.queries.erasures import due_by
from tests.builders import AT, a_charge, a_permit, a_worker, acting
from tests.inspecting import GONE, Ground
from tests.market.core.files import a_pdf, a_photo

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.UPLOADS = tmp_path
    return tmp_path


@pytest.fixture
def ground(settings):
    return Ground(settings)


@pytest.fixture
def sweep(django_capture_on_commit_callbacks):
    def run(day):
        at = datetime.combine(day, AT.time(), tzinfo=SHANGHAI)
        with django_capture_on_commit_callbacks(execute=True):
            return erasures.erase_due(by=HOUSE, at=at).counts["erased"]

    return run


def a_file(vendor, code="HEALTH_CERT", content=None, state="accepted", **given):
    """A file of a paper that is valid until 31 August 2026."""
    type = PermitType.objects.get(code=code)
    permit = a_permit(vendor=vendor, type=type, state="submitted", **given)
    upload = uploads.store(content or a_photo(), "健康证.jpg", permit, by=acting(), at=AT)
    Permit.objects.filter(pk=permit.pk).update(state=state)
    return upload


def files_in(folder):
    return [file for file in Path(folder).rglob("*") if file.is_file()]


def test_a_health_certificate_is_destroyed_a_month_after_it_ran_out(ground, sweep, folder):
    upload = a_file(ground.vendor, content=a_pdf())
    assert len(files_in(folder)) == 2, "the PDF and its picture"
    last = date(2026, 8, 31) + timedelta(days=30)

    assert sweep(last - timedelta(days=1)) == 0
    assert uploads.read(upload)
    assert sweep(last) == 1
    upload.refresh_from_db()
    assert (upload.data_key, upload.name, files_in(folder)) == ("", "", [])
    with pytest.raises(Missing) as refused:
        uploads.read(upload)
    assert refused.value.code == "file_erased"
    line = Erasure.objects.get()
    assert (line.subject, line.ended_on, line.due_on) == (
        f"upload:{upload.pk}",
        date(2026, 8, 31),
        last,
    )
    assert sweep(last) == 0


def test_a_copy_of_a_destroyed_file_is_noise_even_with_the_houses_key(ground, sweep):
    upload = a_file(ground.vendor)
    copy = uploads.place_of(upload.key).read_bytes()
    sweep(date(2026, 12, 1))
    uploads.place_of(upload.key).write_bytes(copy)
    upload.refresh_from_db()
    upload.erased_at = None
    with pytest.raises(SealBroken):
        uploads.read(upload)


def test_a_refused_or_replaced_one_is_over_when_it_was_decided(ground, sweep):
    upload = a_file(ground.vendor, state="submitted")
    permits.refuse(upload.permit, reason="not hers", by=acting(), at=AT)
    assert [due.due_on for due in due_by(date(2027, 1, 1), on=ON)] == [date(2026, 4, 1)]
    assert sweep(date(2026, 4, 1)) == 1


def test_what_waits_to_be_checked_is_kept(ground, sweep):
    a_file(ground.vendor, state="submitted", expires_on=None)
    assert sweep(date(2030, 1, 1)) == 0


def test_when_the_worker_leaves_the_certificate_and_later_the_number_go(ground, sweep):
    worker = a_worker(
        vendor=ground.vendor, until=ON, id_kind="citizen", id_sealed="h1.x", id_masked="3710**"
    )
    a_file(ground.vendor, worker=worker)
    assert sweep(ON + timedelta(days=30)) == 1
    assert sweep(ON + timedelta(days=182)) == 0
    assert sweep(ON + timedelta(days=183)) == 1
    worker = Worker.objects.get(pk=worker.pk)
    assert (worker.id_sealed, worker.id_print, worker.id_masked, worker.name != "") == (
        "",
        "",
        "",
        True,
    )


def test_a_vendors_own_number_goes_two_years_after_it_left_and_not_while_money_is_open(
    ground, sweep
):
    sealed = {"id_kind": "citizen", "id_sealed": "h1.x", "id_print": "p", "id_masked": "3710**"}
    Vendor.objects.filter(pk=ground.vendor.pk).update(**sealed)
    account = ground.vendor.accounts.get()
    charge = a_charge(account=account)
    last = ON + timedelta(days=730)
    assert sweep(last) == 0, "it is still here"
    GONE[ground.vendor.pk] = ON
    assert sweep(last) == 0, "it still owes"
    charges.reverse(charge, key="waived", reason="waived", by=HOUSE, at=AT)

    assert sweep(last - timedelta(days=1)) == 0
    assert sweep(last) == 1
    vendor = Vendor.objects.get(pk=ground.vendor.pk)
    assert (vendor.id_kind, vendor.id_sealed, vendor.id_print, vendor.id_masked) == ("",) * 4
    assert (vendor.name, Erasure.objects.get().kept) == (ground.vendor.name, "vendor_id")
    assert sweep(last) == 0


def test_the_vendors_file_stays_for_two_years_after_it_left_and_nothing_while_it_is_here(
    ground, sweep
):
    upload = a_file(ground.vendor, "FOOD_PERMIT", expires_on=date(2020, 1, 1))
    assert sweep(date(2035, 1, 1)) == 0
    GONE[ground.vendor.pk] = ON
    assert sweep(ON + timedelta(days=729)) == 0
    assert sweep(ON + timedelta(days=730)) == 1
    assert Upload.objects.get(pk=upload.pk).erased_at is not None


def test_a_vendors_file_cannot_be_kept_for_less_than_half_a_year():
    kept = Retention.objects.get(code="vendor_file")
    with pytest.raises(Invalid) as refused:
        erasures.edit(kept, {"keep_days": 182}, by=acting(), at=AT)
    assert refused.value.code == "kept_too_short"
    assert erasures.edit(kept, {"keep_days": 183}, by=acting(), at=AT).keep_days == 183
    with pytest.raises(Forbidden):
        erasures.edit(kept, {"keep_days": 400}, by=acting("manager"), at=AT)


def test_how_to_reach_who_complained_goes_after_it_was_settled(ground, sweep):
    made = complaints.receive(
        ground.market, kind="price", text="太贵了吧", contact="13800000001", by=STRANGER, at=AT
    )
    assert sweep(date(2030, 1, 1)) == 0
    complaints.settle(made, answer="ok", by=acting(), at=AT)
    assert sweep(ON + timedelta(days=90)) == 1
    assert (Complaint.objects.get().contact_sealed, Complaint.objects.get().text) == (
        "",
        "太贵了吧",
    )


def test_what_is_due_takes_the_same_questions_for_one_and_for_three(
    ground, django_assert_num_queries
):
    for vendor in ground.vendors:
        a_file(vendor)
    with django_assert_num_queries(4):
        assert len(due_by(date(2027, 1, 1), on=ON)) == 3
