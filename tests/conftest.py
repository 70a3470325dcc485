"""What every test stands on."""

import importlib
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core.cache import cache

from market.models import FeeItem


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """Throttles and the like begin anew with every test."""
    cache.clear()


@pytest.fixture(autouse=True)
def english(settings: object) -> None:
    """Tests read refusals in the language in which they are written down."""
    settings.LANGUAGE_CODE = "en"  # type: ignore[attr-defined]


@pytest.fixture
def real_transactions(transactional_db: None) -> Iterator[None]:
    """For races: rows are committed, and afterwards every table is emptied."""
    if not FeeItem.objects.exists():
        seeds = importlib.import_module("market.migrations.0003_first_paper_types_and_fee_items")
        seeds.bring_in(apps, None)
        refunds = importlib.import_module("market.migrations.0007_the_fee_item_of_refunds")
        refunds.bring_in(apps, None)
    yield
