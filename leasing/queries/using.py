"""What went through a place's meters, for its pages."""

from collections.abc import Iterable
from datetime import date

from leasing.core.metering.dials import Span, spans
from leasing.models import Meter, Reading
from leasing.queries.metering import dial_of, mark_of
from market.core.periods import months_after
from market.core.refusals import Invalid

MONTHS_SHOWN = 14


def chain_of(meter: Meter) -> list[Meter]:
    """The meters of a place, the first one first. A query for each that was replaced."""
    chain = [meter]
    while (before := chain[0].replaces) is not None:
        chain.insert(0, before)
    while (after := Meter.objects.filter(replaces=chain[-1]).first()) is not None:
        chain.append(after)
    return chain


def shown_since(on: date) -> date:
    """From when on a page shows what was used."""
    return months_after(on.replace(day=1), -MONTHS_SHOWN)


def spans_of(meter: Meter, standing: Iterable[Reading]) -> list[Span]:
    """What its readings say was used; nothing while they contradict each other."""
    try:
        return list(spans(dial_of(meter), [mark_of(row) for row in standing]))
    except Invalid:
        return []
