"""Readings are taken once, proposed by vendors, and put right beside what was wrong."""

from datetime import date
from decimal import Decimal

import pytest

from leasing.actions import meters, readings
from leasing.models import Reading
from market.actions import uploads
from market.core.actors import HOUSE
from market.core.refusals import Forbidden, Missing
from market.models import Move
from tests.builders import a_market, a_vendor, acting, as_vendor
from tests.leasing.builders import READ_AT, a_leased_meter, a_meter, a_reading
from tests.market.core.files import a_photo
from tests.races import at_once
from tests.refused import refused

pytestmark = pytest.mark.django_db
MAY = date(2026, 5, 1)


def take(meter, value, day=MAY, **given):
    return readings.take(
        meter, day=day, value=Decimal(value), **{"by": HOUSE, "at": READ_AT, **given}
    )


def test_said_again_just_alike_it_is_the_same_reading():
    meter = a_meter()
    assert take(meter, 1060) == take(meter, 1060)
    assert refused(take, meter, 1061)[0] == "reading_taken"


def test_two_at_once_for_one_day_leave_one(real_transactions):
    meter = a_meter()
    outcomes = at_once(lambda: take(meter, 1060), lambda: take(meter, 1061))
    assert sorted(type(one).__name__ for one in outcomes) == ["Conflict", "Reading"]
    assert Reading.objects.filter(day=MAY).count() == 1


def test_a_reading_before_the_meter_was_there_is_refused():
    assert refused(take, a_meter(), 1, date(2026, 3, 1))[0] == "meter_not_there"


def test_a_photo_is_kept_with_the_reading(settings, tmp_path):
    settings.UPLOADS = tmp_path
    reading = take(a_meter(), 1060, photo=(a_photo(), "dial.jpg"))
    assert (reading.source, reading.photo.mime) == ("photo", "image/jpeg")
    assert uploads.read(reading.photo)


def test_a_vendors_reading_stands_only_when_somebody_confirms_it():
    meter, lease = a_leased_meter()
    by = as_vendor(lease.vendor)
    sent = readings.propose(meter, day=MAY, value=Decimal(1060), by=by, at=READ_AT)
    assert (sent.state, sent.source) == ("proposed", "vendor")

    readings.confirm(sent, by=HOUSE, at=READ_AT)

    assert (sent.state, Move.objects.get(noun="reading").name) == ("standing", "confirm")


def test_what_cannot_be_true_is_not_confirmed_either():
    meter, lease = a_leased_meter()
    by = as_vendor(lease.vendor)
    sent = readings.propose(meter, day=MAY, value=Decimal(900), by=by, at=READ_AT)
    assert refused(readings.confirm, sent, by=HOUSE, at=READ_AT)[0] == "reading_too_low"
    readings.refuse(sent, reason="blurred", by=HOUSE, at=READ_AT)
    assert sent.state == "refused"


def test_nobody_proposes_for_a_meter_of_somebody_else():
    meter, _ = a_leased_meter()
    with pytest.raises(Missing):
        readings.propose(meter, day=MAY, value=Decimal(1060), by=as_vendor(a_vendor()), at=READ_AT)


def test_a_vendor_sends_no_more_than_a_few_before_somebody_looks():
    meter, lease = a_leased_meter()
    given = {"value": Decimal(1060), "by": as_vendor(lease.vendor), "at": READ_AT}
    for day in (1, 2, 3):
        readings.propose(meter, day=date(2026, 5, day), **given)
    assert refused(readings.propose, meter, day=date(2026, 5, 4), **given)[0] == "enough_proposed"


def test_a_corrected_reading_stays_beside_the_one_that_counts():
    meter = a_meter()
    wrong = a_reading(meter, MAY, 1060, kind="estimated")
    right = readings.correct(wrong, value=Decimal(1070), by=HOUSE, at=READ_AT)
    wrong.refresh_from_db()
    assert (wrong.state, right.kind, right.corrects) == ("corrected", "actual", wrong)
    assert refused(readings.correct, wrong, value=Decimal(1), by=HOUSE, at=READ_AT)[0] in (
        "not_now",
        "reading_too_low",
        "reading_taken",
    )


def test_a_reading_is_taken_back_but_not_the_first():
    meter = a_meter()
    typed = a_reading(meter, MAY, 1060)
    readings.withdraw(typed, reason="wrong meter", by=HOUSE, at=READ_AT)
    assert typed.state == "withdrawn"
    first = meter.readings.get(kind="initial")
    assert refused(readings.withdraw, first, reason="x", by=HOUSE, at=READ_AT)[0] == (
        "reading_of_the_change"
    )


def test_a_meter_goes_once():
    meter = a_meter()
    given = {"on": MAY, "value": Decimal(1060), "by": HOUSE, "at": READ_AT}
    meters.remove(meter, **given)
    assert refused(meters.remove, meter, **given)[0] == "meter_removed"


def test_a_number_is_here_once():
    market = a_market()
    a_meter(market=market, number="D")
    assert refused(a_meter, market=market, number="D")[0] == "meter_known"


def test_a_checker_takes_no_reading_and_a_steward_corrects_none():
    meter = a_meter()
    with pytest.raises(Forbidden):
        take(meter, 1060, by=acting("checker"))
    reading = take(meter, 1060, by=acting("steward"))
    with pytest.raises(Forbidden):
        readings.correct(reading, value=Decimal(1061), by=acting("steward"), at=READ_AT)
