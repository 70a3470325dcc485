"""Which pitches somebody would like, the dearest first."""

from collections.abc import Sequence
from typing import TypeVar

from market.core.refusals import Invalid

MOST = 5
T = TypeVar("T")


def ranked(wishes: Sequence[T]) -> list[tuple[int, T]]:
    """Each wish with its rank, from 1. Raises Invalid for more than five, or for one twice."""
    if len(wishes) > MOST:
        raise Invalid("too_many_wishes", "Name at most {most} pitches.", most=MOST, field="wishes")
    if len(set(wishes)) != len(wishes):
        raise Invalid("wish_twice", "You named a pitch twice. Name each one once.", field="wishes")
    return list(enumerate(wishes, start=1))
