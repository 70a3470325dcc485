from datetime import date

import pytest

from events.actions import filings, sessions, sign_ups
from events.queries.desk import waiting
from market.core.actors import HOUSE
from tests.builders import AT, a_market, acting, as_vendor
from tests.events.builders import FRIDAY, a_filing, a_session, a_sign_up

pytestmark = pytest.mark.django_db


def test_a_filing_waits_from_25_days_before_its_last_day_and_is_urgent_in_the_last_week():
    a_filing()

    assert waiting(HOUSE, date(2026, 6, 1)) == []
    (soon,) = waiting(HOUSE, date(2026, 6, 2))
    (urgent,) = waiting(HOUSE, date(2026, 6, 21))
    assert (soon.count, soon.url_name, soon.query) == (1, "events:desk", "show=filings")
    assert (soon.urgent, urgent.urgent) == (False, True)
    assert waiting(HOUSE, FRIDAY)[0].urgent


def test_what_is_filed_called_off_or_over_does_not_wait():
    filing = a_filing()
    assert waiting(HOUSE, date(2026, 7, 18)) == []

    filings.apply(filing, by=HOUSE, at=AT)
    assert waiting(HOUSE, date(2026, 6, 20)) == []

    sessions.cancel(a_filing().session, by=HOUSE, at=AT)
    assert waiting(HOUSE, date(2026, 6, 20)) == []


def test_a_request_waits_until_it_is_answered():
    sign_up = a_sign_up(a_session())
    (asked,) = waiting(HOUSE, FRIDAY)
    assert (asked.count, asked.query, asked.urgent) == (1, "show=sign-ups", False)

    sign_ups.wait(sign_up, by=HOUSE, at=AT)

    assert waiting(HOUSE, FRIDAY) == []


def test_nothing_waits_for_those_who_do_not_work_here():
    filing = a_filing()
    sign_up = a_sign_up(filing.session)

    for other in (as_vendor(sign_up.vendor), acting("manager", market=a_market())):
        assert waiting(other, date(2026, 6, 20)) == []
