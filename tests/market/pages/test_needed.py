"""My papers on the phone: what to do, where, and the photo of the new one."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from market.actions import people
from market.clock import now
from market.models import Permit, PermitType
from tests.builders import a_market, a_permit, a_pitch, a_user, a_vendor, a_worker
from tests.leasing.builders import a_signed_lease

pytestmark = pytest.mark.django_db
PHONE = "13800000077"


def a_photo():
    out = BytesIO()
    Image.new("RGB", (60, 40), "white").save(out, "JPEG")
    return SimpleUploadedFile("card.jpg", out.getvalue(), "image/jpeg")


@pytest.fixture
def vendor():
    market = a_market()
    pitch = a_pitch(market=market, area_m2=Decimal(6))
    vendor = a_vendor(market=market, trade="小吃", phone=PHONE)
    a_worker(vendor=vendor)
    a_signed_lease(pitches=[pitch], vendor=vendor)
    return vendor


@pytest.fixture
def phone(client, vendor):
    user = a_user(phone=PHONE)
    people.link_by_phone(user, at=now())
    client.force_login(user)
    return client


def test_what_wants_doing_comes_first_person_by_person(phone, vendor):
    card = PermitType.objects.get(code="SD_FOOD_STALL_CARD")
    a_permit(vendor=vendor, type=card, expires_on=None)
    page = phone.get("/me/papers/")
    told = [(each.type.code, each.light, each.worker) for each in page.context["needed"]]
    assert told == [
        ("HEALTH_CERT", "missing", vendor.workers.get()),
        ("SD_FOOD_STALL_CARD", "valid", None),
    ]
    assert page.context["to_do"] == 1


def test_a_photo_of_a_health_certificate_is_sent_with_consent_or_not_at_all(phone, vendor):
    worker = vendor.workers.get()
    url = f"/me/papers/new/?type=HEALTH_CERT&worker={worker.pk}"
    assert phone.get(url).status_code == 200
    refused = phone.post(url, {"file": a_photo(), "expires_on": "2090-01-01"})
    assert (refused.status_code, Permit.objects.count()) == (422, 0)
    told = {"file": a_photo(), "expires_on": "2090-01-01", "consent": "on"}
    assert phone.post(url, told).url == "/me/papers/"
    permit = Permit.objects.get()
    assert (permit.worker, permit.state, permit.uploads.count()) == (worker, "submitted", 1)


def test_for_somebody_elses_worker_there_is_no_page(phone):
    other = a_worker()
    assert phone.get(f"/me/papers/new/?type=HEALTH_CERT&worker={other.pk}").status_code == 404
    assert phone.get("/me/papers/new/?type=NOTHING").status_code == 404


def test_somebody_elses_paper_is_not_applied_for(phone):
    assert phone.post(f"/me/papers/{a_permit().pk}/apply/").status_code == 404
