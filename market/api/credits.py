"""Crediting a bill: whole, one row of it, or an amount."""

from typing import Annotated
from uuid import uuid4

from django.http import HttpRequest
from ninja import Router
from pydantic import Field

from market import clock
from market.actions import credit_notes
from market.api.access import caller, operator
from market.api.charges import ChargeOut
from market.api.schemas import Id, Line, Strict, Yuan
from market.core.refusals import Missing
from market.queries.money import charges_seen_by

router = Router(auth=operator)


class CreditIn(Strict):
    """The rows of a bill, and how much is credited: all that is left unless told."""

    charges: Annotated[list[Id], Field(min_length=1, max_length=50)]
    amount: Yuan | None = None
    reason: Line = Field(min_length=1)


@router.post("", response={201: list[ChargeOut]})
def credit(request: HttpRequest, given: CreditIn) -> list[ChargeOut]:
    by = caller(request)
    found = charges_seen_by(by).in_bulk(given.charges)
    if len(found) < len(set(given.charges)):
        raise Missing("missing", "There is no such charge here.", field="charges")
    notes = credit_notes.credit(
        [found[each] for each in dict.fromkeys(given.charges)],
        key=f"credit/{uuid4()}",
        amount_fen=given.amount,
        reason=given.reason,
        by=by,
        at=clock.now(),
    )
    return [ChargeOut.of(note, by) for note in notes]
