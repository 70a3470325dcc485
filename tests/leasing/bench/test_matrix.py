import pytest

from leasing.bench.matrix import run
from market.models import Market, User


@pytest.mark.django_db
def test_the_matrix_is_timed_under_fifteen_queries_and_nothing_is_left_behind():
    figures = run(vendors=10)
    assert (figures["permits"], figures["answered"]) == (40.0, 200.0)
    assert 5 < figures["queries"] < 15
    assert not Market.objects.exists()
    assert not User.objects.filter(username="bench-matrix").exists()
