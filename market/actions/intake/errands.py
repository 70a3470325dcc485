"""Who brings a list in, where, when, and how it is meant."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any, Protocol

from market.core.actors import Actor
from market.core.deliveries import Delivery
from market.core.hours import local_day
from market.core.landings import IntakeReport
from market.core.maps import Kind
from market.models import Market


@dataclass(frozen=True)
class Wishes:
    """How a list is meant, where that is not plain.

    overwrite: where the list and people's edits differ, the list wins.
    consent: the holders of sensitive papers have agreed, in writing, that the market keeps them.
    charge_from: what a lease owes is charged from bills due on this day; None is the day of the
    import.
    """

    overwrite: bool = False
    consent: bool = False
    charge_from: date | None = None


@dataclass(frozen=True)
class Errand:
    """One bringing-in of a list. on: the market's calendar day of it."""

    market: Market
    by: Actor
    at: datetime
    wishes: Wishes = Wishes()

    @property
    def on(self) -> date:
        return local_day(self.at)

    @property
    def prefix(self) -> str:
        """What every key of this market begins with: another market's list may number alike."""
        return f"{self.market.pk}/"

    def key(self, source: str) -> str:
        """A line's own key at this market. What it is made of (a phone, a name) cannot be read."""
        kind = source.partition("/")[0]
        return f"{self.prefix}{kind}/{sha256(source.encode()).hexdigest()}"


class Bring(Protocol):
    """Brings a list in, in one transaction; with dry_run the same is done and nothing stays."""

    def __call__(
        self, delivery: Delivery[Any], errand: Errand, *, dry_run: bool
    ) -> IntakeReport: ...


@dataclass(frozen=True)
class Intake:
    """A kind of list, and the act that brings it in."""

    kind: Kind[Any]
    bring: Bring
