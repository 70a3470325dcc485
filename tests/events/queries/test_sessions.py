from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.actions import sessions
from events.models import Session
from events.queries.cards import coming
from events.queries.sessions import (
    announced,
    in_feeds,
    mark_of,
    on_ground_of,
    series_seen_by,
    sessions_seen_by,
)
from market.core.actors import HOUSE, STRANGER
from tests.builders import a_market, a_vendor, a_zone, acting, as_vendor
from tests.events.builders import FRIDAY, a_series, a_session

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LATER = datetime(2026, 7, 1, 2, tzinfo=UTC)


def test_strangers_and_vendors_see_what_is_announced_also_when_it_is_called_off():
    series = a_series()
    a_session("planned", series=series)
    published = a_session(series=series, day=FRIDAY + DAY)
    cancelled = a_session("cancelled", series=series, day=FRIDAY + 2 * DAY)

    for reader in (STRANGER, as_vendor(a_vendor()), acting("manager", market=a_market())):
        assert list(sessions_seen_by(reader)) == [published, cancelled]
    assert list(announced()) == [published, cancelled]


def test_what_was_called_off_before_anybody_heard_of_it_stays_unheard_of():
    session = a_session("planned")
    sessions.cancel(session, by=HOUSE, at=LATER)

    assert list(announced()) == []


def test_who_works_at_a_market_sees_its_plans():
    session = a_session("planned")
    market = session.series.market

    assert list(sessions_seen_by(acting("cashier", market=market))) == [session]
    assert list(sessions_seen_by(HOUSE)) == [session]


def test_what_is_internal_stays_inside():
    session = a_session(series=a_series(kind="internal"))
    market = session.series.market

    assert list(sessions_seen_by(STRANGER)) == []
    assert list(series_seen_by(STRANGER)) == []
    assert list(sessions_seen_by(acting("checker", market=market))) == [session]
    assert list(series_seen_by(acting("checker", market=market))) == [session.series]


def test_a_zone_sees_its_own_sessions_and_those_of_the_whole_market():
    street = a_zone()
    hall = a_zone(market=street.market)
    series = a_series(market=street.market)
    here = a_session(series=series, zone=street)
    a_session(series=series, zone=hall, day=FRIDAY + DAY)
    everywhere = a_session(series=series, day=FRIDAY + 2 * DAY)
    a_session()

    assert list(on_ground_of(announced(), street)) == [here, everywhere]


def test_a_feed_keeps_the_last_thirty_days():
    session = a_session()

    assert list(in_feeds(on=FRIDAY + 30 * DAY)) == [session]
    assert list(in_feeds(on=FRIDAY + 31 * DAY)) == []


def test_what_is_called_off_late_stays_thirty_days_from_then():
    session = a_session()
    sessions.cancel(session, by=HOUSE, at=datetime(2026, 8, 20, 2, tzinfo=UTC))

    assert list(in_feeds(on=date(2026, 9, 19))) == [session]
    assert list(in_feeds(on=date(2026, 9, 20))) == []


def test_the_mark_of_a_list_changes_with_anything_that_shows():
    zone = a_zone()
    session = a_session(series=a_series(zone=zone))
    seen = {mark_of(announced()).digest}

    sessions.rename(session, name="七夕夜", name_en="", note="", by=HOUSE, at=LATER)
    seen.add(mark_of(announced()).digest)
    type(zone).objects.update(name="集装箱市场")
    seen.add(mark_of(announced()).digest)
    session.series.name = "夏夜"
    session.series.save()
    seen.add(mark_of(announced()).digest)
    a_session()
    seen.add(mark_of(announced()).digest)

    assert len(seen) == 5
    assert mark_of(announced()) == mark_of(announced())
    assert mark_of(announced()).changed_at == LATER


def test_the_mark_takes_as_many_queries_however_many_there_are():
    counts = []
    for _ in range(2):
        a_session()
        with CaptureQueriesContext(connection) as queries:
            mark_of(announced())
        counts.append(len(queries))

    assert counts == [2, 2]
    assert mark_of(Session.objects.none()).changed_at is None


def test_the_first_page_shows_the_next_three_that_take_place():
    series = a_series(name_en="Nights")
    wanted = [a_session(series=series, day=FRIDAY + number * DAY) for number in (1, 2, 3, 4)]
    a_session(series=series, day=FRIDAY - DAY)
    a_session("cancelled", series=series)
    a_session(series=a_series(kind="closure"), day=FRIDAY + DAY)

    cards = coming(FRIDAY)

    assert [card.starts_at for card in cards] == [each.starts_at for each in wanted[:3]]
    assert cards[0].url == f"/calendar/{wanted[0].pk}/"
    assert (cards[0].name, cards[0].name_en) == (series.name, "Nights")
