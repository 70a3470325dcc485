import uuid
from datetime import date, timedelta
from decimal import Decimal

import pytest

from market.actions import complaints, quick_tests
from market.core.actors import STRANGER
from market.core.refusals import Conflict, Forbidden, Invalid
from market.models import Complaint, Move
from market.queries.measuring import quick_tests_seen_by, undisposed
from tests.builders import AT, acting, as_vendor
from tests.inspecting import Ground

pytestmark = pytest.mark.django_db


@pytest.fixture
def ground(settings):
    return Ground(settings)


def a_complaint(ground, **given):
    told = {"kind": "weight", "text": "差了半斤", "came_by": "qr", "pitch": ground.pitch, **given}
    return complaints.receive(ground.market, **told, by=STRANGER, at=AT)


def test_anybody_complains_and_is_answered_within_seven_working_days(ground):
    made = a_complaint(ground, contact="+86 138 0000 0001")
    assert (made.due_on, made.reference[:2]) == (date(2026, 3, 11), "C-")
    assert (made.contact_masked, "13800000001" in made.contact_sealed) == ("138****0001", False)


def test_who_reads_the_number_is_in_the_journal(ground):
    made = a_complaint(ground, contact="13800000001")
    with pytest.raises(Forbidden):
        complaints.contact(made, by=acting("steward", market=ground.market), at=AT)
    assert complaints.contact(made, by=acting(), at=AT) == "13800000001"
    assert list(Move.objects.values_list("noun", "name")) == [("complaint", "contact")]


def test_it_is_looked_into_and_settled_with_words(ground):
    made = complaints.take(a_complaint(ground), by=acting(), at=AT)
    with pytest.raises(Invalid):
        complaints.settle(made, answer=" ", by=acting(), at=AT)
    settled = complaints.settle(made, answer="赔了", by=acting(), at=AT)
    assert (settled.state, settled.answer, settled.closed_at) == ("settled", "赔了", AT)


@pytest.mark.parametrize("given", [{"kind": "x"}, {"text": "x "}, {"contact": "123"}])
def test_one_that_says_nothing_is_refused(ground, given):
    with pytest.raises(Invalid):
        a_complaint(ground, **given)
    assert not Complaint.objects.exists()


def test_very_many_of_one_pitch_in_a_day_are_turned_to_the_phone(ground, monkeypatch):
    monkeypatch.setattr(complaints, "MOST_A_DAY", 2)
    for _ in range(2):
        a_complaint(ground)
    with pytest.raises(Conflict):
        a_complaint(ground)
    a_complaint(ground, pitch=ground.pitches[1])


def a_test(ground, percent="61.5", **given):
    told = {"key": uuid.uuid4(), "sample": "豆角", "by": acting(), "at": AT, **given}
    value = Decimal(percent) if percent else None
    day = date(2026, 3, 2)
    return quick_tests.record(ground.market, ground.vendor, day=day, inhibition=value, **told)


def test_a_test_is_judged_written_once_and_its_goods_accounted_for(ground):
    key = uuid.uuid4()
    failed = a_test(ground, key=key)
    assert (failed.verdict, a_test(ground, key=key).pk) == ("failed", failed.pk)
    assert undisposed(quick_tests_seen_by(acting())).get() == failed

    quick_tests.dispose(failed, disposal="销毁 18 公斤", by=acting(), at=AT + timedelta(hours=1))
    assert not undisposed(quick_tests_seen_by(acting())).exists()
    with pytest.raises(Conflict):
        quick_tests.dispose(failed, disposal="again", by=acting(), at=AT)


def test_goods_that_passed_need_no_account_and_a_vendor_sees_its_own_tests(ground):
    passed = a_test(ground, "12.0")
    with pytest.raises(Conflict):
        quick_tests.dispose(passed, disposal="x", by=acting(), at=AT)
    assert quick_tests_seen_by(as_vendor(ground.vendor)).get() == passed
    assert not quick_tests_seen_by(as_vendor(ground.vendors[1])).exists()
