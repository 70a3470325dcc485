import uuid
from datetime import date

import pytest

from market.actions import scales
from market.core.refusals import Conflict, Forbidden, Invalid
from market.models import ScaleLog
from market.queries.measuring import out_of_date, scales_seen_by, unchecked
from tests.builders import AT, acting
from tests.inspecting import Ground, a_scale

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 2)


@pytest.fixture
def ground(settings):
    return Ground(settings)


def checked(scale, shown, key=None, **given):
    told = {"key": key or uuid.uuid4(), "load_g": 1000, "by": acting(), "at": AT, **given}
    return scales.check(scale, shown_g=shown, **told)


def test_a_scale_without_a_valid_verification_is_found(ground):
    never, over, good = (a_scale(ground, number) for number in "ABC")
    given = {"day": date(2025, 3, 2), "by": acting(), "at": AT}
    scales.verify(over, until=date(2026, 3, 1), **given)
    scales.verify(good, until=ON, **given)
    assert set(out_of_date(scales_seen_by(acting()), on=ON)) == {never, over}


def test_a_verification_lasts_a_year_at_most_and_is_written_down_once(ground):
    scale = a_scale(ground)
    given = {"by": acting(), "at": AT}
    with pytest.raises(Invalid) as refused:
        scales.verify(scale, day=ON, until=date(2027, 3, 3), **given)
    assert refused.value.code == "bad_validity"
    scales.verify(scale, day=ON, until=date(2027, 3, 1), **given)
    with pytest.raises(Conflict):
        scales.verify(scale, day=ON, until=date(2027, 3, 1), **given)


def test_the_fair_scale_is_checked_once_a_day_and_a_key_is_one_line(ground):
    scale, key = a_scale(ground, fair=True), uuid.uuid4()
    assert unchecked(scales_seen_by(acting()), on=ON).get() == scale
    lines = {checked(scale, 1005, key).pk for _ in range(2)}
    assert (len(lines), ScaleLog.objects.get().passed) == (1, True)
    assert not unchecked(scales_seen_by(acting()), on=ON).exists()
    with pytest.raises(Conflict) as refused:
        checked(scale, 1000)
    assert refused.value.code == "checked_already"


def test_a_fair_scale_that_is_off_by_more_than_a_division_fails(ground):
    assert not checked(a_scale(ground, fair=True), 1006).passed


def test_a_purchase_is_short_beyond_what_may_be_missing(ground):
    scale = a_scale(ground, fair=True)
    given = {"claimed_g": 1000, "goods": "plain", "by": acting(), "at": AT, "vendor": ground.vendor}
    said = [
        scales.reweigh(scale, key=uuid.uuid4(), shown_g=shown, **given).passed
        for shown in (980, 979)
    ]
    assert said == [True, False]


def test_only_the_fair_scale_has_a_book_and_not_while_it_is_out_of_use(ground):
    with pytest.raises(Invalid):
        checked(a_scale(ground), 1000)
    fair = a_scale(ground, "F", fair=True)
    scales.stop(fair, reason="off", by=acting(), at=AT)
    with pytest.raises(Conflict):
        checked(fair, 1000)
    assert scales.resume(fair, reason="repaired", by=acting(), at=AT).state == "in_use"


def test_a_fair_scale_is_the_markets_and_a_number_is_there_once(ground):
    with pytest.raises(Invalid):
        a_scale(ground, fair=True, vendor=ground.vendor)
    a_scale(ground)
    with pytest.raises(Conflict):
        a_scale(ground)


def test_a_steward_writes_the_book_and_not_the_register(ground):
    steward = acting("steward", market=ground.market)
    checked(a_scale(ground, fair=True), 1000, by=steward)
    with pytest.raises(Forbidden):
        scales.add(ground.market, number="X", by=steward, at=AT)
