"""Somebody nobody knows yet wants to trade here."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from leasing.actions import applications
from leasing.models import Application, Call
from market.actions import tokens, vendors
from market.core.actors import HOUSE
from market.core.refusals import Invalid
from market.models import Market, Pitch


@transaction.atomic
def apply(
    market: Market,
    *,
    name: str,
    phone: str,
    at: datetime,
    contact: str = "",
    vendor_kind: str = "person",
    uscc: str = "",
    id_kind: str = "",
    id_number: str = "",
    call: Call | None = None,
    late_code: str = "",
    kind: str = "stall",
    trade: str = "",
    goods: Sequence[str] = (),
    wish: Pitch | None = None,
    further: Sequence[Pitch] = (),
    any_pitch: bool = False,
    starts_on: date | None = None,
    months: int = 12,
    message: str = "",
    language: str = "zh-hans",
) -> tuple[Application, str]:
    """Begin an application without an account, and give the bearer token that goes on with it.

    The applicant becomes a vendor record of its own, also when the phone is known already: see
    docs/decisions/an-application-carries-a-token.md. Raises Invalid with the field.
    """
    if not phone.strip():
        raise Invalid(
            "no_phone", "Give a mobile number, so that we can tell you the answer.", field="phone"
        )
    vendor = vendors.add(
        name,
        market=market,
        by=HOUSE,
        at=at,
        kind=vendor_kind,
        contact=contact,
        phone=phone,
        language=language,
        trade=trade,
        goods=goods,
        uscc=uscc,
        id_kind=id_kind,
        id_number=id_number,
    )
    application = applications.begin(
        vendor,
        market,
        by=HOUSE,
        at=at,
        call=call,
        late_code=late_code,
        kind=kind,
        trade=trade,
        goods=goods,
        wish=wish,
        further=further,
        any_pitch=any_pitch,
        starts_on=starts_on,
        months=months,
        message=message,
        language=language,
    )
    return application, tokens.issue_for_vendor(vendor, at=at)
