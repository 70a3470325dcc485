"""The vendor's signature seen from the desk."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from leasing.actions import leases
from leasing.models import LeaseSignature
from leasing.queries.standing import contract_of
from market.clock import now, today
from market.core.actors import HOUSE
from market.models import Document, Reveal
from tests.builders import a_market, a_pitch
from tests.leasing.builders import a_lease
from tests.market.core.files import a_pdf, a_photo

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files_aside(settings, tmp_path):
    settings.UPLOADS = tmp_path


@pytest.fixture
def lease(market):
    first = today() - timedelta(days=5)
    days = {"first": first, "last": first + timedelta(days=364)}
    one = a_lease(pitches=[a_pitch(market=market)], **days)
    return leases.offer(one, by=HOUSE, at=now())


def url(lease, deed=""):
    return f"/desk/leases/{lease.pk}/{deed}"


def scans(*contents):
    return {"files": [SimpleUploadedFile("合同.jpg", content) for content in contents]}


def test_the_signed_paper_is_brought_in_and_opened_again_and_that_is_written_down(
    lease, at_the_desk
):
    desk = at_the_desk()
    assert desk.post(url(lease, "scan/"), scans(a_photo(), a_pdf())).url == url(lease)
    row = LeaseSignature.objects.get()
    assert (row.method, row.files.count()) == ("scan", 2)

    file = row.files.get(mime="application/pdf")
    answer = desk.get(f"/desk/leases/files/{file.key}/")

    assert answer.content == a_pdf()
    assert "no-store" in answer.headers["Cache-Control"]
    assert Reveal.objects.get().subject == f"upload:{file.pk}"


def test_only_a_manager_of_the_market_opens_what_was_signed(lease, at_the_desk):
    at_the_desk().post(url(lease, "scan/"), scans(a_photo()))
    path = f"/desk/leases/files/{LeaseSignature.objects.get().files.get().key}/"
    assert at_the_desk("cashier").get(path).status_code == 403
    assert at_the_desk("owner", market=a_market()).get(path).status_code == 404
    assert Reveal.objects.count() == 0


def test_what_is_no_picture_is_refused_in_words(lease, at_the_desk):
    page = at_the_desk().post(url(lease, "scan/"), scans(b"#!/bin/sh"), follow=True)
    assert "This is neither a photo" in str(next(iter(page.context["messages"])))
    assert LeaseSignature.objects.count() == 0


def test_in_force_without_a_paper_it_says_so_and_stands_on_the_list(lease, at_the_desk):
    desk = at_the_desk()
    desk.post(url(lease, "sign/"), {"reason": "周一补签"})
    assert "In force without a signed paper" in desk.get(url(lease)).content.decode()
    listed = "/desk/leases/?standing=unsigned"
    assert [row.thing for row in desk.get(listed).context["table"].rows] == [lease]

    desk.post(url(lease, "scan/"), scans(a_photo()))

    assert list(desk.get(listed).context["table"].rows) == []


def test_the_page_leads_to_the_papers(lease, at_the_desk):
    page = at_the_desk("auditor").get(url(lease)).content.decode()
    for kind in ("contract", "plan"):
        paper = Document.objects.get(kind=kind)
        assert f"/documents/{paper.pk}.pdf" in page
    assert contract_of(lease).contents["plan"] == paper.contents["plan"]
