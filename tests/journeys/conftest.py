from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.house import House, open_house


@pytest.fixture
def house(real_transactions: None, tmp_path: Path) -> Iterator[House]:
    """Web, worker and beat, running for real on this test's own database."""
    with open_house(tmp_path) as opened:
        yield opened
