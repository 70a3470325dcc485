"""No number of a person in what is shown or written down."""

import pytest

from market.core.discretion import discreet


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("13800001234", "138****1234"),
        ("电话 138-0000-1234。", "电话 138******1234。"),
        ("11010519491231002X", "110*************2X"),
        ("110105491231002", "110**********02"),
        ("21MFF-00106", "21MFF-00106"),
        ("20211105", "20211105"),
        ("1,700.00", "1,700.00"),
    ],
)
def test_numbers_of_persons_are_starred_out_and_others_stay(text, shown):
    assert discreet(text) == shown
