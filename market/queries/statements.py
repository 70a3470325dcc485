"""Statements and their lines, as far as one may see them, and how many are left to do."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from market.core.actors import Actor
from market.core.matching import Confidence
from market.core.movements import Direction
from market.core.states import LineState
from market.models import LineBooking, Payment, Statement, StatementLine
from market.queries.sight import WITH_MONEY, sight_of

# a line of money that came in, and nobody has said yet what becomes of it
TO_DO = Q(direction=Direction.IN, state=LineState.NEW)
SURE = TO_DO & Q(confidence=Confidence.SURE)
STANDINGS = {
    "to_do": TO_DO,
    "sure": SURE,
    "booked": Q(state=LineState.BOOKED),
    "parked": Q(state=LineState.PARKED),
    "ignored": Q(state=LineState.IGNORED),
    "out": ~Q(direction=Direction.IN),
}


def statements_seen_by(actor: Actor) -> QuerySet[Statement]:
    """The statements of one's markets, the newest first, each with what is left of it."""
    return _of_markets(Statement.objects.all(), actor).select_related("market", "brought_by")


def with_progress(statements: QuerySet[Statement]) -> QuerySet[Any]:
    """Each statement with how many lines came in, how many are left, booked, sure."""
    came_in = Q(lines__direction=Direction.IN)
    new = came_in & Q(lines__state=LineState.NEW)
    return statements.annotate(
        lines_in=Count("lines", filter=came_in),
        lines_left=Count("lines", filter=new),
        lines_sure=Count("lines", filter=new & Q(lines__confidence=Confidence.SURE)),
        lines_booked=Count("lines", filter=Q(lines__state=LineState.BOOKED)),
        lines_all=Count("lines"),
    )


def lines_seen_by(actor: Actor) -> QuerySet[StatementLine]:
    """Their lines, the newest first, each with the payments that stand behind it."""
    bookings = LineBooking.objects.filter(undone_at__isnull=True).order_by("pk")
    bookings = bookings.select_related("payment__account__vendor", "payment__reversal")
    return (
        _of_markets(StatementLine.objects.all(), actor)
        .select_related("statement", "market")
        .prefetch_related(Prefetch("bookings", queryset=bookings, to_attr="standing"))
    )


def progress_of(lines: QuerySet[StatementLine]) -> dict[str, int]:
    """How many of these lines are to do, sure, booked, put aside, ignored. One query."""
    plain = {
        **STANDINGS,
        "came_in": Q(direction=Direction.IN),
        "done": Q(direction=Direction.IN, state__in=(LineState.BOOKED, LineState.IGNORED)),
    }
    counts = {name: Count("pk", filter=condition) for name, condition in plain.items()}
    return lines.order_by().aggregate(**counts)


def with_line(payments: QuerySet[Payment]) -> QuerySet[Any]:
    """Payments, each with lined: whether a line of a statement stands behind it."""
    behind = LineBooking.objects.filter(payment=OuterRef("pk"), undone_at__isnull=True)
    return payments.annotate(lined=Exists(behind))


def _of_markets(rows: QuerySet[Any], actor: Actor) -> QuerySet[Any]:
    sight = sight_of(actor, "statement", WITH_MONEY)
    return rows if sight.markets is None else rows.filter(market__in=sight.markets)
