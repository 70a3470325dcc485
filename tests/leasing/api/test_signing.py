"""Signing through the API: shapes, and who is let in."""

import json
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from leasing.actions import leases
from leasing.queries.standing import contract_of
from market.actions import people, tokens
from market.clock import now, today
from market.core.actors import HOUSE
from market.documents.drawing import pdf_of
from market.models import LocalMessage
from tests.builders import a_pitch, a_user, a_vendor, an_operator
from tests.leasing.builders import a_lease
from tests.market.core.files import a_photo

pytestmark = pytest.mark.django_db
PHONE = "13800000088"


@pytest.fixture(autouse=True)
def files_aside(settings, tmp_path):
    settings.UPLOADS = tmp_path


@pytest.fixture
def lease():
    first = today() + timedelta(days=5)
    days = {"first": first, "last": first + timedelta(days=364)}
    one = a_lease(vendor=a_vendor(phone=PHONE), pitches=[a_pitch()], **days)
    return leases.offer(one, by=HOUSE, at=now())


class Caller:
    def __init__(self, user):
        self.client = Client(headers={"Accept-Language": "en"}, raise_request_exception=False)
        self.headers = {}
        if user.roles.exists():
            self.client.force_login(user)
        else:
            people.link_by_phone(user, at=now())
            bearer = tokens.issue_for_user(user, at=now())
            self.headers["Authorization"] = f"Bearer {bearer}"

    def __call__(self, method, path, body=None):
        content = b"" if body is None else json.dumps(body).encode()
        answer = self.client.generic(
            method, f"/api/v1{path}", content, "application/json", headers=self.headers
        )
        return answer.status_code, answer


def vendor():
    return Caller(a_user(phone=PHONE))


def test_a_vendor_reads_ticks_and_signs(lease):
    call, base = vendor(), f"/leases/{lease.reference}"
    status, answer = call("GET", f"{base}/contract")
    contract = answer.json()
    assert (status, contract["must_be_signed"], contract["signature"]) == (200, True, None)
    agreed = {"document": contract["document"], "ticked": contract["heavy"]}
    assert call("POST", f"{base}/signing-codes", agreed)[1].json() == {"minutes": 5, "digits": 6}
    code = re.search(r"\d{6}", LocalMessage.objects.first().body)[0]

    status, answer = call("POST", f"{base}/signatures", {**agreed, "code": code})

    assert status == 201
    signed = answer.json()
    assert (signed["phone"], signed["sha256"]) == ("138****0088", contract["sha256"])
    again = call("GET", f"{base}/contract")[1].json()["signature"]
    assert {**again, "at": ""} == {**signed, "at": ""}


def test_refusals_are_problems_with_their_codes(lease):
    call, base = vendor(), f"/leases/{lease.reference}"
    document = contract_of(lease).pk
    status, answer = call("POST", f"{base}/signing-codes", {"document": document})
    assert (status, answer.json()["code"]) == (422, "not_all_ticked")
    status, answer = call("POST", f"{base}/signing-codes", {"document": document + 1})
    assert (status, answer.json()["code"]) == (409, "contract_changed_meanwhile")


def test_the_operator_brings_the_scan_and_needs_no_reason_then(lease):
    market = lease.market
    operator = Caller(an_operator("manager", market=market))
    status, answer = operator("POST", f"/leases/{lease.reference}/sign")
    assert (status, answer.json()["code"]) == (409, "not_signed_by_vendor")
    pages = {"files": [SimpleUploadedFile("1.jpg", a_photo())]}
    scan = operator.client.post(f"/api/v1/leases/{lease.reference}/scans", pages)
    assert (scan.status_code, scan.json()["method"]) == (201, "scan")
    assert operator("POST", f"/leases/{lease.reference}/sign")[1].json()["state"] == "signed"


def test_papers_are_listed_and_drawn_for_whoever_sees_the_lease(lease):
    call = vendor()
    listed = call("GET", "/documents?kind=contract")[1].json()["items"]
    assert [paper["subject"] for paper in listed] == [f"lease:{lease.pk}"]
    status, answer = call("GET", f"/documents/{listed[0]['id']}/pdf")
    assert (status, answer.content) == (200, pdf_of(contract_of(lease)))
    other = Caller(a_user(phone="13800000001"))
    assert other("GET", "/documents")[1].json()["items"] == []
    assert other("GET", f"/documents/{listed[0]['id']}")[0] == 404
    assert other("GET", f"/leases/{lease.reference}/contract")[0] == 404
