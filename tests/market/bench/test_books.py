import pytest

from market.bench.books import run
from market.models import Market


@pytest.mark.django_db
def test_the_bench_recomputes_what_it_laid_out_and_leaves_nothing_behind():
    figures = run(accounts=3)
    assert (figures["charges"], figures["differences"]) == (36.0, 0.0)
    assert figures["journal lines a second"] > 0
    assert not Market.objects.exists()
