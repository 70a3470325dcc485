"""What the importer can say is what the database will take, and no name means two things."""

from typing import get_args

import pytest

from leasing.core.intake import KINDS as LEASING_KINDS
from leasing.core.intake import Method
from market.core.identity import IdKind
from market.core.intake import KINDS, DayKind, PitchKind, Structure, VendorKind
from market.core.periods import PARTS_OF_A_YEAR
from market.core.readings import Order
from market.core.sheets.headers import keys
from market.models.money import PAYMENT_METHODS
from market.models.places import PITCH_KINDS
from market.models.vendors import ID_KINDS, VENDOR_KINDS

ALL = KINDS | LEASING_KINDS


def test_kinds_of_things_are_those_the_columns_take():
    assert tuple(PitchKind) == PITCH_KINDS
    assert tuple(VendorKind) == VENDOR_KINDS
    assert ("", *IdKind) == ID_KINDS
    assert set(Method) < set(PAYMENT_METHODS)
    assert set(DayKind) == {"holiday", "workday"}
    assert set(Structure) == {"permanent", "temporary"}


@pytest.mark.parametrize("months", PARTS_OF_A_YEAR)
def test_every_interval_of_a_lease_can_be_said(months):
    interval = LEASING_KINDS["leases"].field("interval_months")
    assert interval is not None
    assert interval.reader(str(months)) == months


@pytest.mark.parametrize("kind", ALL.values(), ids=lambda kind: kind.name)
def test_no_name_of_a_column_means_two_fields(kind):
    names = [key for field in kind.fields for name in field.synonyms for key in keys(name)[:1]]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("kind", ALL.values(), ids=lambda kind: kind.name)
def test_every_field_has_a_name_that_people_use_and_every_group_exists(kind):
    assert [field.name for field in kind.fields if not field.synonyms] == []
    known = {field.name for field in kind.fields}
    assert {name for group in kind.needs for name in group} <= known


def test_orders_are_the_two_there_are():
    assert get_args(Order) == ("mdy", "dmy")
