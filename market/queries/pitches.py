"""What is free, let, soon free or closed on a day."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q, QuerySet

from market.core.periods import ONE_DAY
from market.core.plots import PlanState
from market.core.states import PitchState
from market.models import Hold, Market, Pitch

SOON = timedelta(days=60)

_SAID = {
    PitchState.RESERVED: PlanState.RESERVED,
    PitchState.REPAIR: PlanState.CLOSED,
    PitchState.CLOSED: PlanState.CLOSED,
}
# where several holds share a day, the first of these is what one says of the pitch
_HELD = (
    ("closure", PlanState.CLOSED),
    ("lease", PlanState.LET),
    ("night", PlanState.LET),
    ("offer", PlanState.RESERVED),
)


@dataclass(frozen=True)
class PitchOn:
    """A pitch on one day.

    held_for: lease, night, offer or closure, empty where nothing holds it that day.
    hold: the row that does; what stands behind it, the app above knows.
    until: its last day, None for none or for no known end. Where it ends within 60 days and
    another of its kind follows without a gap, the last day of that.
    """

    pitch: Pitch
    on: date
    state: PlanState
    held_for: str = ""
    hold: int | None = None
    until: date | None = None


def pitches_on(market: Market, on: date) -> list[PitchOn]:
    """Every pitch of a market with its state on a day, in the order of the plan. Two queries.

    Those that were merged or split by then are left out, and what they became before it too.
    """
    there = Q(gone_since=None) | Q(gone_since__gt=on)
    pitches = Pitch.objects.filter(there, zone__market=market).exclude(here_since__gt=on)
    return states_on(
        pitches.select_related("zone__market").order_by("zone__position", "zone", "code_key", "pk"),
        on,
    )


def pitch_on(pitch: Pitch, on: date) -> PitchOn:
    """One pitch with its state on a day."""
    return states_on([pitch], on)[0]


def states_on(pitches: Iterable[Pitch], on: date) -> list[PitchOn]:
    """These pitches with their states on a day, in the order given. One query for all holds.

    soon: let that day, and free again within 60 days. trouble: a temporary structure past its
    approval, which must not be let.
    """
    listed = list(pitches)
    holds: dict[int, list[Hold]] = defaultdict(list)
    for hold in _holds_near(listed, on):
        holds[hold.pitch_id].append(hold)
    return [_judged(pitch, holds[pitch.pk], on) for pitch in listed]


def holds_seen(market: Market, *, start: date, end: date) -> QuerySet[Hold]:
    """What holds the market's ground on some day in [start, end), released holds left out."""
    return (
        Hold.objects.filter(
            pitch__zone__market=market,
            released_at__isnull=True,
            days__overlap=DateRange(start, end),
        )
        .select_related("pitch__zone")
        .order_by("pitch__zone__position", "pitch__code_key", "days", "pk")
    )


def _holds_near(pitches: list[Pitch], on: date) -> QuerySet[Hold]:
    """From the day to where "soon" ends: a lease that is followed by another is not soon free."""
    near = DateRange(on, on + SOON + 2 * ONE_DAY)
    ids = [pitch.pk for pitch in pitches]
    return Hold.objects.filter(
        pitch__in=ids, released_at__isnull=True, days__overlap=near
    ).order_by("days", "pk")


def _judged(pitch: Pitch, holds: list[Hold], on: date) -> PitchOn:
    said = _SAID.get(PitchState(pitch.state))
    if said is not None:
        return PitchOn(pitch, on, said)
    for purpose, state in _HELD:
        for hold in holds:
            if hold.held_for == purpose and _covers(hold, on):
                return _held(pitch, hold, holds, state, on)
    lapsed = pitch.structure_approval_until is not None and pitch.structure_approval_until < on
    return PitchOn(pitch, on, PlanState.TROUBLE if lapsed else PlanState.FREE)


def _covers(hold: Hold, on: date) -> bool:
    days, weekdays = hold.days, hold.weekdays
    within = days.lower <= on and (days.upper is None or on < days.upper)
    return bool(within and weekdays.lower <= on.isoweekday() < weekdays.upper)


def _held(pitch: Pitch, hold: Hold, holds: list[Hold], state: PlanState, on: date) -> PitchOn:
    end = _end_of_run(hold, holds)
    soon = hold.held_for == "lease" and end is not None and end <= on + SOON
    return PitchOn(
        pitch=pitch,
        on=on,
        state=PlanState.SOON if soon else state,
        held_for=hold.held_for,
        hold=hold.pk,
        until=None if end is None else end - ONE_DAY,
    )


def _end_of_run(hold: Hold, holds: list[Hold]) -> date | None:
    """The first day after the hold and the holds of its kind that follow without a gap."""
    end: date | None = hold.days.upper
    for later in holds:
        if end is None or later.held_for != hold.held_for:
            continue
        if later.days.lower <= end and (later.days.upper is None or later.days.upper > end):
            end = later.days.upper
    return end
