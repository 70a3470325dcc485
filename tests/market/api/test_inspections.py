"""The API's words for inspections: shapes, refusals, who sees and who may."""

import uuid
from datetime import timedelta

import pytest
from django.conf import settings as configured
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from market import clock
from market.actions import inspections, uploads
from market.models import Complaint, Finding, Inspection, PermitType, Reveal, ScaleLog
from tests.builders import a_market, a_permit, acting
from tests.inspecting import Ground, a_finding, a_scale, a_visit
from tests.market.api.callers import a_stranger, in_a_browser, with_key, with_token
from tests.market.core.files import a_pdf, a_photo

pytestmark = pytest.mark.django_db
ROLES = ("owner", "manager", "checker", "steward", "auditor", "cashier")


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.UPLOADS = tmp_path


@pytest.fixture
def ground(settings):
    return Ground(settings)


def a_body(ground, **given):
    return {
        "key": str(uuid.uuid4()),
        "market": ground.market.pk,
        "vendor": ground.vendor.pk,
        "pitch": ground.pitch.pk,
        "inspected_at": (clock.now() - timedelta(hours=1)).isoformat(),
        "found": [{"key": str(uuid.uuid4()), "item": "hygiene", "note": "wet"}],
        **given,
    }


def test_a_visit_sent_twice_answers_the_same_with_and_without_the_header(ground):
    office, body = in_a_browser("steward", market=ground.market), a_body(ground)
    first = office.post("/inspections", body, Idempotency_Key=body["key"])
    again = office.post("/inspections", body, Idempotency_Key=body["key"])
    late = office.post("/inspections", body)
    assert [answer.status_code for answer in (first, again, late)] == [201, 201, 201]
    assert first.json() == again.json() == late.json()
    assert (first.json()["grade"], first.json()["findings"][0]["state"]) == ("A", "open")
    assert (Inspection.objects.count(), Finding.objects.count()) == (1, 1)


def test_a_photo_goes_with_its_key_and_is_opened_by_its_vendor_only(ground):
    finding, key = a_finding(ground), str(uuid.uuid4())
    office = in_a_browser("steward", market=ground.market)
    path = f"/api/v1/findings/{finding.pk}/photos"

    def send():
        file = uploads_file(a_photo())
        return office.client.post(path, {"key": key, "file": file})

    answers = [send(), send()]
    assert [answer.status_code for answer in answers] == [201, 201]
    upload = answers[0].json()["upload"]["key"]
    opened = with_token(ground.vendor).get(f"/uploads/{upload}")
    assert (opened.status_code, opened["Content-Disposition"][:10]) == (200, "attachment")
    assert "sandbox" in opened["Content-Security-Policy"]
    assert with_token(ground.vendors[1]).get(f"/uploads/{upload}").status_code == 404


def uploads_file(content):
    return SimpleUploadedFile("../../x.php", content, "text/html")


def test_a_vendor_sees_its_own_visits_and_says_that_it_is_right(ground):
    finding = a_finding(ground)
    own, other = with_token(ground.vendor), with_token(ground.vendors[1])
    assert own.get("/inspections").json()["total"] == 1
    assert other.get("/inspections").json()["total"] == 0
    assert other.post(f"/findings/{finding.pk}/rectify", {"answer": "x"}).status_code == 404
    assert (
        own.post(f"/findings/{finding.pk}/rectify", {"answer": "dry"}).json()["state"]
        == "rectified"
    )
    assert own.post(f"/findings/{finding.pk}/clear", {}).status_code == 403


def test_lists_take_the_same_questions_for_one_and_for_three(ground):
    office = in_a_browser("manager", market=ground.market)
    a_visit(ground, "hygiene")
    office.get("/inspections")
    with CaptureQueriesContext(connection) as one:
        office.get("/inspections")
    for place in (1, 2):
        a_visit(ground, "prices", vendor=ground.vendors[place], pitch=ground.pitches[place])
    with CaptureQueriesContext(connection) as three:
        office.get("/inspections")
    assert len(one) == len(three)


