import threading
import uuid
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import connection
from PIL import Image

from market.actions import findings, inspections, rounds, uploads
from market.core.refusals import Conflict, Forbidden, Invalid
from market.models import CheckItem, Finding, Inspection, Move, Notice
from market.queries.inspections import late
from tests.builders import AT, a_market, a_vendor, acting, as_vendor
from tests.inspecting import Ground, a_finding, a_visit, found, stops_of
from tests.market.core.files import a_photo_with_its_place

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.UPLOADS = tmp_path


@pytest.fixture
def ground(settings):
    return Ground(settings)


def test_a_visit_is_scored_graded_and_told_to_the_vendor(ground):
    visit = a_visit(ground, "hygiene", "expired", asked=["hygiene", "expired", "fire"])

    assert (visit.points, visit.grade) == (75, "D")
    due = dict(visit.findings.values_list("item__code", "due_on"))
    assert due == {"hygiene": date(2026, 3, 3), "expired": date(2026, 3, 3)}
    [notice] = Notice.objects.filter(occasion="findings_made")
    assert (notice.vendor, notice.facts["count"]) == (ground.vendor, "2")


def test_a_visit_without_a_finding_tells_nobody_anything(ground):
    assert a_visit(ground).grade == "A"
    assert not Notice.objects.exists()


def test_the_same_key_is_the_same_visit_however_often_a_phone_sends_it(ground):
    key = uuid.uuid4()
    five = [found(item) for item in ("hygiene", "prices", "bags", "waste", "lines")]
    sent = [a_visit(ground, key=key, found=five, at=AT + n * timedelta(hours=1)) for n in range(3)]

    assert len({visit.pk for visit in sent}) == Inspection.objects.count() == 1
    assert Finding.objects.count() == 5
    assert Notice.objects.count() == 1
    with pytest.raises(Conflict) as refused:
        a_visit(ground, key=key, vendor=ground.vendors[1], pitch=ground.pitches[1])
    assert refused.value.code == "key_reused"


def test_what_counts_is_what_the_checklist_said_then(ground):
    finding = a_finding(ground)
    CheckItem.objects.filter(code="hygiene").update(points=50)
    finding.refresh_from_db()
    assert (finding.points, finding.inspection.points) == (5, 95)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"found": [found("no-such-line")]}, "unknown_item"),
        ({"found": [found(key=uuid.UUID(int=1)), found(key=uuid.UUID(int=1))]}, "bad_findings"),
        ({"inspected_at": AT - timedelta(days=31)}, "bad_moment"),
        ({"inspected_at": AT + timedelta(minutes=11)}, "bad_moment"),
    ],
)
def test_a_visit_that_cannot_be_is_refused_and_nothing_is_left_behind(ground, given, code):
    with pytest.raises(Invalid) as refused:
        a_visit(ground, **given)
    assert (refused.value.code, Inspection.objects.count()) == (code, 0)


def test_a_vendor_of_another_market_is_not_visited_here(ground):
    with pytest.raises(Invalid) as refused:
        a_visit(ground, vendor=a_vendor())
    assert refused.value.code == "other_market"


def test_who_inspects_and_who_does_not(ground):
    for role, may in (("steward", True), ("checker", True), ("cashier", False), ("auditor", False)):
        by = acting(role, market=ground.market)
        if may:
            a_visit(ground, by=by)
            continue
        with pytest.raises(Forbidden):
            a_visit(ground, by=by)
    with pytest.raises(Forbidden):
        a_visit(ground, by=as_vendor(ground.vendor))


def test_a_photo_of_a_finding_loses_its_place_and_comes_once(ground):
    finding, key = a_finding(ground), uuid.uuid4()
    given = {"key": key, "by": acting(), "at": AT}
    for _ in range(2):
        photo = inspections.add_photo(finding, a_photo_with_its_place(), "IMG.jpg", **given)
    assert finding.photos.count() == 1
    with Image.open(BytesIO(uploads.read(photo.upload))) as kept:
        assert dict(kept.getexif()) == {}


