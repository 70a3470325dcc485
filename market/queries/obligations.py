"""What the apps know of that is due: for each occasion a question, and how it is told.

An app brings an occasion into the planning by one `Obligations` and one line in the settings
(REMINDED). How: docs/reminders.md.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from market.core.policies import Stage
from market.core.reminders import AHEAD
from market.core.workdays import Calendar
from market.models import Market, Vendor

# a thing, and the day it is about
Due = tuple[int, date]


@dataclass(frozen=True)
class Told:
    """What there is to tell about something due: to whom it belongs, where, and the facts.

    facts: by language, what the phrases of the occasion ask for. zones: where the ground is, if
    it is not where the vendor has its pitches.
    """

    market: Market | None
    facts: Callable[[str], Mapping[str, Any]]
    vendor: Vendor | None = None
    zones: frozenset[int] = frozenset()


def _no_variants() -> Mapping[str, tuple[Stage, ...]]:
    return {}


def _nothing_given(first: date, last: date, calendar: Calendar) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True)
class Obligations:
    """What is due on an occasion.

    kind: the noun of the subject: account:12. owed: SQL for the columns thing, due_on, market_id
    and variant ('' for none), once each, which may use %(on)s and bounds itself by
    `BETWEEN %(first)s AND %(last)s`. What is paid, done or renewed is not in it any more.
    tell: the facts for some of them; what is left out is not told. settled: why a notice is
    called off when its thing is not owed any more (market.core.reasons).
    variants: stages of their own by variant, for the vendor, in place of those of the policy.
    given: more parameters for the question, of a window of due dates.
    ahead: how many days ahead it is planned; 0 where the facts are those of the very day.
    one_day: a thing is due on one day only, so that another day means it was moved.
    foreseen: what is not owed yet but will be, for looking ahead; never planned.
    """

    kind: str
    owed: str
    tell: Callable[[Collection[Due], date], Mapping[Due, Told]]
    settled: str
    variants: Callable[[], Mapping[str, tuple[Stage, ...]]] = _no_variants
    given: Callable[[date, date, Calendar], Mapping[str, Any]] = field(default=_nothing_given)
    ahead: int = AHEAD
    one_day: bool = True
    foreseen: "Obligations | None" = None

    def asked(self, first: date, last: date, *, on: date, calendar: Calendar) -> dict[str, Any]:
        """What its question wants to be given, for the due dates of a window."""
        return {"on": on, "first": first, "last": last, **self.given(first, last, calendar)}


def reminded() -> dict[str, Obligations]:
    """Every occasion that an app has a question for."""
    return {occasion: import_string(path) for occasion, path in settings.REMINDED.items()}
