"""What the provider's log says of a run: who was told nothing, and who was told twice."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

REFERENCE = re.compile(r"A-\d+")


@dataclass(frozen=True)
class Verdict:
    """lost: neither told nor shown as unknown. open: not ended when the patience was over.

    unknown: shown to a person. of_those_told: how many of them had arrived.
    """

    notices: int
    told: int
    lost: int
    doubled: int
    unknown: int
    of_those_told: int
    open: int

    @property
    def holds(self) -> bool:
        return not (self.lost or self.doubled or self.open)


def judge(states: Mapping[str, str], words: Iterable[str]) -> Verdict:
    """states: by reference, how each notice ended. words: what the provider told people."""
    told = Counter(found[0] for text in words if (found := REFERENCE.search(text)))
    unknown = {name for name, state in states.items() if state == "unknown"}
    open_still = {name for name, state in states.items() if state in ("pending", "sending")}
    return Verdict(
        notices=len(states),
        told=len(told),
        lost=len(set(states) - set(told) - unknown - open_still),
        doubled=sum(count > 1 for count in told.values()),
        unknown=len(unknown),
        of_those_told=len(unknown & set(told)),
        open=len(open_still),
    )