def test_a_finding_goes_from_put_right_to_looked_at_again_to_closed(ground):
    finding, own = a_finding(ground), as_vendor(ground.vendor)
    later = AT + timedelta(days=2)
    assert late(Finding.objects.all(), on=ON + timedelta(days=2)).get() == finding

    findings.rectify(finding, answer="cleaned", by=own, at=later)
    assert not late(Finding.objects.all(), on=ON + timedelta(days=9)).exists()
    due = date(2026, 3, 6)
    findings.reopen(finding, reason="still wet", due_on=due, by=acting(), at=later)
    assert (finding.state, finding.due_on, finding.looked_again) == ("open", due, 1)
    assert Notice.objects.filter(occasion="finding_reopened").count() == 1
    findings.rectify(finding, answer="dry now", by=own, at=later)
    findings.clear(finding, by=acting(), at=later)
    assert (finding.state, finding.looked_again, finding.closed_at) == ("cleared", 2, later)
    names = list(Move.objects.filter(noun="finding").values_list("name", flat=True))
    assert names == ["rectify", "reopen", "rectify", "clear"]


def test_a_vendor_says_it_is_right_but_never_that_somebody_looked(ground):
    finding, own = a_finding(ground), as_vendor(ground.vendor)
    with pytest.raises(Forbidden):
        findings.clear(finding, by=own, at=AT)
    with pytest.raises(Forbidden):
        findings.rectify(finding, answer="x", by=as_vendor(a_vendor()), at=AT)


def test_a_round_for_all_has_everybody_in_the_order_of_the_walk(ground):
    made = rounds.plan(ground.market, zone=ground.zone, day=ON, by=acting(), at=AT)
    assert stops_of(made) == [(vendor.pk, "all") for vendor in ground.vendors]


def test_a_sample_is_drawn_by_its_seed_and_whoever_is_late_is_looked_at_beside(settings):
    ground = Ground(settings, stalls=12)
    a_visit(ground, "hygiene", inspected_at=AT - timedelta(days=5))
    given = {"day": ON, "way": "sample", "size": 3, "by": acting(), "at": AT}
    one, two = (rounds.plan(ground.market, seed="红球 07", **given) for _ in range(2))

    assert stops_of(one) == stops_of(two)
    reasons = [why for _, why in stops_of(one)]
    assert reasons.count("drawn") == 3
    assert ground.vendor.pk in {vendor for vendor, _ in stops_of(one)}
    assert (len(one.population), len(one.population_sha256)) == (12, 64)
    assert rounds.plan(ground.market, **given).seed != ""


def test_a_round_that_was_begun_is_closed_and_not_called_off(ground):
    made = rounds.plan(ground.market, zone=ground.zone, day=ON, by=acting(), at=AT)
    a_visit(ground, round=made)
    with pytest.raises(Conflict) as refused:
        rounds.cancel(made, reason="rain", by=acting(), at=AT)
    assert refused.value.code == "round_begun"
    assert rounds.close(made, by=acting(), at=AT).state == "closed"
    # what was still on a phone is let in all the same
    assert a_visit(ground, round=made).round == made


def test_nobody_there_is_no_round():
    with pytest.raises(Conflict) as refused:
        rounds.plan(a_market(), day=ON, by=acting(), at=AT)
    assert refused.value.code == "nobody_there"


def test_two_sendings_at_once_are_one_visit(real_transactions, settings):
    ground, key = Ground(settings), uuid.uuid4()
    gate = threading.Barrier(2)
    seen: list[int] = []

    def send():
        gate.wait()
        seen.append(a_visit(ground, "hygiene", key=key).pk)
        connection.close()

    senders = [threading.Thread(target=send) for _ in range(2)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert len(set(seen)) == Inspection.objects.count() == Finding.objects.count() == 1
