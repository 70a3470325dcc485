"""/markets/{id}/pay-codes: the market's own codes to pay by."""

from typing import Annotated, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import File, Form, Router, Status, UploadedFile
from pydantic import StringConstraints

from market import clock
from market.actions import pay_codes as deeds
from market.api.access import anyone, caller, operator
from market.api.schemas import Moment, Out, Strict
from market.models import PayCode
from market.queries.named import market_or_missing
from market.queries.pay_codes import pay_codes

router = Router(auth=anyone)


class PayCodeIn(Strict):
    """payee: the name that the payer's phone must show."""

    method: Literal["wechat", "alipay", "bank"]
    payee: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]


class PayCodeOut(Out):
    """picture: the address of the code's picture."""

    id: int
    market: int
    method: str
    payee: str
    picture: str
    set_at: Moment

    @classmethod
    def of(cls, code: PayCode) -> "PayCodeOut":
        return cls(
            id=code.pk,
            market=code.market_id,
            method=code.method,
            payee=code.payee,
            picture=reverse("pay_code", args=[code.pk]),
            set_at=code.set_at,
        )


@router.get("/markets/{int:market_id}/pay-codes", response=list[PayCodeOut])
def listed(request: HttpRequest, market_id: int) -> list[PayCodeOut]:
    """The codes that are hung out now, one for each way of paying."""
    market = market_or_missing(market_id)
    return [PayCodeOut.of(code) for code in pay_codes([market.pk])]


@router.post("/markets/{int:market_id}/pay-codes", response={201: PayCodeOut}, auth=operator)
def hang_out(
    request: HttpRequest, market_id: int, told: Form[PayCodeIn], file: File[UploadedFile]
) -> Status[PayCodeOut]:
    """Hang a code out; the one before it for that way of paying is taken down."""
    code = deeds.hang_out(
        market_or_missing(market_id),
        told.method,
        payee=told.payee,
        content=file.read(),
        name=file.name or "",
        by=caller(request),
        at=clock.now(),
    )
    return Status(201, PayCodeOut.of(code))


@router.delete("/pay-codes/{int:code_id}", response={204: None}, auth=operator)
def take_down(request: HttpRequest, code_id: int) -> None:
    """Take a code down."""
    code = get_object_or_404(PayCode, pk=code_id)
    deeds.take_down(code, by=caller(request), at=clock.now())
