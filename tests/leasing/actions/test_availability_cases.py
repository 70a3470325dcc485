"""The shared cases of kind `availability`, through real leases and the real constraint."""

import json
from datetime import date
from pathlib import Path

import pytest

from leasing.actions import leases
from leasing.models import Lease
from market.actions import holds
from market.core.actors import HOUSE
from market.core.periods import Period
from market.core.refusals import Conflict
from tests.builders import AT, a_market, a_pitch
from tests.leasing.builders import a_lease

CASES = Path(__file__).parents[2] / "cases" / "rent" / "cases.json"
WEEKDAYS = {"mon": 1, "tue": 2, "wed": 3, "thu": 4, "fri": 5, "sat": 6, "sun": 7}


def cases():
    every = json.loads(CASES.read_text("utf-8"))["cases"]
    mine = [case for case in every if case["kind"] == "availability"]
    return [pytest.param(case, id=case["id"]) for case in mine]


def drafted(spec, pitch):
    last = date.fromisoformat(spec["to"]) if spec["to"] else None
    weekdays = tuple(sorted(WEEKDAYS[day] for day in spec.get("weekdays", WEEKDAYS)))
    return a_lease(
        pitches=[pitch], first=date.fromisoformat(spec["from"]), last=last, weekdays=weekdays
    )


def existing(spec, pitch):
    """A lease in the state that the case names; ended ones are signed past their end first."""
    lease = drafted(spec, pitch)
    match spec["status"]:
        case "cancelled":
            leases.cancel(lease, by=HOUSE, at=AT)
        case "offered":
            leases.offer(lease, by=HOUSE, at=AT)
        case "terminated":
            leases.sign(lease, by=HOUSE, at=AT)
            leases.end(lease, last=lease.ends_on, reason="", by=HOUSE, at=AT)
        case "active":
            leases.sign(lease, by=HOUSE, at=AT)
    return lease


def accepted(spec, pitches, standing):
    try:
        if "extend" in spec:
            lease = standing[0]
            more = Period.through(lease.ends_on, date.fromisoformat(spec["to"]))
            holds.take([pitches["A1"]], Period(more.start, more.end), held_for="lease")
        else:
            leases.sign(drafted(spec, pitches[spec["unit"]]), by=HOUSE, at=AT)
    except Conflict as refused:
        assert refused.code == "pitch_taken"
        return False
    return True


@pytest.mark.django_db
@pytest.mark.parametrize("case", cases())
def test_availability(case):
    market = a_market()
    pitches = {unit: a_pitch(market=market, code=unit) for unit in ("A1", "A2")}
    standing = [existing(spec, pitches[spec["unit"]]) for spec in case["input"]["existing"]]

    answers = [accepted(spec, pitches, standing) for spec in case["input"]["candidates"]]

    expected = case["expected"]["accepted"]
    if expected == ["exactly one true"]:
        assert sorted(answers) == [False, True]
    else:
        assert answers == expected
    assert Lease.objects.filter(state="signed").count() >= sum(
        answer
        for answer, spec in zip(answers, case["input"]["candidates"], strict=True)
        if "extend" not in spec
    )
