"""Rounds: whom to inspect on a day, everybody or some by lot; those with something late always."""

import secrets
from datetime import date, datetime

from django.db import transaction

from market import rules
from market.actions import moves
from market.core.actors import Actor
from market.core.inspecting import sampling
from market.core.inspecting.states import ROUND
from market.core.refusals import Conflict, Invalid
from market.models import Market, Round, Stop, Zone
from market.models.inspections import WAYS
from market.queries.inspections import Candidate, candidates, with_late_findings

MOST_STOPS = 2000


@transaction.atomic
def plan(
    market: Market,
    *,
    day: date,
    by: Actor,
    at: datetime,
    zone: Zone | None = None,
    name: str = "",
    way: str = "all",
    seed: str = "",
    size: int = 0,
) -> Round:
    """Lay a round out over those who stand in a zone, or the whole market, on its day.

    way: all, or sample: so many (size) drawn with the seed, as core.inspecting.sampling says; the
    list that was drawn from is kept with its digest. Who has a finding past its day is looked at
    in any case, beside those who were drawn. Without a seed one is made, and shown.
    This will refuse a zone of another market and a round in which nobody is to be seen.
    """
    rules.require(by, "round.plan", market)
    if zone is not None and zone.market_id != market.pk:
        raise Invalid("other_market", "This zone is at another market.", field="zone")
    if way not in WAYS:
        raise Invalid("bad_way", "A round is for all, or for a sample.", field="way")
    there = candidates(market, zone, on=day)
    if not there:
        raise Conflict("nobody_there", "Nobody stands here on that day.", field="day")
    drawn = _drawn(there, seed or secrets.token_hex(8), size) if way == "sample" else None
    made = Round.objects.create(
        market=market,
        zone=zone,
        day=day,
        name=name.strip()[:60],
        way=way,
        seed=drawn.seed if drawn else "",
        size=size if drawn else 0,
        algorithm=drawn.algorithm if drawn else "",
        population=sorted(each.key for each in there) if drawn else [],
        population_sha256=drawn.population_sha256 if drawn else "",
        planned_at=at,
        planned_by_id=by.user,
    )
    _lay_out(made, there, drawn)
    return made


@transaction.atomic
def close(round: Round, *, by: Actor, at: datetime, reason: str = "") -> Round:
    """End a round; who was not visited stays unvisited, and that is to be seen."""
    rules.require(by, "round.close", round)
    return moves.move(round, ROUND, "close", by=by, at=at, reason=reason.strip())


@transaction.atomic
def cancel(round: Round, *, reason: str, by: Actor, at: datetime) -> Round:
    """Call a round off. This will refuse one in which somebody was visited already."""
    rules.require(by, "round.cancel", round)
    if not reason.strip():
        raise Invalid("reason_missing", "Please say why.", field="reason")
    if round.inspections.exists():
        raise Conflict("round_begun", "Somebody was visited already. Close the round instead.")
    return moves.move(round, ROUND, "cancel", by=by, at=at, reason=reason.strip())


def _drawn(there: list[Candidate], seed: str, size: int) -> sampling.Draw:
    return sampling.draw([each.key for each in there], seed=seed, size=size)


def _lay_out(made: Round, there: list[Candidate], drawn: sampling.Draw | None) -> None:
    """The stops in the order of the walk, each with why it is one."""
    if len(there) > MOST_STOPS:
        raise Invalid("too_many_stops", "Choose a zone: this is too much for one round.")
    overdue = with_late_findings(made.market, {each.vendor for each in there}, on=made.day)
    chosen = set(drawn.drawn) if drawn else {each.key for each in there}
    why = "drawn" if drawn else "all"
    stops = [
        (each, why if each.key in chosen else "overdue")
        for each in there
        if each.key in chosen or each.vendor in overdue
    ]
    Stop.objects.bulk_create(
        Stop(round=made, vendor_id=each.vendor, pitch=each.pitch, position=place, why=reason)
        for place, (each, reason) in enumerate(stops, 1)
    )
