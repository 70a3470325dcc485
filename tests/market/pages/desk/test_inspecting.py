"""The pages of inspections: they open for whom they should, and every form says what is wrong."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from market import clock
from market.actions import complaints, penalties, quick_tests, rounds
from market.models import Complaint, Dossier, Finding, Member, Round, ScaleLog
from tests.builders import a_market, a_user, acting
from tests.inspecting import Ground, a_finding, a_scale
from tests.market.core.files import a_photo

pytestmark = pytest.mark.django_db
LISTS = ("rounds", "findings", "scales", "quick-tests", "complaints", "penalties")


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.UPLOADS = tmp_path


@pytest.fixture
def ground(settings, market):
    return Ground(settings, market=market)


@pytest.fixture
def everything(ground):
    """One of everything, by the address of its page."""
    on, at, by = clock.today(), clock.now(), acting()
    a_round = rounds.plan(ground.market, day=on, way="sample", size=2, by=by, at=at)
    finding = a_finding(ground, inspected_at=at, at=at)
    scale = a_scale(ground, fair=True)
    told = {"by": by, "at": at}
    test = quick_tests.record(
        ground.market,
        ground.vendor,
        key=uuid.uuid4(),
        day=on,
        sample="豆角",
        inhibition=None,
        **told,
    )
    complaint = complaints.receive(ground.market, kind="price", text="太贵了吧", **told)
    penalty = penalties.record(
        ground.market,
        ground.vendor,
        penalised_on=on,
        trade_class="stall",
        authority="区局",
        deed="无证",
        **told,
    )
    return {
        "rounds": a_round.pk,
        "rounds/visits": finding.inspection_id,
        "findings": finding.pk,
        "scales": scale.pk,
        "quick-tests": test.pk,
        "complaints": complaint.pk,
        "penalties": penalty.pk,
    }


@pytest.mark.parametrize("role", ["manager", "checker", "steward", "auditor"])
def test_every_page_opens_for_whoever_sees_papers(everything, at_the_desk, role):
    desk = at_the_desk(role)
    paths = [f"/desk/papers/{name}/" for name in (*LISTS, "rounds/checklist", "folders")]
    paths += [f"/desk/papers/{name}/{pk}/" for name, pk in everything.items()]
    got = {path: desk.get(path).status_code for path in paths}
    assert set(got.values()) == {200}, got


def test_nothing_of_it_is_there_for_a_cashier_or_another_market(everything, at_the_desk, place):
    for desk in (at_the_desk("cashier"), at_the_desk("manager", market=a_market())):
        got = {
            name: desk.get(f"/desk/papers/{name}/{pk}/").status_code
            for name, pk in everything.items()
        }
        assert set(got.values()) == {404}, got


def test_a_round_is_planned_walked_and_drawn_again(ground, at_the_desk):
    desk = at_the_desk("checker")
    told = {"market": ground.market.pk, "day": str(clock.today()), "way": "sample", "size": 2}
    answer = desk.post("/desk/papers/rounds/new/", {**told, "seed": "07"})
    made = Round.objects.get()
    assert answer.url == f"/desk/papers/rounds/{made.pk}/"
    walk = desk.get(f"{answer.url}walk/").content.decode()
    assert (walk.count("data-stop "), 'data-item="hygiene"' in walk) == (2, True)
    assert "sha256" in desk.get(f"{answer.url}draw.py").content.decode()
    assert at_the_desk("auditor").get(f"{answer.url}walk/").status_code == 403


def test_a_round_on_a_day_when_nobody_is_there_says_so_on_the_form(market, at_the_desk, settings):
    settings.PITCH_STANDERS = []
    told = {"market": market.pk, "day": str(clock.today()), "way": "all"}
    page = at_the_desk("checker").post("/desk/papers/rounds/new/", told)
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["day"])


def test_a_finding_is_closed_from_its_page(ground, at_the_desk):
    finding = a_finding(ground, inspected_at=clock.now(), at=clock.now())
    desk, url = at_the_desk("steward"), f"/desk/papers/findings/{finding.pk}/"
    page = desk.post(f"{url}reopen/", {"reason": "", "due_on": str(clock.today())})
    assert page.status_code == 422
    desk.post(f"{url}rectify/", {"answer": "done"})
    desk.post(f"{url}clear/", {"note": ""})
    assert Finding.objects.get().state == "cleared"


def test_pressing_twice_writes_one_line_into_the_book(ground, at_the_desk):
    scale, desk, key = a_scale(ground, fair=True), at_the_desk("steward"), str(uuid.uuid4())
    told = {"key": key, "load_g": 1000, "shown_g": 1000}
    for _ in range(2):
        assert desk.post(f"/desk/papers/scales/{scale.pk}/check/", told).status_code == 302
    assert ScaleLog.objects.count() == 1


def test_a_folder_is_asked_for_watched_and_its_zone_asked_for(ground, at_the_desk):
    desk = at_the_desk("manager")
    told = {"market": ground.market.pk, "since": str(clock.today()), "reason": "检查"}
    page = desk.post("/desk/papers/folders/new/", {**told, "scope": "zone"})
    assert list(page.context["form"].errors) == ["zone"]
    answer = desk.post("/desk/papers/folders/new/", {**told, "scope": "market"})
    watched = desk.get(answer.url).content.decode()
    assert (Dossier.objects.get().state, 'hx-trigger="every 2s"' in watched) == ("waiting", True)


def test_what_will_be_erased_is_shown_to_who_answers_for_it(ground, at_the_desk):
    assert at_the_desk("manager").get("/desk/papers/erasure/").status_code == 200
    assert at_the_desk("cashier").get("/desk/papers/erasure/").status_code == 403


def test_a_customer_finds_the_stall_complains_and_gets_a_number(ground, client):
    url = f"/stalls/{ground.pitch.pk}/"
    assert ground.vendor.name in client.get(url).content.decode()
    assert "<svg" in client.get(f"{url}card/").content.decode()
    answer = client.post(f"{url}complain/", {"kind": "weight", "text": "差了半斤"})
    thanked = client.get(answer.url).content.decode()
    assert Complaint.objects.get().reference in thanked
    assert client.post(f"{url}complain/", {"kind": "weight", "text": ""}).status_code == 422
    assert client.get("/quick-tests/").status_code == 200


def test_a_machine_that_fills_in_everything_is_thanked_and_forgotten(ground, client):
    told = {"kind": "weight", "text": "buy now", "website": "http://x"}
    answer = client.post(f"/stalls/{ground.pitch.pk}/complain/", told)
    assert (answer.status_code, Complaint.objects.count()) == (302, 0)


def test_more_than_five_complaints_a_minute_from_one_address_wait(ground, client):
    told = {"kind": "weight", "text": "差了半斤"}
    got = [client.post(f"/stalls/{ground.pitch.pk}/complain/", told).status_code for _ in range(6)]
    assert got == [302] * 5 + [409]


def test_a_vendor_puts_it_right_on_the_phone_with_a_photo(ground, client):
    finding = a_finding(ground, inspected_at=clock.now(), at=clock.now())
    user = a_user()
    Member.objects.create(user=user, vendor=ground.vendor, since=clock.now())
    client.force_login(user)
    assert client.get("/me/papers/findings/").status_code == 200
    url = f"/me/papers/findings/{finding.pk}/"
    told = {"answer": "冲干净了", "key": str(uuid.uuid4())}
    photo = SimpleUploadedFile("now.jpg", a_photo(), "image/jpeg")
    assert client.get(url).status_code == 200
    assert client.post(url, {**told, "photo": photo}).status_code == 302
    finding.refresh_from_db()
    assert (finding.state, finding.photos.get().kind) == ("rectified", "rectified")
    other = a_finding(ground, vendor=ground.vendors[1], pitch=ground.pitches[1])
    assert client.get(f"/me/papers/findings/{other.pk}/").status_code == 404
