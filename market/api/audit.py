"""The journal: who moved what, when and why; and who read what is kept sealed."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from market.api.access import caller
from market.api.paging import Page, Window, page
from market.api.schemas import Id, Moment, Out, Strict
from market.models import Move, Reveal
from market.queries.journal import moves_seen_by, reveals_seen_by

router = Router()


class MoveOut(Out):
    """One change of a state."""

    id: int
    noun: str
    thing: int
    name: str
    before: str
    after: str
    at: Moment
    by: str
    reason: str
    market: int | None

    @classmethod
    def of(cls, move: Move) -> "MoveOut":
        return cls(
            id=move.pk,
            noun=move.noun,
            thing=move.thing,
            name=move.name,
            before=move.before,
            after=move.after,
            at=move.at,
            by=move.by_name,
            reason=move.reason,
            market=move.market_id,
        )


class RevealOut(Out):
    """Somebody read an identity number or opened a sensitive paper."""

    id: int
    vendor: int
    subject: str
    reason: str
    at: Moment
    by: str

    @classmethod
    def of(cls, reveal: Reveal) -> "RevealOut":
        return cls(
            id=reveal.pk,
            vendor=reveal.vendor_id,
            subject=reveal.subject,
            reason=reveal.reason,
            at=reveal.at,
            by=reveal.by_name,
        )


class Wanted(Strict):
    """Of which thing: noun "permit", thing 12."""

    noun: Annotated[str, Field(max_length=30)] | None = None
    thing: Id | None = None


@router.get("", response=Page[MoveOut])
def audit(request: HttpRequest, wanted: Query[Wanted], window: Query[Window]) -> Page[MoveOut]:
    found = moves_seen_by(caller(request))
    found = found.filter(noun=wanted.noun) if wanted.noun else found
    found = found.filter(thing=wanted.thing) if wanted.thing else found
    return page(request, found, window, MoveOut.of)


@router.get("/reveals", response=Page[RevealOut])
def reveals(request: HttpRequest, window: Query[Window]) -> Page[RevealOut]:
    return page(request, reveals_seen_by(caller(request)), window, RevealOut.of)
