import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from market.models import PermitType, Reveal, Upload
from tests.builders import a_market, a_permit, a_pitch, a_vendor, a_worker
from tests.market.api.callers import a_stranger, in_a_browser, with_token
from tests.market.core.files import SCRIPT, a_bomb, a_photo, a_photo_with_its_place

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.UPLOADS = tmp_path
    return tmp_path


def a_paper(code="FOOD_PERMIT", **given):
    kind = PermitType.objects.get(code=code)
    return a_permit(**{"type": kind, "state": "submitted", "number": "", **given})


def a_file(content=None, name="card.jpg", kind="image/jpeg"):
    return SimpleUploadedFile(name, content or a_photo(), kind)


def test_a_vendor_hands_a_paper_in_and_a_checker_takes_what_is_printed_on_it():
    market = a_market()
    vendor = a_vendor(market=market)
    theirs, ours = with_token(vendor), in_a_browser("checker", market=market)

    handed = theirs.post("/permits", {"vendor": vendor.pk, "type": "FOOD_PERMIT"})
    assert (handed.status_code, handed.json()["state"]) == (201, "submitted")
    assert handed.json()["can"] == ["withdraw"]
    path = f"/permits/{handed.json()['id']}"

    assert ours.get(path).json()["can"] == ["return", "accept", "refuse", "withdraw"]
    returned = ours.post(f"{path}/return", {"faults": "编号看不清"}).json()
    assert (returned["state"], returned["faults"]) == ("returned", "编号看不清")
    assert theirs.post(f"{path}/resubmit", {}).json()["state"] == "submitted"

    body = {
        "number": "JY23501110153674",
        "issued_on": "2026-01-05",
        "expires_on": "2099-12-31",
    }
    accepted = ours.post(f"{path}/accept", body).json()
    assert (accepted["state"], accepted["expires_on"]) == ("accepted", "2099-12-31")
    assert accepted["proposed_expires_on"] == "2031-01-04"


def test_each_decision_has_its_door():
    market = a_market()
    caller = in_a_browser("manager", market=market)
    for move, state, body, after in (
        ("refuse", "submitted", {"reason": "假的"}, "refused"),
        ("revoke", "accepted", {"reason": "吊销"}, "revoked"),
        ("withdraw", "accepted", {}, "withdrawn"),
    ):
        permit = a_paper(vendor=a_vendor(market=market), state=state)
        answer = caller.post(f"/permits/{permit.pk}/{move}", body)
        assert (answer.status_code, answer.json()["state"]) == (200, after)


def test_a_move_that_is_not_open_is_a_conflict_and_one_not_allowed_is_forbidden():
    market = a_market()
    permit = a_paper(vendor=a_vendor(market=market), state="refused")
    answer = in_a_browser(market=market).post(
        f"/permits/{permit.pk}/accept", {"expires_on": "2099-01-01"}
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "not_now")
    answer = with_token(permit.vendor).post(f"/permits/{permit.pk}/accept", {})
    assert (answer.status_code, answer.json()["code"]) == (403, "not_yours_to_do")


def test_a_strangers_paper_worker_and_file_are_not_found():
    market = a_market()
    mine, other = a_vendor(market=market), a_vendor(market=market)
    paper, worker = a_paper(vendor=other), a_worker(vendor=other)
    upload = with_token(other).send(f"/permits/{paper.pk}/documents", a_file()).json()["key"]
    for caller in (with_token(mine), in_a_browser("owner", market=a_market())):
        assert caller.get(f"/permits/{paper.pk}").status_code == 404
        for move in ("accept", "resubmit", "withdraw"):
            assert caller.post(f"/permits/{paper.pk}/{move}", {}).status_code == 404
        assert caller.send(f"/permits/{paper.pk}/documents", a_file()).status_code == 404
        assert caller.get(f"/uploads/{upload}").status_code == 404
        assert caller.post(f"/uploads/{upload}/open", {"reason": "x"}).status_code == 404
        assert (
            caller.post("/permits", {"vendor": other.pk, "type": "FOOD_PERMIT"}).status_code == 404
        )
        assert caller.get("/permits").json()["total"] == 0
    assert a_stranger().get(f"/uploads/{upload}").status_code == 401
    body = {"vendor": mine.pk, "type": "HEALTH_CERT", "worker": worker.pk, "consent": True}
    assert with_token(mine).post("/permits", body).status_code == 404


