from datetime import UTC, date, datetime

import pytest

from leasing.actions import sublets
from leasing.core.sublet_clock import object_by, stage
from leasing.queries.ending import sublets_to_object
from market.core.actors import HOUSE
from market.models import Document, Notice
from tests.builders import AT
from tests.leasing.builders import a_signed_lease
from tests.refused import refused

LEARNED = date(2026, 3, 1)


def record(**given):
    told = {"learned_on": LEARNED, "evidence": "摊主换了人", "by": HOUSE, "at": AT, **given}
    return sublets.record(a_signed_lease(), **told)


def at(year, month, day):
    return datetime(year, month, day, 1, 0, tzinfo=UTC)


def test_six_months_end_on_the_same_day_or_the_last_of_the_month():
    assert object_by(date(2026, 3, 1)) == date(2026, 9, 1)
    assert object_by(date(2026, 8, 31)) == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("day", "reached"),
    [
        (date(2026, 3, 30), 0),
        (date(2026, 3, 31), 1),
        (date(2026, 5, 30), 2),
        (date(2026, 7, 29), 3),
    ],
)
def test_reminders_come_after_30_90_and_150_days(day, reached):
    assert stage(LEARNED, day) == reached


@pytest.mark.django_db
def test_an_objection_in_time_is_a_letter_and_ends_the_reminders():
    sublet = record()
    assert list(sublets_to_object(date(2026, 3, 30))) == []
    assert list(sublets_to_object(date(2026, 3, 31))) == [sublet]

    sublets.object_to(sublet, by=HOUSE, at=at(2026, 9, 1))

    assert (sublet.state, sublet.objected_on) == ("objected", date(2026, 9, 1))
    assert Document.objects.get(kind="objection").contents["evidence"] == "摊主换了人"
    assert Notice.objects.filter(occasion="sublet_objected").count() == 1
    assert list(sublets_to_object(date(2026, 9, 1))) == []


@pytest.mark.django_db
def test_after_six_months_it_is_too_late():
    assert refused(sublets.object_to, record(), by=HOUSE, at=at(2026, 9, 2))[0] == (
        "too_late_to_object"
    )


@pytest.mark.django_db
def test_a_suspicion_needs_evidence_and_a_day_that_has_been():
    assert refused(record, evidence=" ")[0] == "no_evidence"
    assert refused(record, learned_on=date(2026, 3, 3))[0] == "day_to_come"


@pytest.mark.django_db
def test_it_is_settled_or_let_be_once():
    one, other = record(), record()
    sublets.resolve(one, reason="his brother", by=HOUSE, at=AT)
    sublets.consent(other, reason="family", by=HOUSE, at=AT)
    assert (one.state, other.state) == ("resolved", "consented")
    assert refused(sublets.object_to, one, by=HOUSE, at=AT)[0] == "not_now"
