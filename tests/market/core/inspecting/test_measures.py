from decimal import Decimal

import pytest

from market.core.inspecting.measures import (
    allowed_error_g,
    allowed_short_g,
    quick_test,
    weighed_rightly,
)
from market.core.refusals import Invalid


@pytest.mark.parametrize(
    ("load", "division", "allowed"),
    [(2500, 5, 5), (2501, 5, 10), (10_000, 5, 10), (10_001, 5, 15), (1000, 2, 2)],
)
def test_a_scale_in_service_may_be_off_by_one_two_or_three_divisions(load, division, allowed):
    # JJG 539-2016, class III
    assert allowed_error_g(load, division) == allowed


@pytest.mark.parametrize(
    ("sold", "goods", "allowed"),
    [
        (1000, "plain", 20),
        (1001, "plain", 40),
        (4001, "plain", 100),
        (2500, "dear", 5),
        (2501, "dear", 10),
        (12_000, "dear", 15),
    ],
)
def test_how_much_may_be_missing_of_a_sale(sold, goods, allowed):
    # 零售商品称重计量监督管理办法, annex
    assert allowed_short_g(sold, goods) == allowed
    assert weighed_rightly(sold, sold - allowed, goods)
    assert not weighed_rightly(sold, sold - allowed - 1, goods)


@pytest.mark.parametrize(
    ("inhibition", "verdict"),
    [(Decimal("49.9"), "passed"), (Decimal(50), "failed"), (Decimal(-3), "passed"), (None, "void")],
)
def test_a_sample_is_positive_from_fifty_percent_on(inhibition, verdict):
    # GB/T 5009.199-2003
    assert quick_test(inhibition) == verdict


def test_an_inhibition_that_cannot_be_is_refused():
    with pytest.raises(Invalid):
        quick_test(Decimal(101))
