"""The door alone: who is let in, what shape the answer has, how a refusal reads."""

import pytest

from events.models import Series
from tests.events.api.callers import Caller

pytestmark = pytest.mark.django_db


def test_a_series_is_begun_and_read(market, manager):
    told = {"market": market.pk, "slug": "star-street", "name": "星空街夜市"}

    status, begun = manager("POST", "/events", told)

    assert (status, begun["kind"], begun["zone"]) == (201, "night", None)
    assert Caller()("GET", "/events/star-street") == (200, begun)
    assert Caller()("GET", "/events")[1]["items"] == [begun]
    assert manager("POST", "/events", told)[1]["code"] == "series_exists"
    assert manager("POST", "/events", {**told, "slug": "a b"})[0] == 422
    assert Series.objects.count() == 1
