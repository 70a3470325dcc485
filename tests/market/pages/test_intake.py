"""A list on the desk: rehearsed first, then brought in, and not kept."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from market.models import Pitch
from tests.builders import a_market, an_operator
from tests.lists import DATA

pytestmark = pytest.mark.django_db
LIST = (DATA / "pitches-gb18030.csv").read_bytes()


@pytest.fixture(autouse=True)
def own_uploads(settings, tmp_path):
    settings.UPLOADS = tmp_path
    return tmp_path


def in_a_browser(role="manager", market=None):
    client = Client(raise_request_exception=False)
    client.force_login(an_operator(role, market=market))
    return client


def send(client, market, **given):
    file = SimpleUploadedFile("摊位.csv", LIST)
    return client.post(
        "/desk/intake/", {"file": file, "kind": "pitches", "market": market.pk, **given}
    )


def kept(place):
    return list((place / "intake").glob("*"))


def test_a_list_is_shown_line_by_line_and_only_then_brought_in(own_uploads):
    market = a_market()
    client = in_a_browser(market=market)
    shown = send(client, market)
    assert (shown.status_code, Pitch.objects.count(), len(kept(own_uploads))) == (200, 0, 1)
    assert "摊位号" in shown.content.decode()
    assert "鲜肉".encode() not in kept(own_uploads)[0].read_bytes()
    done = client.post("/desk/intake/do/")
    assert (done.status_code, Pitch.objects.count(), kept(own_uploads)) == (200, 5, [])
    assert client.post("/desk/intake/do/").status_code == 404


def test_who_may_not_bring_lists_in_is_told_so_and_nothing_is_kept(own_uploads):
    market = a_market()
    assert send(in_a_browser("cashier", market), market).status_code == 403
    assert (Pitch.objects.count(), kept(own_uploads)) == (0, [])


def test_another_markets_manager_cannot_choose_this_one():
    market = a_market()
    assert send(in_a_browser(market=a_market()), market).status_code == 422
    assert Pitch.objects.count() == 0


def test_what_cannot_be_read_is_said_on_the_form():
    market = a_market()
    client = in_a_browser(market=market)
    answer = client.post(
        "/desk/intake/",
        {
            "file": SimpleUploadedFile("a.xls", b"\xd0\xcf\x11\xe0"),
            "kind": "pitches",
            "market": market.pk,
        },
    )
    assert answer.status_code == 422
    assert ".xlsx" in answer.content.decode()


def test_a_stranger_is_sent_to_log_in():
    assert Client().get("/desk/intake/").status_code == 302
