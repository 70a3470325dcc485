"""The refusal that an act ends in, to be compared in one line."""

from collections.abc import Callable
from typing import Any

import pytest

from market.core.refusals import Refusal


def refused(act: Callable[..., Any], *args: Any, **given: Any) -> tuple[str, str]:
    """The code and the filled-in sentence; fails where the act is not refused."""
    with pytest.raises(Refusal) as caught:
        act(*args, **given)
    return caught.value.code, str(caught.value)
