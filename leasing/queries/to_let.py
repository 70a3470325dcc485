"""The ground that one can ask for: what is free, from when, for how much a month."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange

from leasing.core.plain_terms import PlainTerms
from leasing.core.quotes import Quote, quote
from leasing.models import Call, ListPrice
from leasing.queries.calls import pitches_of
from market.core.periods import Period, months_after
from market.core.plots import PlanState
from market.models import Hold, Market, Pitch
from market.queries.days import working_calendar
from market.queries.free import free_for
from market.queries.pitches import SOON, pitches_on, states_on

_NOT_TO_LET = (PlanState.CLOSED, PlanState.TROUBLE, PlanState.RESERVED)


@dataclass(frozen=True)
class ToLet:
    """A pitch for a span of days. rent_fen: a month, None where nobody has said.

    state: free for all of the days, soon (free within 60 days of the first), or why not.
    free_from: the first day from which nobody holds it, None where that has no known end.
    """

    pitch: Pitch
    state: PlanState
    free_from: date | None
    rent_fen: int | None


@dataclass(frozen=True)
class Asked:
    """What the market usually asks for some pitches together: rent and sanitation a month, in fen.

    price: the list price that says so; None where there is none, or where it differs by kind.
    """

    price: ListPrice | None
    rent_fen: int
    sanitation_fen: int = 0
    deposit_months: int = 0
    interval_months: int = 1


def ground_to_let(
    market: Market, kind: str, period: Period, *, call: Call | None = None
) -> list[ToLet]:
    """Every pitch of a kind, in the order of the plan, as it stands for these days. Four queries.

    call: only the ground of that call.
    """
    there = [each for each in pitches_on(market, period.start) if each.pitch.kind == kind]
    if call is not None:
        within = set(pitches_of(call).order_by().values_list("pk", flat=True))
        there = [each for each in there if each.pitch.pk in within]
    free = set(free_for(market, period).order_by().values_list("pk", flat=True))
    ends = _ends([each.pitch.pk for each in there], period.start)
    price = price_of(market, kind, on=period.start)
    found = []
    for each in there:
        opens = max(ends.get(each.pitch.pk) or period.start, period.start)
        known = each.pitch.pk not in ends or ends[each.pitch.pk] is not None
        state = _state(each.state, each.pitch.pk in free, opens if known else None, period.start)
        opens_on = None if not known or state in _NOT_TO_LET else opens
        found.append(ToLet(each.pitch, state, opens_on, _rent_of(each.pitch, price)))
    return found


def quote_for(pitch: Pitch, *, starts_on: date, months: int) -> Quote:
    """What this pitch would cost from a day on. Raises Invalid("no_rent_known")."""
    market = pitch.zone.market
    price = price_of(market, pitch.kind, on=starts_on)
    terms = PlainTerms(
        first=starts_on,
        interval_months=price.interval_months if price else 1,
        deposit_months=price.deposit_months if price else 0,
        sanitation_fen=price.sanitation_fen if price else 0,
    )
    return quote(
        terms,
        pitch=pitch.code,
        rent_fen=_rent_of(pitch, price),
        starts_on=starts_on,
        months=months,
        calendar=working_calendar(),
    )


def asked_for(market: Market, pitches: Sequence[Pitch], *, on: date) -> Asked:
    """The usual terms for pitches of one kind from a day on; of several kinds the guide rents."""
    kinds = {pitch.kind for pitch in pitches}
    price = price_of(market, kinds.pop(), on=on) if len(kinds) == 1 else None
    rent_fen = sum(_rent_of(pitch, price) or 0 for pitch in pitches)
    if price is None:
        return Asked(None, rent_fen)
    return Asked(
        price,
        rent_fen,
        sanitation_fen=price.sanitation_fen * len(pitches),
        deposit_months=price.deposit_months,
        interval_months=price.interval_months,
    )


def is_free(pitch: Pitch, *, starts_on: date, months: int) -> bool:
    """Whether the pitch can be asked for: free for all of these days, and fit to be let."""
    period = Period(starts_on, months_after(starts_on, months))
    there = states_on([pitch], starts_on)[0].state
    return (
        there not in _NOT_TO_LET
        and free_for(pitch.zone.market, period).filter(pk=pitch.pk).exists()
    )


def price_of(market: Market, kind: str, *, on: date) -> ListPrice | None:
    """The usual terms for a kind of pitch that hold on a day."""
    return (
        ListPrice.objects.filter(market=market, kind=kind, from_day__lte=on)
        .order_by("-from_day")
        .first()
    )


def _rent_of(pitch: Pitch, price: ListPrice | None) -> int | None:
    return pitch.guide_rent_fen or (price.rent_fen if price else None)


def _ends(pitches: Collection[int], on: date) -> dict[int, date | None]:
    """After which day each pitch is held no more; None for a hold without an end."""
    holds = Hold.objects.filter(
        pitch__in=pitches, released_at__isnull=True, days__overlap=DateRange(on, None)
    )
    ends: dict[int, date | None] = {}
    for pitch, days in holds.values_list("pitch", "days"):
        before = ends.get(pitch, date.min)
        ends[pitch] = None if before is None or days.upper is None else max(before, days.upper)
    return ends


def _state(there: PlanState, free: bool, opens: date | None, first: date) -> PlanState:
    if there in _NOT_TO_LET:
        return there
    if free:
        return PlanState.FREE
    soon = opens is not None and opens <= first + SOON
    return PlanState.SOON if soon else PlanState.LET
