from datetime import UTC, datetime

import pytest
import time_machine

from events.models import Filing, Series, Session, SignUp
from tests.builders import a_market, a_zone, an_operator
from tests.events.builders import (
    FRIDAY,
    a_filing,
    a_pitch_for,
    a_place,
    a_series,
    a_session,
    a_sign_up,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def first_of_june():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def desk(client):
    """A browser in which the manager of a market is logged in."""
    client.market = a_market()
    client.force_login(an_operator("manager", market=client.market))
    return client


def page_of(answer):
    return answer.content.decode()


def test_strangers_are_sent_to_log_in(client):
    for path in ("/desk/calendar/", f"/desk/calendar/{a_session().pk}/", "/desk/calendar/new/"):
        answer = client.get(path)
        assert (answer.status_code, answer.url) == (302, f"/accounts/login/?next={path}")


def test_the_desk_lists_its_own_markets_sessions_in_the_order_in_which_they_begin(desk):
    series = a_series(market=desk.market)
    later = a_session("planned", series=series, day=FRIDAY.replace(day=19))
    sooner = a_session(series=a_series(market=desk.market))
    a_session("planned")

    page = desk.get("/desk/calendar/").context["page"]

    assert list(page) == [sooner, later]


def test_the_desk_shows_what_is_over_or_waits_when_it_is_asked(desk):
    series = a_series(market=desk.market)
    over = a_session(series=series, day=FRIDAY.replace(month=5))
    large = a_session(
        "planned", series=series, expected_people=4800, day=FRIDAY.replace(month=6, day=28)
    )
    asked = a_sign_up(a_session(series=series)).session

    shown = {
        show: list(desk.get(f"/desk/calendar/?show={show}").context["page"])
        for show in ("past", "filings", "sign-ups")
    }

    assert shown == {"past": [over], "filings": [large], "sign-ups": [asked]}


def test_the_numbers_of_a_line_do_not_multiply_each_other(desk):
    session = a_session(series=a_series(market=desk.market), expected_people=4800)
    a_place(session)
    a_place(session)
    a_sign_up(session)

    (line,) = desk.get("/desk/calendar/").context["page"]

    assert (line.placed, line.asked, line.to_file) == (2, 1, 1)


def test_a_session_is_planned_with_its_hours_past_midnight(desk):
    series = a_series(zone=a_zone(market=desk.market))

    answer = desk.post(
        "/desk/calendar/new/",
        {
            "series": series.pk,
            "day": "2026-07-17",
            "opens": "18:00",
            "closes": "01:00",
            "expected_people": "4800",
            "features": ["food_fair"],
        },
    )

    session = Session.objects.get()
    assert answer.url == f"/desk/calendar/{session.pk}/"
    assert (session.day, session.state, session.zone) == (FRIDAY, "planned", series.zone)
    assert session.ends_at == datetime(2026, 7, 17, 17, tzinfo=UTC)
    assert session.filings.count() == 2


def test_hours_that_fit_into_no_market_day_are_told_on_the_form(desk):
    series = a_series(market=desk.market)

    answer = desk.post(
        "/desk/calendar/new/",
        {"series": series.pk, "day": "2026-07-17", "opens": "18:00", "closes": "09:00"},
    )

    assert answer.status_code == 422
    assert "A market day runs from 05:00" in page_of(answer)
    assert 'value="18:00"' in page_of(answer)
    assert Session.objects.count() == 0


def test_a_series_of_another_market_cannot_be_chosen(desk):
    answer = desk.post(
        "/desk/calendar/new/",
        {"series": a_series().pk, "day": "2026-07-17", "opens": "18:00", "closes": "22:00"},
    )

    assert answer.status_code == 422
    assert Session.objects.count() == 0


def test_a_series_is_begun(desk):
    answer = desk.post(
        "/desk/calendar/series/new/",
        {"market": desk.market.pk, "name": "星空街夜市", "kind": "night", "slug": "star-street"},
    )

    assert answer.url == f"/desk/calendar/series/{Series.objects.get().pk}/"
    assert Series.objects.get().slug == "star-street"


def test_a_session_is_announced_and_called_off(desk):
    session = a_session("planned", series=a_series(market=desk.market))

    desk.post(f"/desk/calendar/{session.pk}/publish/")
    assert Session.objects.get().state == "published"

    desk.post(f"/desk/calendar/{session.pk}/cancel/", {"reason": "台风"})
    assert Session.objects.get().state == "cancelled"


def test_what_may_not_be_announced_says_why_and_stays(desk):
    session = a_session(
        "planned",
        series=a_series(market=desk.market),
        expected_people=4800,
        day=FRIDAY.replace(month=6),
    )

    answer = desk.post(f"/desk/calendar/{session.pk}/publish/", follow=True)

    assert "by Thu 28 May 2026" in page_of(answer)
    assert Session.objects.get().state == "planned"


def test_a_session_is_moved_renamed_and_its_crowd_is_said(desk):
    session = a_session(series=a_series(market=desk.market))
    when = {"day": "2026-07-18", "opens": "17:00", "closes": "23:00"}

    desk.post(f"/desk/calendar/{session.pk}/move/", when)
    desk.post(f"/desk/calendar/{session.pk}/rename/", {"name": "七夕夜", "name_en": "", "note": ""})
    desk.post(f"/desk/calendar/{session.pk}/expect/", {"expected_people": "1000"})

    session.refresh_from_db()
    assert (session.day, session.sequence) == (FRIDAY.replace(day=18), 1)
    assert (session.name, session.expected_people) == ("七夕夜", 1000)
    assert session.filings.count() == 1


def test_the_form_for_moving_begins_with_where_it_is(desk):
    session = a_session(series=a_series(market=desk.market))

    page = page_of(desk.get(f"/desk/calendar/{session.pk}/move/"))

    for value in ("2026-07-17", "18:00", "01:00"):
        assert f'value="{value}"' in page


def test_a_vendor_is_given_a_pitch_made_to_wait_and_turned_down(desk):
    session = a_session(series=a_series(zone=a_zone(market=desk.market)))
    pitch, waits, gone = a_pitch_for(session), a_sign_up(session), a_sign_up(session)
    placed = a_sign_up(session)

    desk.post(f"/desk/calendar/{session.pk}/place/", {"sign_up": placed.pk, "pitch": pitch.pk})
    desk.post(f"/desk/sign-ups/{waits.pk}/wait/")
    desk.post(f"/desk/sign-ups/{gone.pk}/refuse/")

    states = {each.pk: each.state for each in SignUp.objects.all()}
    assert states == {placed.pk: "placed", waits.pk: "waiting", gone.pk: "refused"}
    desk.post(f"/desk/sign-ups/{placed.pk}/withdraw/")
    assert SignUp.objects.get(pk=placed.pk).hold.released_at == NOW


def test_a_pitch_that_is_taken_is_not_among_the_choices(desk):
    session = a_session(series=a_series(zone=a_zone(market=desk.market)))
    taken = a_place(session).pitch
    sign_up = a_sign_up(session)

    answer = desk.post(
        f"/desk/calendar/{session.pk}/place/", {"sign_up": sign_up.pk, "pitch": taken.pk}
    )

    assert answer.status_code == 200
    assert answer.context["place"].errors.keys() == {"pitch"}
    assert SignUp.objects.get(pk=sign_up.pk).state == "asked"


def test_a_filing_goes_its_way(desk):
    session = a_session("planned", series=a_series(market=desk.market), expected_people=4800)
    filing = a_filing(session)

    desk.post(f"/desk/filings/{filing.pk}/apply/")
    without_number = desk.post(f"/desk/filings/{filing.pk}/grant/", follow=True)
    assert "Copy the number from the permit" in page_of(without_number)
    assert Filing.objects.get().state == "applied"

    desk.post(f"/desk/filings/{filing.pk}/grant/", {"number": "威临公许 12"})
    assert (Filing.objects.get().state, Filing.objects.get().number) == ("granted", "威临公许 12")


def test_a_filing_that_is_late_stands_in_red(desk):
    session = a_session(
        "planned",
        series=a_series(market=desk.market),
        expected_people=4800,
        day=FRIDAY.replace(month=6),
    )

    page = page_of(desk.get(f"/desk/calendar/{session.pk}/"))

    assert "Safety permit for a mass event: the last day to file was Thu 28 May 2026" in page


def test_an_auditor_sees_no_buttons_and_cannot_press_them(client):
    session = a_session("planned")
    a_sign_up(session)
    client.force_login(an_operator("auditor", market=session.series.market))

    page = page_of(client.get(f"/desk/calendar/{session.pk}/"))

    assert "Announce it" not in page
    assert "Turn down" not in page
    assert client.post(f"/desk/calendar/{session.pk}/publish/").status_code == 403


def test_another_markets_things_are_not_there(desk):
    sign_up, filing = a_sign_up(), a_filing()

    answers = [
        desk.get(f"/desk/calendar/{sign_up.session.pk}/"),
        desk.post(f"/desk/calendar/{sign_up.session.pk}/cancel/"),
        desk.post(f"/desk/sign-ups/{sign_up.pk}/refuse/"),
        desk.post(f"/desk/filings/{filing.pk}/apply/"),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404, 404]
    assert SignUp.objects.get().state == "asked"
