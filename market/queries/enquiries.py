"""Enquiries: whose they are, who sees them, which are late, and what is due of them."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from market.core.actors import Actor
from market.core.enquiries import KINDS, WAITING
from market.core.hours import local_day
from market.core.promises import PROMISES, Promise, Span
from market.models import AnswerPromise, Enquiry, Market
from market.queries.obligations import Due, Obligations, Told
from market.queries.sight import EVERYBODY_HERE, sight_of


def enquiries_seen_by(actor: Actor) -> QuerySet[Enquiry]:
    """Those at one's markets, of one's own vendors and one's own; the first due first."""
    sight = sight_of(actor, "enquiry", EVERYBODY_HERE)
    seen = Enquiry.objects.all()
    if sight.markets is not None:
        seen = seen.filter(Q(market__in=sight.markets) | _own(actor))
    rows = seen.select_related("market", "vendor", "asker", "taken_by")
    return rows.order_by("due_at", "pk")


def own_enquiries(actor: Actor) -> QuerySet[Enquiry]:
    """Those that one asked oneself, or one of one's vendors; the newest first."""
    return enquiries_seen_by(actor).filter(_own(actor)).order_by("-asked_at", "-pk")


def is_askers(enquiry: Enquiry, actor: Actor) -> bool:
    """Whether this is one of those who asked."""
    own = actor.user is not None and enquiry.asker_id == actor.user
    return own or enquiry.vendor_id in actor.vendors


def waiting_for_us(rows: QuerySet[Enquiry]) -> QuerySet[Enquiry]:
    return rows.filter(state__in=WAITING)


def late(rows: QuerySet[Enquiry], *, at: datetime) -> QuerySet[Enquiry]:
    """Those that should have been answered by now."""
    return waiting_for_us(rows).filter(due_at__lt=at)


def promise_of(market: Market, kind: str) -> Promise:
    """What this market promises for a kind."""
    row = AnswerPromise.objects.filter(market=market, kind=kind).first()
    return Promise(row.count, Span(row.unit)) if row else PROMISES[kind]


def promises_of(market: Market) -> dict[str, Promise]:
    """What this market promises, by kind."""
    rows = AnswerPromise.objects.filter(market=market)
    own = {row.kind: Promise(row.count, Span(row.unit)) for row in rows}
    return {kind: own.get(kind, PROMISES[kind]) for kind in KINDS}


def contentment(rows: QuerySet[Enquiry]) -> dict[int, int]:
    """How many gave how many stars."""
    given = rows.filter(stars__isnull=False).order_by().values("stars").annotate(n=Count("pk"))
    return {int(row["stars"] or 0): row["n"] for row in given}


def _own(actor: Actor) -> Q:
    mine = Q(vendor__in=actor.vendors)
    return mine | Q(asker=actor.user) if actor.user is not None else mine


_WAITING_SQL = """
    SELECT id AS thing, (due_at AT TIME ZONE 'Asia/Shanghai')::date AS due_on, market_id,
           '' AS variant
    FROM market_enquiry
    WHERE state IN ('new', 'taken', 'reopened')
      AND (due_at AT TIME ZONE 'Asia/Shanghai')::date BETWEEN %(first)s AND %(last)s
"""


def _tell(dues: Collection[Due], on: date) -> Mapping[Due, Told]:
    rows = Enquiry.objects.select_related("market", "vendor")
    known = rows.in_bulk([thing for thing, _ in dues])
    return {due: _told(known[due[0]]) for due in dues if due[0] in known}


def _told(enquiry: Enquiry) -> Told:
    def facts(language: str) -> dict[str, Any]:
        return {
            "reference": enquiry.reference,
            "due_on": local_day(enquiry.due_at).isoformat(),
        }

    return Told(market=enquiry.market, facts=facts, vendor=enquiry.vendor)


PROMISED = Obligations("enquiry", _WAITING_SQL, _tell, "done")
