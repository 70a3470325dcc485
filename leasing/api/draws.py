"""/draws: lotteries that anybody can repeat."""

from collections.abc import Callable
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Router, Status
from pydantic import Field

from leasing import rules
from leasing.actions import draws
from leasing.api.decisions import ToldOut
from leasing.core.states import DRAW
from leasing.models import Draw
from leasing.queries.draws import draw_or_missing
from leasing.queries.own import own_call
from market import clock
from market.api.access import anyone, caller, operator
from market.api.schemas import Line, Moment, Out, Reason, Strict
from market.core.actors import Actor

router = Router()


class DrawnPitch(Out):
    id: int
    code: str
    zone: str


class EntrantOut(Out):
    reference: str
    wishes: list[int]
    any: bool


class DrawnOut(Out):
    reference: str
    pitch: int | None


class DrawOut(Out):
    """Everything that is needed to repeat a lottery, and nothing about any person.

    order = the entrants sorted by SHA-256(seed + line feed + reference); the seed is the secret,
    or the secret, a line feed and the public value. Down the order each gets the first wish that
    is still free; then, down the order again, who got none and takes any gets the first pitch
    still free. SHA-256(secret) is the commitment; the digest is that of {"entrants", "pitches"
    (ids)} as JSON with sorted keys and no spaces. Until it is drawn, secret and result are empty.
    """

    reference: str
    call: str
    state: str
    can: list[str]
    algorithm: str
    commitment: str
    public_value_name: str
    announced_at: Moment
    frozen_at: Moment | None
    digest: str
    pitches: list[DrawnPitch]
    entrants: list[EntrantOut]
    drawn_at: Moment | None
    secret: str
    public_value: str
    result: list[DrawnOut]

    @classmethod
    def of(cls, row: Draw, by: Actor) -> "DrawOut":
        plain = [name for name in cls.model_fields if name not in ("call", "can")]
        return cls(
            **{name: getattr(row, name) for name in plain},
            call=row.call.reference,
            can=rules.can(by, "draw", DRAW, row),
        )


class AnnounceIn(Strict):
    """A value that will be public later, and that nobody here can foresee, named beforehand."""

    public_value_name: Annotated[Line, Field(max_length=120)] = ""


class DrawIn(Strict):
    public_value: Annotated[Line, Field(max_length=120)] = ""


@router.post("/calls/{reference}/draws", response={201: DrawOut}, auth=operator)
def announce(request: HttpRequest, reference: str, told: AnnounceIn) -> Status[DrawOut]:
    """Promise a lottery: the print of its secret is published."""
    actor = caller(request)
    row = draws.announce(
        own_call(actor, reference),
        public_value_name=told.public_value_name,
        by=actor,
        at=clock.now(),
    )
    return Status(201, DrawOut.of(row, actor))


@router.get("/draws/{reference}", response=DrawOut, auth=anyone)
def lottery(request: HttpRequest, reference: str) -> DrawOut:
    """A lottery with everything that is needed to repeat it."""
    actor = caller(request)
    return DrawOut.of(draw_or_missing(reference, actor), actor)


@router.post("/draws/{reference}/freeze", response=DrawOut, auth=operator)
def freeze(request: HttpRequest, reference: str) -> DrawOut:
    """Fix who takes part and for which pitches."""
    return _drawn(request, reference, draws.freeze)


@router.post("/draws/{reference}/draw", response=DrawOut, auth=operator)
def draw(request: HttpRequest, reference: str, told: DrawIn) -> DrawOut:
    """Open the secret and draw, once."""
    return _drawn(request, reference, draws.draw, public_value=told.public_value)


@router.post("/draws/{reference}/void", response=DrawOut, auth=operator)
def void(request: HttpRequest, reference: str, told: Reason) -> DrawOut:
    """Declare it void before it is drawn."""
    return _drawn(request, reference, draws.void, reason=told.reason)


@router.post("/draws/{reference}/take-over", response=ToldOut, auth=operator)
def take_over(request: HttpRequest, reference: str) -> ToldOut:
    """Decide by the result. `told` are those of whom it is decided; they learn it when told."""
    actor = caller(request)
    row = draw_or_missing(reference, actor)
    return ToldOut.of(draws.take_over(row, by=actor, at=clock.now()))


def _drawn(request: HttpRequest, reference: str, deed: Callable[..., Any], **told: Any) -> DrawOut:
    actor = caller(request)
    row = draw_or_missing(reference, actor)
    deed(row, by=actor, at=clock.now(), **told)
    return DrawOut.of(row, actor)
