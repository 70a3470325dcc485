import pytest

from leasing.bench.papers import run
from market.models import Market


@pytest.mark.django_db
def test_the_bench_counts_what_it_laid_out_and_leaves_nothing_behind():
    figures = run(vendors=10)
    assert (figures["permits"], figures["queries for the lights"]) == (40.0, 3.0)
    assert figures["needs"] > 20
    assert figures["touched by a changed rule"] > 0
    assert not Market.objects.exists()
