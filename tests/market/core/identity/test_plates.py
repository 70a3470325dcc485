import pytest

from market.core.identity import plate
from tests.refused import refused


@pytest.mark.parametrize("typed", ["鲁k12345", "鲁K·12345", "鲁K 12345", "鲁Ｋ－１２３４５"])
def test_a_plate_is_one_however_it_is_typed(typed):
    assert plate(typed) == "鲁K12345"


@pytest.mark.parametrize("typed", ["K12345", "鲁I12345", "鲁KO1234", "鲁K1234", "鲁K1234567"])
def test_what_is_no_plate_is_refused(typed):
    assert refused(plate, typed) == (
        "bad_plate",
        "This is not a licence plate. Write it like 鲁K12345, without the letters I and O.",
    )
