"""The vendor's phone and the desk's own pages of nights, calls and filings."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from events.models import CallOff, CheckIn, Filing, HandBack, NightCall, Session, SignUp
from events.pages.stall_codes import address_of, pitch_of, squares
from market.models import Member
from tests.builders import AT, a_market, a_user, a_vendor, a_zone, an_operator
from tests.events.builders import FRIDAY, a_filing, a_series, a_session
from tests.events.parts import a_call, signed_up, with_a_pitch

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 2, tzinfo=UTC)
TONIGHT = datetime(2026, 7, 17, 11, tzinfo=UTC)


@pytest.fixture(autouse=True)
def first_of_june(settings):
    settings.SESSION_COOKIE_AGE = 90 * 24 * 3600  # still logged in on the night
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def desk(client):
    client.market = a_market()
    client.force_login(an_operator("manager", market=client.market))
    return client


@pytest.fixture
def phone(client):
    client.vendor, user = a_vendor(trade="百货"), a_user()
    Member.objects.create(user=user, vendor=client.vendor, since=AT)
    client.force_login(user)
    return client


def test_a_vendor_ticks_nights_on_the_calendar_and_sees_them_afterwards(phone):
    series = a_series()
    nights = [a_session(series=series, day=FRIDAY + timedelta(days=7 * n)) for n in range(3)]
    call = a_call(series=series)
    page = phone.get(f"/me/nights/calls/{call.pk}/")
    offered = [
        n["session"]
        for m in page.context["months"]
        for w in m["weeks"]
        for d in w
        for n in d["nights"]
    ]

    ticked = {"night": [nights[0].pk, nights[2].pk]}
    answer = phone.post(f"/me/nights/calls/{call.pk}/", ticked)

    assert (offered, answer.status_code) == (nights, 302)
    mine = phone.get("/me/nights/").context["coming"]
    assert [each.session for each in mine] == [nights[0], nights[2]]


def test_a_sign_up_that_is_refused_says_why_and_keeps_the_ticks(phone):
    session = a_session()
    call = a_call(session, closes_at=NOW - timedelta(days=1))

    answer = phone.post(f"/me/nights/calls/{call.pk}/", {"night": [session.pk], "code": "NO"})

    assert (answer.status_code, answer.context["closed"]) == (422, True)
    assert "Sign-up has closed" in answer.context["fault"]
    assert f'value="{session.pk}" checked' in answer.content.decode()


def test_a_vendor_confirms_gives_back_and_answers_only_for_themselves(phone):
    session = a_session()
    call = a_call(session)
    made, foreign = signed_up(call, session, phone.vendor), signed_up(call, session)

    phone.post(f"/me/nights/{made.pk}/confirm/")
    assert SignUp.objects.get(pk=made.pk).confirmed_at == NOW
    phone.post(f"/me/nights/{made.pk}/withdraw/")
    assert SignUp.objects.get(pk=made.pk).state == "withdrawn"
    assert phone.post(f"/me/nights/{foreign.pk}/withdraw/").status_code == 404


def test_who_scans_the_code_at_their_stall_is_checked_in(phone, first_of_june):
    session = a_session()
    stall = with_a_pitch(a_call(session), session, phone.vendor)
    first_of_june.move_to(TONIGHT)
    path = address_of(stall.pitch.pk).split("//")[-1].partition("/")[2]

    assert phone.get(f"/{path}").context["placed"] == stall
    assert phone.post(f"/{path}", {"who": ""}).status_code == 422
    page = phone.post(f"/{path}", {"who": "王小蔄"})

    assert "王小蔄" in page.content.decode()
    assert CheckIn.objects.get().sign_up == stall


def test_a_code_that_was_made_up_is_none_and_a_strangers_stall_names_ones_own(phone, first_of_june):
    session = a_session()
    call = a_call(session)
    mine, other = with_a_pitch(call, session, phone.vendor), with_a_pitch(call, session)
    first_of_june.move_to(TONIGHT)

    assert phone.get(f"/here/{mine.pitch.pk}:forged/").status_code == 404
    path = address_of(other.pitch.pk).split("//")[-1].partition("/")[2]
    assert list(phone.get(f"/{path}").context["own"]) == [mine]
    assert pitch_of("x") is None


def test_a_code_is_a_square_of_squares_with_a_quiet_edge():
    side, path = squares("https://example.org/here/12:abc/")

    assert side >= 29 and path.startswith("M4 4h1v1h-1z")


def test_takings_are_told_on_the_phone(phone, first_of_june):
    session = a_session()
    stall = with_a_pitch(a_call(session), session, phone.vendor)
    first_of_june.move_to(TONIGHT)

    phone.post(f"/me/nights/{stall.pk}/takings/", {"amount_fen": "620.5"})

    assert stall.takings.amount_fen == 62050


def test_what_an_edit_breaks_is_listed_before_it_is_saved(desk):
    session = a_session("planned", series=a_series(market=desk.market), expected_people=4800)
    Filing.objects.update(state="granted", number="威临公许 1")
    path = f"/desk/calendar/{session.pk}"
    move = {"day": "2026-07-18", "opens": "18:00", "closes": "01:00"}

    square = a_zone(market=desk.market)

    crowd = desk.post(f"{path}/expect/", {"expected_people": 5200})
    moved = desk.post(f"{path}/move/", move)
    elsewhere = desk.post(f"{path}/move/", {**move, "day": str(FRIDAY), "zone": square.pk})

    assert [str(each["remedy"]) for each in crowd.context["foreseen"]] == ["Apply again"]
    assert "City police" in crowd.content.decode()
    assert [str(each["remedy"]) for each in moved.context["foreseen"]] == [
        "Ask for approval of the new time"
    ]
    assert [str(each["remedy"]) for each in elsewhere.context["foreseen"]] == ["Apply again"]
    standing = Session.objects.get()
    assert (standing.day, standing.zone, standing.expected_people) == (FRIDAY, None, 4800)
    desk.post(f"{path}/move/", {**move, "knowing": "1"})
    assert Filing.objects.get().remedy == "approval"


def test_one_button_calls_off_and_another_undoes_it(desk):
    session = a_session(series=a_series(market=desk.market))
    with_a_pitch(a_call(session), session)
    path = f"/desk/calendar/{session.pk}"

    assert desk.get(f"{path}/cancel/").context["count"] == 1
    desk.post(f"{path}/cancel/", {"cause": "weather", "reason": "台风"})
    page = desk.get(f"{path}/")
    assert (page.context["off"].state, page.context["may_undo"]) == ("done", True)
    assert "台风" in desk.get(f"{path}/notice/").content.decode()
    desk.post(f"/desk/call-offs/{CallOff.objects.get().pk}/undo/")

    assert Session.objects.get().state == "published"


def test_a_session_is_put_off_from_the_desk(desk):
    session = a_session(series=a_series(market=desk.market))
    when = {"day": "2026-07-19", "opens": "18:00", "closes": "23:00", "cause": "weather"}

    desk.post(f"/desk/calendar/{session.pk}/put-off/", when)

    assert Session.objects.get().day == FRIDAY + timedelta(days=2)


def test_a_call_is_made_edited_and_given_a_code_on_the_desk(desk):
    series = a_series(market=desk.market)
    a_session(series=series)
    terms = {
        "series": series.pk,
        "part": "stall",
        "opens_at": "2026-05-01T08:00",
        "closes_at": "2026-07-10T20:00",
        "quotas": "水产 2\n小吃：5",
        "fee_fen": "80",
        "offer_hours": 12,
        "free_until_hours": 24,
        "weather_percent": 100,
        "police_percent": 100,
        "market_percent": 100,
    }
    desk.post("/desk/calendar/calls/new/", terms)
    call = NightCall.objects.get()
    assert (call.fee_fen, dict(call.quotas.values_list("trade", "places"))) == (
        8000,
        {"水产": 2, "小吃": 5},
    )

    desk.post(f"/desk/calendar/calls/{call.pk}/edit/", {**terms, "weather_percent": 50})
    code = {"uses": 2, "until": "2026-07-12T20:00"}
    page = desk.post(f"/desk/calendar/calls/{call.pk}/code/", code, follow=True)

    assert NightCall.objects.get().weather_percent == 50
    assert "The code is" in page.content.decode()
    assert desk.get("/desk/calendar/calls/").status_code == 200


def test_the_papers_of_a_filing_are_ticked_and_kept(desk, settings, tmp_path):
    settings.UPLOADS = tmp_path
    session = a_session("planned", series=a_series(market=desk.market), expected_people=4800)
    paper = a_filing(session).materials.first()

    desk.post(f"/desk/filings/papers/{paper.pk}/tick/", {"ready": "1"})
    paper.refresh_from_db()
    assert paper.ready_at == NOW
    pdf = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    sent = SimpleUploadedFile("plan.exe", b"MZ", content_type="application/pdf")
    desk.post(f"/desk/filings/papers/{paper.pk}/attach/", {"file": sent})
    paper.refresh_from_db()
    assert paper.upload is None and pdf
    assert desk.get(f"/desk/filings/papers/{paper.pk}/file/").status_code == 404
    page = desk.get("/desk/calendar/filings/")
    assert (page.context["page"][0].ready, page.context["page"][0].papers) == (1, 5)


def test_an_authoritys_own_days_are_set_with_their_source(desk):
    path = f"/desk/calendar/filings/leads/{desk.market.pk}/PERFORMANCE/"
    desk.post(path, {"days": 10, "unit": "working_day", "decided_in": 3, "source": "县局公告"})

    page = desk.get("/desk/calendar/filings/leads/").content.decode()
    assert "10 working days before" in page and "县局公告" in page


def test_the_desk_looks_at_a_pitch_and_draws_the_season(desk, first_of_june):
    series = a_series(market=desk.market)
    session = a_session(series=series)
    stall = with_a_pitch(a_call(session), session)
    first_of_june.move_to(TONIGHT)
    desk.post(f"/desk/sign-ups/{stall.pk}/check-in/")
    desk.post(f"/desk/calendar/{session.pk}/count-in/", {"more": "10"})
    desk.post(f"/desk/sign-ups/{stall.pk}/hand-back/", {"tidy": "on"})
    desk.post(f"/desk/calendar/{session.pk}/count/", {"people": 640, "weather": "rain"})
    first_of_june.move_to(TONIGHT + timedelta(days=2))

    page = desk.get(f"/desk/calendar/numbers/?series={series.slug}")

    assert (HandBack.objects.count(), CheckIn.objects.count()) == (1, 1)
    assert [bar.night.people for bar in page.context["drawing"].bars] == [640]
    assert desk.get("/desk/calendar/signs/").status_code == 200
