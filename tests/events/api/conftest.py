from datetime import UTC, datetime

import pytest
import time_machine

from tests.builders import a_market
from tests.events.api.callers import a_manager

NOW = datetime(2026, 6, 1, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def first_of_june():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def market(db):
    return a_market()


@pytest.fixture
def manager(market):
    return a_manager(market)
