"""Signing on the phone: what is shown, which step comes next, and what is refused."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from leasing.actions import leases
from leasing.models import LeaseSignature
from leasing.queries.standing import contract_of
from market.actions import people
from market.clock import now, today
from market.core.actors import HOUSE
from market.models import LocalMessage
from tests.builders import a_user, a_vendor
from tests.leasing.builders import a_lease

pytestmark = pytest.mark.django_db
PHONE = "13800000099"


@pytest.fixture(autouse=True)
def files_aside(settings, tmp_path):
    settings.UPLOADS = tmp_path


@pytest.fixture
def lease():
    first = today() + timedelta(days=5)
    days = {"first": first, "last": first + timedelta(days=364)}
    one = a_lease(vendor=a_vendor(phone=PHONE), deposit_fen=170000, **days)
    return leases.offer(one, by=HOUSE, at=now())


@pytest.fixture
def phone():
    """The vendor's own phone, logged in."""
    user = a_user(phone=PHONE)
    people.link_by_phone(user, at=now())
    client = Client(headers={"Accept-Language": "en", "User-Agent": "a phone"})
    client.force_login(user)
    return client


def page_of(lease):
    return f"/me/leases/{lease.reference}/sign/"


def told(lease, **given):
    paper = contract_of(lease)
    heavy = [clause["number"] for clause in paper.contents["clauses"] if clause["heavy"]]
    return {"document": paper.pk, "ticked": heavy, **given}


def test_the_contract_stands_there_with_a_box_at_every_heavy_clause(lease, phone):
    page = phone.get(page_of(lease)).content.decode()
    assert page.count('name="ticked"') == len(told(lease)["ticked"]) == 5
    assert "不是定金" in page


def test_ticked_and_coded_it_is_signed_and_the_address_is_kept(lease, phone):
    sent = phone.post(page_of(lease), told(lease, step="code"))
    assert sent.status_code == 200
    code = re.search(r"\d{6}", LocalMessage.objects.first().body)[0]

    answer = phone.post(page_of(lease), told(lease, step="sign", code=code))

    assert answer.url == f"/me/leases/{lease.reference}/"
    row = LeaseSignature.objects.get()
    assert (row.method, row.ip, row.user_agent) == ("code", "127.0.0.1", "a phone")
    assert "You signed" in phone.get(page_of(lease)).content.decode()


def test_without_every_tick_no_code_is_sent(lease, phone):
    answer = phone.post(page_of(lease), told(lease, step="code", ticked=["第四条"]))
    assert answer.status_code == 422
    assert LocalMessage.objects.count() == 0
    assert "Please read and tick these clauses too" in answer.content.decode()


def test_a_wrong_code_comes_back_with_the_ticks_kept(lease, phone):
    phone.post(page_of(lease), told(lease, step="code"))
    answer = phone.post(page_of(lease), told(lease, step="sign", code="000000x"))
    assert answer.status_code == 422
    assert answer.content.decode().count("checked") == 5
    assert LeaseSignature.objects.count() == 0


def test_the_vendors_home_says_that_a_contract_waits_until_it_is_signed(lease, phone):
    assert page_of(lease) in phone.get("/me/").content.decode()
    phone.post(page_of(lease), told(lease, step="code"))
    code = re.search(r"\d{6}", LocalMessage.objects.first().body)[0]
    phone.post(page_of(lease), told(lease, step="sign", code=code))
    assert page_of(lease) not in phone.get("/me/").content.decode()


def test_nobody_else_finds_it(lease):
    stranger = Client()
    other = Client()
    other.force_login(a_user())
    assert [client.get(page_of(lease)).status_code for client in (stranger, other)] == [404, 404]


def test_the_lease_leads_to_it_until_it_is_signed(lease, phone):
    home = f"/me/leases/{lease.reference}/"
    assert page_of(lease) in phone.get(home).content.decode()
    phone.post(page_of(lease), told(lease, step="code"))
    code = re.search(r"\d{6}", LocalMessage.objects.first().body)[0]
    phone.post(page_of(lease), told(lease, step="sign", code=code))
    assert page_of(lease) not in phone.get(home).content.decode()
