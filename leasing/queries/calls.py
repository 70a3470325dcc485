"""Calls for applications: who sees which, what ground they are about, how far they have come."""

from datetime import datetime
from typing import Any

from django.db.models import Case, CharField, Count, Q, QuerySet, Value, When

from leasing.core.quotas import Quota, quotas
from leasing.core.states import ApplicationState, CallState
from leasing.models import Application, Call
from market.core.actors import Actor
from market.core.refusals import Missing
from market.models import Pitch
from market.queries.sight import EVERYBODY_HERE, sight_of

PROMISED = (ApplicationState.ADMITTED, ApplicationState.OFFERED, ApplicationState.ACCEPTED)


def calls_seen_by(actor: Actor) -> QuerySet[Call]:
    """Every call at one's markets; for everybody else those that were published."""
    public = ~Q(state=CallState.DRAFT)
    markets = sight_of(actor, "call", EVERYBODY_HERE).markets
    here = Q() if markets is None else Q(market__in=markets) | public
    return (
        Call.objects.filter(here)
        .select_related("market", "zone")
        .prefetch_related("quotas")
        .order_by("-opens_at", "-pk")
    )


def calls_worked_at(actor: Actor) -> QuerySet[Call]:
    """The calls of the markets where one works."""
    markets = sight_of(actor, "call", EVERYBODY_HERE).markets
    seen = calls_seen_by(actor)
    return seen if markets is None else seen.filter(market__in=markets)


def public_calls(at: datetime) -> QuerySet[Any]:
    """Those that strangers may find: published, and not over for more than a while."""
    public = calls_seen_by(Actor("anyone")).filter(
        state__in=(CallState.PUBLISHED, CallState.CLOSED)
    )
    return with_phase(public, at=at)


def call_or_missing(reference: str, actor: Actor) -> Call:
    """The call with that reference. Raises Missing for one that is not this reader's to see."""
    found = calls_seen_by(actor).filter(reference=reference).first()
    if found is None:
        raise Missing("no_call", "There is no such call here.")
    return found


def with_phase(calls: QuerySet[Call], *, at: datetime) -> QuerySet[Any]:
    """Each with `phase`: its state, but a published one is coming, running or over by the clock."""
    published = Q(state=CallState.PUBLISHED)
    phase = Case(
        When(published & Q(opens_at__gt=at), then=Value("coming")),
        When(published & Q(closes_at__lte=at), then=Value("over")),
        When(published, then=Value("running")),
        default="state",
        output_field=CharField(),
    )
    return calls.annotate(phase=phase)


def phase_of(call: Call, *, at: datetime) -> str:
    """The same for one call that is at hand."""
    if call.state != CallState.PUBLISHED:
        return str(call.state)
    if at < call.opens_at:
        return "coming"
    return "running" if at < call.closes_at else "over"


def pitches_of(call: Call) -> QuerySet[Pitch]:
    """The ground of a call: the pitches it names, or those of its kind in its zone or market."""
    pitches = Pitch.objects.select_related("zone__market")
    named = pitches.filter(pk__in=call.pitches.values("pk"))
    if call.pitch_rows.exists():
        found = named
    else:
        found = pitches.filter(zone__market=call.market_id, kind=call.kind)
        found = found.filter(zone=call.zone_id) if call.zone_id else found
    return found.order_by("zone__position", "zone", "code_key", "pk")


def quotas_of(call: Call) -> list[Quota]:
    """Its places by trade, with how many are promised, offered or taken."""
    places = {quota.trade: quota.places for quota in call.quotas.all()}
    if not places:
        return []
    taken = (
        Application.objects.filter(call=call, state__in=PROMISED, trade__in=places)
        .order_by()
        .values_list("trade")
        .annotate(count=Count("pk"))
    )
    return quotas(places, dict(taken))


def states_of(call: Call) -> dict[str, int]:
    """How many of its applications stand where."""
    rows = Application.objects.filter(call=call).order_by().values_list("state")
    return dict(rows.annotate(count=Count("pk")))
