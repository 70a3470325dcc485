from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.house import House, open_house
from tests.journeys.place import a_place


@pytest.fixture
def house(real_transactions: None, tmp_path: Path) -> Iterator[House]:
    """Web, worker and beat, running for real on this test's own database."""
    with open_house(tmp_path) as opened:
        yield opened


@pytest.fixture
def place(house: House) -> dict[str, Any]:
    """A market with pitches to let and somebody to run it."""
    return a_place()
