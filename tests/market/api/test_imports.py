"""POST /imports/{kind}: who may, what is answered, what stays."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from market.models import Pitch
from tests.builders import a_market
from tests.lists import DATA
from tests.market.api.callers import API, a_stranger, in_a_browser, with_key

pytestmark = pytest.mark.django_db
LIST = (DATA / "pitches-gb18030.csv").read_bytes()


def send(caller, market, kind="pitches", query="", **given):
    file = SimpleUploadedFile("list.csv", LIST)
    return caller.client.post(
        f"{API}/imports/{kind}{query}",
        {"file": file, "market": market.code, **given},
        headers=caller.headers,
    )


def test_a_list_is_rehearsed_and_brought_in():
    market = a_market()
    key = with_key(["intake.*"], "manager", market=market)
    rehearsed = send(key, market, query="?dry_run=true")
    assert (rehearsed.status_code, Pitch.objects.count()) == (200, 0)
    done = json.loads(send(key, market).content)
    assert done["figures"] == {
        **{"lines": 10, "created": 5, "changed": 0, "unchanged": 0, "skipped": 2, "refused": 3},
        "new_zones": 3,
    }
    assert done["remarks"] == json.loads(rehearsed.content)["remarks"]
    assert Pitch.objects.count() == 5


def test_who_may_not_is_refused_and_what_one_may_not_see_is_not_found():
    market = a_market()
    assert send(a_stranger(), market).status_code == 401
    assert send(in_a_browser("cashier", market=market), market).status_code == 403
    assert send(with_key(["lease.*"], "manager", market=market), market).status_code == 403
    assert send(in_a_browser("manager", market=a_market()), market).status_code == 404
    assert send(in_a_browser(), market, kind="goats").status_code == 404
    assert Pitch.objects.count() == 0
