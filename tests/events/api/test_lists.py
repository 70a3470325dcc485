"""The door alone: who is let in, what shape the answer has, how a refusal reads."""

import pytest

from events.models import Session
from tests.builders import a_zone
from tests.events.builders import (
    FRIDAY,
    a_place,
    a_series,
    a_session,
)

pytestmark = pytest.mark.django_db


def test_a_list_of_many_takes_as_many_queries_as_a_list_of_one(
    market, manager, django_assert_max_num_queries
):
    series = a_series(zone=a_zone(market=market))
    counts = {}
    for round in (1, 3):
        while Session.objects.count() < round:
            session = a_session(
                series=series,
                expected_people=4800,
                day=FRIDAY.replace(day=18 + Session.objects.count()),
            )
            a_place(session)
        for path in ("/sessions", "/sign-ups", "/filings"):
            with django_assert_max_num_queries(20) as asked:
                manager("GET", path)
            counts.setdefault(path, []).append(len(asked))

    assert all(one == three for one, three in counts.values()), counts
