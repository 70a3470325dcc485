from datetime import timedelta

import pytest
from django.test import Client

from leasing.actions import leases, renewals
from leasing.core.renewing import Again
from leasing.models import Renewal, Transfer
from market.clock import now, today
from market.core.actors import HOUSE
from market.models import Member
from tests.builders import a_user, a_vendor
from tests.leasing.builders import a_signed_lease

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine():
    lease = a_signed_lease(first=today() - timedelta(days=30), last=today() + timedelta(days=60))
    user = a_user(phone="13900000009")
    Member.objects.create(user=user, vendor=lease.vendor, since=now())
    client = Client()
    client.force_login(user)
    return lease, client


def url(lease, more=""):
    return f"/me/leases/{lease.reference}/{more}"


def offered(lease):
    return renewals.offer(lease, Again(12), until=now() + timedelta(days=3), by=HOUSE, at=now())


def test_a_renewal_is_shown_and_accepted_with_one_press(mine):
    lease, client = mine
    offered(lease)
    page = client.get(url(lease))
    assert sorted(page.context["renewal_can"]) == ["accept", "decline"]
    assert "would you like to stay" in client.get("/me/").content.decode()
    client.post(url(lease, "renewal/accept/"))
    assert Renewal.objects.get().state == "accepted"
    assert "accept" not in client.get(url(lease)).context["renewal_can"]


def test_who_leaves_declines(mine):
    lease, client = mine
    offered(lease)
    client.post(url(lease, "renewal/decline/"))
    assert Renewal.objects.get().state == "declined"
    assert client.get(url(lease)).context["renewal"] is None


def test_handing_on_is_asked_for_by_the_others_mobile_number(mine):
    lease, client = mine
    other = a_vendor(phone="13800000001")
    day = today() + timedelta(days=5)
    wrong = client.post(url(lease, "transfer/"), {"phone": "13800000002", "from_day": day})
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["phone"])
    client.post(url(lease, "transfer/"), {"phone": "138-0000-0001", "from_day": day})
    assert (Transfer.objects.get().after, Transfer.objects.get().state) == (other, "asked")
    assert client.get(url(lease)).status_code == 200


def test_an_early_end_is_said_and_the_plan_is_the_stored_one(mine):
    lease, client = mine
    leases.end(lease, last=today(), reason="", by=HOUSE, at=now())
    page = client.get(url(lease))
    assert "This lease ends on" in page.content.decode()
    assert len(page.context["plan"]) == lease.instalments.count()


def test_nobody_sees_or_answers_for_another_vendors_lease(mine):
    _, client = mine
    other = a_signed_lease()
    for path in ("", "transfer/"):
        assert client.get(url(other, path)).status_code == 404
    assert client.post(url(other, "renewal/accept/")).status_code == 404
