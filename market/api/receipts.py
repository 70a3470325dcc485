"""Receipts: given once for a payment, or for a whole sum."""

from typing import Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router

from market import clock
from market.actions import receipts as deeds
from market.api.access import caller, operator
from market.api.schemas import Id, Moment, Out, Strict
from market.models import Document
from market.queries.counter import collections_seen_by
from market.queries.money import payments_seen_by

router = Router(auth=operator)


class ReceiptIn(Strict):
    """Of what the receipt is: a payment, or a whole sum."""

    of: Literal["payment", "collection"]
    id: Id


class ReceiptOut(Out):
    """A receipt as it was frozen, with the digest of its whole contents.

    A vendor sees, of a receipt for several, only its own part.
    """

    number: str
    made_at: Moment
    contents: dict[str, Any]
    sha256: str

    @classmethod
    def of(cls, document: Document, said: dict[str, Any] | None = None) -> "ReceiptOut":
        return cls(
            number=document.contents["number"],
            made_at=document.made_at,
            contents=document.contents if said is None else said,
            sha256=document.sha256,
        )


@router.post("", response={201: ReceiptOut})
def issue(request: HttpRequest, given: ReceiptIn) -> ReceiptOut:
    by, at = caller(request), clock.now()
    if given.of == "payment":
        payment = get_object_or_404(payments_seen_by(by), pk=given.id)
        return ReceiptOut.of(deeds.issue(payment, by=by, at=at))
    collection = get_object_or_404(collections_seen_by(by), pk=given.id)
    return ReceiptOut.of(deeds.issue_joint(collection, by=by, at=at))
