"""Applications, as far as one may see them."""

from typing import Any

from django.db.models import (
    Avg,
    Case,
    CharField,
    Count,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)

from leasing.core.states import DECIDED, OPEN_APPLICATIONS
from leasing.models import Application, Review
from market.core.actors import Actor
from market.queries.sight import EVERYBODY_HERE, sight_of


def applications_seen_by(actor: Actor) -> QuerySet[Application]:
    """Those at one's markets that were handed in, and all of one's own. The longest waiting first."""
    sight = sight_of(actor, "application", EVERYBODY_HERE)
    seen = Application.objects.all()
    if sight.markets is not None:
        seen = seen.filter(Q(market__in=sight.markets) | Q(vendor__in=sight.vendors))
    return seen.select_related("market", "vendor", "call", "wish__zone").order_by(
        "submitted_at", "pk"
    )


def in_state(applications: QuerySet[Application], state: str, *, by: Actor) -> QuerySet[Any]:
    """Those in a state, as this reader knows it: a decision that was not told is none outside."""
    told = Case(
        When(state__in=DECIDED, then=F("decided_from")), default="state", output_field=CharField()
    )
    known = applications.annotate(told_state=told)
    markets = sight_of(by, "application", EVERYBODY_HERE).markets
    if markets is None:
        return known.filter(state=state)
    inside = Q(market__in=markets)
    return known.filter(inside & Q(state=state) | ~inside & Q(told_state=state))


def with_scores(applications: QuerySet[Application]) -> QuerySet[Any]:
    """Each with `score`, the mean of its reviews, and `opinions`, how many there are."""
    reviews = Review.objects.filter(application=OuterRef("pk")).order_by().values("application")
    return applications.annotate(
        score=Subquery(reviews.annotate(mean=Avg("score")).values("mean")),
        opinions=Subquery(reviews.annotate(count=Count("pk")).values("count")),
    )


def open_of(actor: Actor) -> list[Application]:
    """One's own that are still under way, the latest first: so that nobody begins twice unaware."""
    mine = Application.objects.filter(vendor__in=actor.vendors, state__in=OPEN_APPLICATIONS)
    return list(mine.order_by("-pk")[:3])