def test_a_round_is_planned_and_its_stops_are_listed(ground):
    office = in_a_browser("checker", market=ground.market)
    body = {"market": ground.market.pk, "day": str(clock.today()), "way": "sample", "size": 2}
    made = office.post("/rounds", {**body, "seed": "07"}).json()
    assert (made["algorithm"], len(made["population"]), made["can"]) == (
        "sha256-lowest-1",
        3,
        ["close", "cancel"],
    )
    assert office.get(f"/rounds/{made['id']}/stops").json()["total"] == 2
    assert with_token(ground.vendor).get("/rounds").status_code == 403


def test_scales_their_book_and_tests_go_by_keys(ground):
    office = in_a_browser("manager", market=ground.market)
    scale = a_scale(ground, fair=True)
    line = {"key": str(uuid.uuid4()), "kind": "daily", "load_g": 1000, "shown_g": 1001}
    answers = [office.post(f"/scales/{scale.pk}/logs", line) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert ScaleLog.objects.count() == 1
    assert office.get("/scales?out_of_date=true").json()["total"] == 1
    test = {
        "key": str(uuid.uuid4()),
        "market": ground.market.pk,
        "vendor": ground.vendor.pk,
        "day": str(clock.today()),
        "sample": "豆角",
        "inhibition": "61.5",
    }
    made = office.post("/quick-tests", test).json()
    assert (made["verdict"], made["can"]) == ("failed", ["dispose"])
    assert with_token(ground.vendor).get("/quick-tests").json()["total"] == 1


def test_anybody_complains_and_only_the_office_reads(ground):
    body = {"market": ground.market.pk, "pitch": ground.pitch.pk, "kind": "weight"}
    made = a_stranger().post("/complaints", {**body, "text": "差半斤", "contact": "13800000001"})
    assert (made.status_code, made.json()["reference"][:2]) == (201, "C-")
    assert Complaint.objects.get().vendor == ground.vendor
    assert a_stranger().get("/complaints").status_code == 401
    office = in_a_browser("manager", market=ground.market)
    [listed] = office.get("/complaints").json()["items"]
    assert listed["contact_masked"] == "138****0001"
    assert with_token(ground.vendor).get("/complaints").status_code == 403


def test_three_penalties_bar_and_the_bar_is_answered(ground):
    office = in_a_browser("manager", market=ground.market)
    for number in range(3):
        body = {
            "market": ground.market.pk,
            "vendor": ground.vendor.pk,
            "trade_class": "stall",
            "penalised_on": str(clock.today() - timedelta(days=number)),
            "authority": "区局",
            "deed": "无证",
            "amount": "500.00",
        }
        assert office.post("/penalties", body).status_code == 201
    bar = office.get(f"/penalties/bars?vendor={ground.vendor.pk}").json()
    assert bar["barred_until"] > str(clock.today() + timedelta(days=360))


def test_a_folder_is_asked_for_and_only_some_roles_see_folders(ground):
    office = in_a_browser("checker", market=ground.market)
    body = {
        "market": ground.market.pk,
        "scope": "market",
        "since": str(clock.today()),
        "reason": "检查",
    }
    made = office.post("/dossiers", body)
    assert (made.status_code, made.json()["state"]) == (201, "waiting")
    path = f"/dossiers/{made.json()['id']}"
    assert office.get(f"{path}/file").status_code == 409
    for role in ("cashier", "steward", "auditor"):
        assert in_a_browser(role, market=ground.market).get(path).status_code == 404
    reading = with_key(["dossier.read"], "owner", market=ground.market)
    assert reading.get(path).status_code == 200
    assert reading.post(f"{path}/expire").status_code == 403


def test_a_line_of_the_checklist_is_edited_by_who_read_it(ground):
    office = in_a_browser("manager", market=ground.market)
    item = office.get("/check-items").json()[0]["id"]
    tag = office.get(f"/check-items/{item}")["ETag"]
    assert office.patch(f"/check-items/{item}", {"points": 7}).status_code == 428
    assert office.patch(f"/check-items/{item}", {"points": 7}, If_Match=tag).json()["points"] == 7
    assert office.patch(f"/check-items/{item}", {"points": 8}, If_Match=tag).status_code == 412


def test_a_stall_shows_masked_names_and_no_health_of_anybody(ground):
    vendor = ground.vendor
    type(vendor).objects.filter(pk=vendor.pk).update(contact="王小蔄")
    far = clock.today() + timedelta(days=90)
    for code in ("FOOD_PERMIT", "HEALTH_CERT"):
        kind = PermitType.objects.get(code=code)
        a_permit(vendor=vendor, type=kind, number="NO-7", expires_on=far)
    said = a_stranger().get(f"/stalls/{ground.pitch.pk}").json()
    assert (said["person"], said["healthy"]) == ("王**", 1)
    assert [paper["type"] for paper in said["papers"]] == ["FOOD_PERMIT"]


@pytest.mark.parametrize("role", [*ROLES, "stranger", "own vendor", "other vendor", "elsewhere"])
@pytest.mark.parametrize("kind", ["FOOD_PERMIT", "HEALTH_CERT", "finding"])
def test_who_may_open_a_document_every_role_and_every_kind(ground, role, kind):
    """200 opens it; 404: it is not there for them; 422: a reason is missing; 403: not theirs to open."""
    key = _a_document(ground, kind)
    caller = {
        "stranger": a_stranger,
        "own vendor": lambda: with_token(ground.vendor),
        "other vendor": lambda: with_token(ground.vendors[1]),
        "elsewhere": lambda: in_a_browser("owner", market=a_market()),
    }.get(role, lambda: in_a_browser(role, market=ground.market))()
    got = caller.get(f"/uploads/{key}").status_code

    sees = role in ROLES and role != "cashier"
    expected = {"stranger": 401, "own vendor": 200}.get(role, 200 if sees else 404)
    if kind == "HEALTH_CERT" and sees:
        expected = 422 if role in ("owner", "manager", "checker") else 403
    assert got == expected
    assert not Reveal.objects.exists()
    if expected == 422:
        assert caller.post(f"/uploads/{key}/open", {"reason": "核对"}).status_code == 200
        assert Reveal.objects.get().reason == "核对"


def _a_document(ground, kind):
    if kind == "finding":
        finding = a_finding(ground)
        told = {"key": uuid.uuid4(), "by": acting(), "at": clock.now()}
        return inspections.add_photo(finding, a_photo(), "x.jpg", **told).upload.key
    permit = a_permit(
        vendor=ground.vendor, type=PermitType.objects.get(code=kind), state="submitted"
    )
    return uploads.store(a_photo(), "x.jpg", permit, by=acting(), at=clock.now()).key


def test_a_pdf_comes_with_a_picture_and_of_a_sensitive_one_for_its_own_only(ground):
    keys = {}
    for code in ("FOOD_PERMIT", "HEALTH_CERT"):
        kind = PermitType.objects.get(code=code)
        permit = a_permit(vendor=ground.vendor, type=kind, state="submitted")
        keys[code] = uploads.store(a_pdf(), "x.pdf", permit, by=acting(), at=clock.now()).key
    office, own = in_a_browser("checker", market=ground.market), with_token(ground.vendor)
    picture = office.get(f"/uploads/{keys['FOOD_PERMIT']}/preview")
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/jpeg")
    assert office.get(f"/uploads/{keys['HEALTH_CERT']}/preview").status_code == 422
    assert own.get(f"/uploads/{keys['HEALTH_CERT']}/preview").status_code == 200


@pytest.mark.parametrize("path", ["/api/v1/permits/1/documents", "/stalls/1/complain/"])
def test_four_hundred_megabytes_are_turned_away_before_a_byte_is_read(client, path):
    class Body:
        def read(self, *_):
            raise AssertionError("it was read")

        readline = read

    answer = client.generic(
        "POST", path, b"", CONTENT_LENGTH=str(400 * 2**20), **{"wsgi.input": Body()}
    )
    assert answer.status_code == 413
    assert configured.REQUEST_BYTES == 12 * 2**20
