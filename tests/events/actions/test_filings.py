from datetime import UTC, date, datetime

import pytest

from events.actions import filings, sessions
from events.core.occasions import Feature
from events.models import Filing, Session
from market.core.actors import HOUSE
from market.core.hours import Hours
from market.core.refusals import Conflict, Forbidden, Invalid
from market.models import Move
from tests.builders import AT, a_market, acting
from tests.events.builders import FRIDAY, NIGHT, a_filing, a_session

pytestmark = pytest.mark.django_db
LATER = datetime(2026, 7, 1, 2, tzinfo=UTC)


def test_a_large_night_notes_what_must_be_filed():
    filing = a_filing()

    assert (filing.state, filing.authority, filing.apply_by, filing.number) == (
        "needed",
        "县级公安机关",
        date(2026, 6, 27),
        "",
    )


def test_noting_it_twice_changes_nothing():
    filing = a_filing()

    filings.require_filings(filing.session)

    assert list(Filing.objects.values_list("pk", "state")) == [(filing.pk, "needed")]


def test_a_filing_that_is_not_needed_any_more_goes_unless_it_was_begun():
    session = a_session(
        "planned", expected_people=4800, features=[Feature.FOOD_FAIR, Feature.PUBLIC_ROAD]
    )
    report = session.filings.get(type__code="FOOD_FAIR_REPORT")
    filings.apply(report, by=HOUSE, at=AT)

    sessions.expect(session, people=500, features=[], by=HOUSE, at=LATER)

    assert list(session.filings.values_list("type__code", "state")) == [
        ("FOOD_FAIR_REPORT", "applied")
    ]


def test_a_filing_that_was_begun_stays_on_record_when_it_is_needed_no_more():
    filing = a_filing()
    filings.apply(filing, by=HOUSE, at=AT)
    sessions.expect(filing.session, people=5200, features=[], by=HOUSE, at=LATER)
    assert Filing.objects.get().state == "needed"

    sessions.expect(filing.session, people=500, features=[], by=HOUSE, at=LATER)

    assert Filing.objects.get() == filing


def test_a_permit_is_applied_for_and_granted_under_its_number():
    filing = a_filing()

    filings.apply(filing, by=HOUSE, at=AT)
    filings.grant(filing, number=" 威临公许 2026-12 ", by=HOUSE, at=LATER)

    assert (filing.state, filing.number) == ("granted", "威临公许 2026-12")
    assert list(Move.objects.values_list("name", flat=True)) == ["apply", "grant"]


def test_an_approval_without_its_number_is_not_noted():
    filing = a_filing()
    filings.apply(filing, by=HOUSE, at=AT)

    with pytest.raises(Invalid) as refused:
        filings.grant(filing, number="  ", by=HOUSE, at=LATER)

    assert refused.value.code == "number_needed"
    assert Filing.objects.get().state == "applied"


def test_a_report_needs_no_number():
    session = a_session("planned", features=[Feature.FOOD_FAIR])
    report = session.filings.get()
    filings.apply(report, by=HOUSE, at=AT)

    filings.grant(report, number="", by=HOUSE, at=AT)

    assert report.state == "granted"


def test_what_is_refused_may_be_applied_for_again():
    filing = a_filing()
    filings.apply(filing, by=HOUSE, at=AT)
    filings.refuse(filing, reason="缺消防方案", by=HOUSE, at=LATER)

    filings.apply(filing, by=HOUSE, at=LATER)

    assert filing.state == "applied"
    assert Move.objects.get(name="refuse").reason == "缺消防方案"


def test_nothing_is_granted_that_was_not_applied_for():
    with pytest.raises(Conflict):
        filings.grant(a_filing(), number="12", by=HOUSE, at=LATER)


def test_only_the_markets_own_people_file():
    filing = a_filing()

    for stranger in (acting("manager", market=a_market()), acting("cashier")):
        with pytest.raises(Forbidden):
            filings.apply(filing, by=stranger, at=AT)
    market = filing.session.series.market
    assert filings.apply(filing, by=acting("checker", market=market), at=AT).state == "applied"


def test_a_change_that_breaks_nothing_leaves_the_permit_granted():
    filing = a_filing()
    filings.apply(filing, by=HOUSE, at=AT)
    filings.grant(filing, number="12", by=HOUSE, at=AT)

    sessions.expect(filing.session, people=4000, features=[], by=HOUSE, at=LATER)
    assert Filing.objects.get().state == "granted"

    sessions.expect(filing.session, people=4500, features=[], by=HOUSE, at=LATER)
    assert Filing.objects.get().state == "needed"


def test_a_move_of_a_granted_permit_asks_for_approval_before_the_old_time():
    filing = a_filing()
    filings.apply(filing, by=HOUSE, at=AT)
    filings.grant(filing, number="12", by=HOUSE, at=AT)

    sessions.move_to(
        filing.session, day=date(2026, 7, 24), hours=NIGHT, zone=None, by=HOUSE, at=LATER
    )

    filing.refresh_from_db()
    assert (filing.state, filing.remedy, filing.apply_by) == ("needed", "approval", FRIDAY)
    assert Move.objects.filter(name="need_again").count() == 1


def test_a_larger_crowd_goes_to_another_authority():
    filing = a_filing()

    sessions.expect(filing.session, people=5200, features=[], by=HOUSE, at=LATER)

    assert Filing.objects.get().authority == "市级公安机关"


def test_the_rules_see_the_session_as_it_stands():
    session = Session.objects.get(pk=a_session("planned", features=[Feature.BARBECUE]).pk)

    seen = filings.occasion(session)

    assert (seen.day, seen.hours) == (FRIDAY, Hours(18 * 60, 25 * 60))
    assert (seen.people, seen.features, seen.place) == (None, {Feature.BARBECUE}, None)
