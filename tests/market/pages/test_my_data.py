"""My data: what is kept, a copy of it, putting it right, and taking a consent back."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
import time_machine

from market.actions import erasures, my_data, uploads
from market.core.actors import HOUSE, Actor
from market.core.data_kinds import DATA_KINDS
from market.models import Erasure, Move, PermitType, Worker
from market.queries.my_data import gathered
from tests.builders import (
    AT,
    a_charge,
    a_market,
    a_permit,
    a_user,
    a_vendor,
    a_worker,
    an_account,
    as_vendor,
    phone_of,
)
from tests.market.api.callers import with_token
from tests.market.core.files import a_photo
from tests.refused import refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_monday():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def place():
    market = a_market()
    vendor = a_vendor(market=market, phone="13800000001", id_kind="citizen", id_masked="3710****")
    account = an_account(vendor=vendor, market=market)
    a_charge(account=account)
    health = PermitType.objects.get(code="HEALTH_CERT")
    permit = a_permit(
        vendor=vendor, type=health, worker=a_worker(vendor=vendor), consent_at=AT, state="submitted"
    )
    uploads.store(a_photo(), "a.jpg", permit, by=HOUSE, at=AT)
    return phone_of(vendor, user=a_user(phone="13800000001")), vendor, permit


def test_what_is_kept_is_told_kind_by_kind_with_why_and_how_long(place):
    client, vendor, _ = place
    other = a_vendor(name="别家")
    a_permit(vendor=other)
    rows = gathered([vendor.pk])
    assert {kind: len(found) for kind, found in rows.items() if found} == {
        "file": 1,
        "identity": 1,
        "papers": 1,
        "workers": 1,
        "members": 1,
        "bills": 1,
    }
    page = client.get("/me/data/").content.decode()
    assert all(kind.what in page for kind in DATA_KINDS)


def test_a_copy_has_everything_and_the_photos_and_is_written_down(place):
    client, vendor, _ = place
    answer = client.post("/me/data/copy/", {"files": "1"})
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    told = json.loads(archive.read("data.json"))
    names = archive.namelist()
    assert told["data"]["file"][0]["name"] == vendor.name
    assert told["data"]["bills"][0]["amount_fen"] == 170000
    assert [name.split("-")[0] for name in names] == ["data.json", "papers/HEALTH_CERT"]
    assert "3710****" in archive.read("data.json").decode()
    assert Move.objects.get(noun="vendor").name == "copy"
    assert answer["Cache-Control"] == "private, no-store"


def test_only_the_vendors_own_has_a_copy_made(place):
    vendor = place[1]
    helper = Actor("帮手", user=1, vendors=frozenset({vendor.pk}), helps=frozenset({vendor.pk}))
    given = {"files": False, "at": AT}
    assert refused(my_data.copy, [vendor], by=helper, **given)[0] == "not_yours_to_do"
    assert (
        refused(my_data.copy, [a_vendor()], by=as_vendor(vendor), **given)[0] == "not_yours_to_do"
    )


def test_a_consent_that_is_taken_back_destroys_the_photos_and_ends_the_paper(place):
    client, vendor, permit = place
    upload = permit.uploads.get()
    client.post(f"/me/data/consents/{permit.pk}/")
    permit.refresh_from_db()
    upload.refresh_from_db()
    assert (permit.state, upload.data_key, upload.erased_at) == ("withdrawn", "", AT)
    line = Erasure.objects.get()
    assert (line.vendor, line.why, line.sha256) == (
        vendor,
        "the consent was taken back",
        upload.sha256,
    )
    by = as_vendor(vendor)
    assert refused(my_data.withdraw_consent, permit, by=by, at=AT)[0] == "no_consent"


def test_what_is_harmless_is_put_right_at_once(place):
    client, vendor, _ = place
    client.post("/me/data/", {"contact": "王小蔄", "email": "man@example.com"})
    vendor.refresh_from_db()
    assert (vendor.contact, vendor.email) == ("王小蔄", "man@example.com")


def test_over_the_api_one_sees_copies_and_takes_back(place):
    _, vendor, permit = place
    api = with_token(vendor.members.get().user)
    kept = {each["kind"]: each for each in api.get("/me/data").json()}
    assert (kept["papers"]["count"], kept["bills"]["days_afterwards"]) == (1, None)
    assert json.loads(api.post("/me/data/copy").content)["data"]["workers"][0]["name"]
    assert api.get("/me/consents").json()[0]["stands"] is True
    answer = api.post(f"/me/consents/{permit.pk}/withdraw").json()
    assert answer["stands"] is False


def over(place):
    """The paper has lapsed, and somebody who worked here has left, whose number is kept."""
    _, vendor, permit = place
    permit.state, permit.expires_on = "accepted", AT.date() - timedelta(days=1)
    permit.save()
    left = a_worker(vendor=vendor, until=AT.date() - timedelta(days=1))
    Worker.objects.filter(pk=left.pk).update(id_sealed="sealed", id_masked="3710****")
    return permit.uploads.get(), left


def test_what_is_over_is_destroyed_today_when_the_vendor_asks(place):
    client = place[0]
    upload, left = over(place)
    before = client.get("/me/data/").content.decode()
    assert "/me/data/erase/" in before

    client.post("/me/data/erase/")

    upload.refresh_from_db()
    left.refresh_from_db()
    assert (upload.data_key, upload.erased_at, left.id_sealed) == ("", AT, "")
    assert set(Erasure.objects.values_list("subject", "why")) == {
        (f"upload:{upload.pk}", "the vendor asked for it"),
        (f"worker:{left.pk}", "the vendor asked for it"),
    }
    assert "/me/data/erase/" not in client.get("/me/data/").content.decode()


def test_what_is_needed_still_stays_whoever_asks(place):
    _, vendor, permit = place
    stranger = a_vendor()
    assert erasures.erase_over([vendor], by=as_vendor(vendor), at=AT) == 0
    over(place)
    assert erasures.erase_over([stranger], by=as_vendor(stranger), at=AT) == 0
    assert refused(erasures.erase_over, [vendor], by=as_vendor(stranger), at=AT)[0] == (
        "not_yours_to_do"
    )
    assert permit.uploads.get().erased_at is None


def test_a_helper_has_nothing_destroyed(place):
    vendor = place[1]
    helper = Actor("帮手", user=1, vendors=frozenset({vendor.pk}), helps=frozenset({vendor.pk}))
    assert refused(erasures.erase_over, [vendor], by=helper, at=AT)[0] == "not_yours_to_do"


def test_over_the_api_what_is_over_is_destroyed_once(place):
    over(place)
    api = with_token(place[1].members.get().user)
    assert api.post("/me/data/erase").json() == {"erased": 2}
    assert api.post("/me/data/erase").json() == {"erased": 0}