def test_a_file_is_answered_as_something_to_save_and_nothing_else():
    paper = a_paper(vendor=a_vendor(market=a_market()))
    caller = with_token(paper.vendor)
    sent = caller.send(f"/permits/{paper.pk}/documents", a_file(name="../营业<执照>.html"))
    assert (sent.status_code, sent.json()["name"]) == (201, "营业执照.jpg")

    answer = caller.get(f"/uploads/{sent.json()['key']}")

    assert (answer.status_code, answer.content[:3]) == (200, b"\xff\xd8\xff")
    told = {name: answer.headers[name] for name in answer.headers}
    assert told["Content-Type"] == "image/jpeg"
    assert told["Content-Disposition"].startswith("attachment; filename")
    assert told["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert told["X-Content-Type-Options"] == "nosniff"
    assert told["Cache-Control"] == "private, no-store"


def test_location_and_scripts_do_not_come_back_out():
    paper = a_paper(vendor=a_vendor(market=a_market()))
    caller = with_token(paper.vendor)
    for content in (a_photo_with_its_place(), a_photo() + SCRIPT):
        key = caller.send(f"/permits/{paper.pk}/documents", a_file(content)).json()["key"]
        back = caller.get(f"/uploads/{key}").content
        assert (b"GPS" in back, b"Exif" in back, SCRIPT in back) == (False, False, False)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (a_bomb(), "picture_too_large"),
        (b"<html>" + SCRIPT, "file_kind"),
        (a_photo()[:120], "picture_broken"),
    ],
)
def test_a_hostile_file_is_refused_in_words_and_nothing_is_kept(folder, content, code):
    paper = a_paper(vendor=a_vendor(market=a_market()))
    answer = with_token(paper.vendor).send(f"/permits/{paper.pk}/documents", a_file(content))
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert (Upload.objects.count(), list(folder.rglob("*"))) == (0, [])


def test_a_sensitive_file_is_opened_by_an_operator_with_a_reason_only():
    market = a_market()
    paper = a_paper("HEALTH_CERT", vendor=a_vendor(market=market))
    key = with_token(paper.vendor).send(f"/permits/{paper.pk}/documents", a_file()).json()["key"]
    checker = in_a_browser("checker", market=market)

    refused = checker.get(f"/uploads/{key}")
    assert (refused.status_code, refused.json()["code"]) == (422, "reason_missing")
    assert checker.post(f"/uploads/{key}/open", {"reason": " "}).status_code == 422
    assert not Reveal.objects.exists()

    opened = checker.post(f"/uploads/{key}/open", {"reason": "核对"})
    assert (opened.status_code, opened.content[:3]) == (200, b"\xff\xd8\xff")
    assert Reveal.objects.get().reason == "核对"
    assert with_token(paper.vendor).get(f"/uploads/{key}").status_code == 200
    auditor = in_a_browser("auditor", market=market)
    assert auditor.post(f"/uploads/{key}/open", {"reason": "核对"}).status_code == 403


def test_the_queue_and_what_runs_out_are_asked_for_by_name():
    market = a_market()
    vendor = a_vendor(market=market)
    waiting = a_paper(vendor=vendor, pitch=a_pitch(market=market))
    gone = a_paper(vendor=vendor, state="accepted", expires_on="2020-01-01")
    caller = in_a_browser("checker", market=market)

    def found(query):
        return [each["id"] for each in caller.get(f"/permits?{query}").json()["items"]]

    assert found("to_check=true") == [waiting.pk]
    assert found("lapsed=true") == [gone.pk]
    assert found("expiring_within=90") == []
    assert found(f"vendor={vendor.pk}&type=FOOD_PERMIT&state=accepted") == [gone.pk]


def test_kinds_of_papers_are_public_with_how_sure_we_are():
    told = a_stranger().get("/permit-types/HEALTH_CERT").json()
    assert (told["sensitive"], told["valid_months"], told["confidence"]) == (True, 12, "A")
    assert a_stranger().get("/permit-types").json()["total"] == PermitType.objects.count()
