"""Which series have a rule, and which of their sessions hang on nothing but it."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from events.core.laying_out import Schedule
from events.core.recurrence.writing import told_of
from events.core.states import FilingState, SessionState
from events.models import Filing, FilingMaterial, Programme, Series, Session
from market.core.actors import Actor
from market.core.hours import Hours
from market.models import Move
from market.queries.places import markets_worked_at


def schedule_of(series: Series) -> Schedule | None:
    """The series' rule with its hours and season; None where its sessions are put in by hand."""
    if series.rule is None or series.opens is None or series.closes is None:
        return None
    if series.first_on is None:
        return None
    hours = Hours(series.opens, series.closes)
    return Schedule(told_of(series.rule), hours, series.first_on, series.last_on)


def ruled_series() -> QuerySet[Series]:
    """The series with a rule."""
    return Series.objects.filter(rule__isnull=False).order_by("pk")


def programmes_worked_by(by: Actor) -> QuerySet[Programme]:
    """The programmes of the markets at which this actor works."""
    return Programme.objects.filter(market__in=markets_worked_at(by))


def untouched() -> QuerySet[Session]:
    """Sessions that a rule put in and nobody has done anything with since: they may go with it.

    Not announced, not moved, not named, without anything of theirs but filings nobody has begun.
    """
    begun = Move.objects.filter(noun="filing", thing=OuterRef("pk"))
    theirs = Filing.objects.filter(session=OuterRef("pk"))
    ready = FilingMaterial.objects.filter(filing=OuterRef("pk"), ready_at__isnull=False)
    rows = Session.objects.filter(
        ~Exists(theirs.filter(~Q(state=FilingState.NEEDED) | Exists(begun) | Exists(ready))),
        slot__isnull=False,
        starts_at=F("slot"),
        state=SessionState.PLANNED,
        announced_at__isnull=True,
        name="",
        note="",
    )
    for relation in Session._meta.related_objects:
        model, column = relation.related_model, relation.field.name
        if model is not Filing and not isinstance(model, str):
            rows = rows.filter(~Exists(model._default_manager.filter(**{column: OuterRef("pk")})))
    return rows
