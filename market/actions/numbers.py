"""Numbers of papers: 2026-000123, without gaps, of one kind at one market in one year."""

from datetime import datetime

from django.db.models import Max
from django.db.models.fields.json import KT

from market.core.hours import local_day
from market.models import Document, Market


def lock(market_id: int) -> Market:
    """The market's row: who holds it gives the next number; whoever comes meanwhile waits."""
    return Market.objects.select_for_update(no_key=True).get(pk=market_id)


def next_number(kind: str, market: Market, *, at: datetime) -> str:
    """The number after the last that was given. The market is locked, and the paper follows in
    the same transaction: a roll-back takes the number back with it, and none is left out.
    """
    year = local_day(at).year
    papers = Document.objects.filter(kind=kind, market=market).annotate(n=KT("contents__number"))
    # the sign after "-" ends the year's own numbers
    last = papers.filter(n__gte=f"{year}-", n__lt=f"{year}.").aggregate(last=Max("n"))["last"]
    return f"{year}-{int(last.partition('-')[2]) + 1 if last else 1:06d}"
