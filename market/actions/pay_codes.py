"""The codes by which vendors pay the market: hung out by a manager, and taken down."""

from datetime import datetime

from django.db import transaction

from market import rules
from market.actions import moves, uploads
from market.core.actors import Actor
from market.core.refusals import Invalid
from market.models import Market, PayCode
from market.models.pay_codes import PAY_CODE_METHODS


@transaction.atomic
def hang_out(
    market: Market,
    method: str,
    *,
    payee: str,
    content: bytes,
    name: str,
    by: Actor,
    at: datetime,
) -> PayCode:
    """Show this code to whoever pays that way; the one before it is taken down.

    payee: the name that the payer's phone will show, so that a false code is noticed. Refuses what
    uploads.take_in() refuses, a file that is no picture, and a code without a payee.
    """
    rules.require(by, "paycode.hang_out", market)
    if method not in PAY_CODE_METHODS:
        known = ", ".join(PAY_CODE_METHODS)
        raise Invalid("bad_word", "{field} must be one of: {known}.", field="method", known=known)
    if not payee.strip():
        raise Invalid("no_payee", "Say whose name the payer's phone will show.", field="payee")
    upload = uploads.take_in(content, name, by=by, at=at)
    if not upload.mime.startswith("image/"):
        raise Invalid("no_picture", "A code to pay by is a picture.", field="file")
    PayCode.objects.filter(market=market, method=method, gone_at=None).update(gone_at=at)
    code = PayCode.objects.create(
        market=market,
        method=method,
        payee=payee.strip(),
        upload=upload,
        set_at=at,
        set_by_id=by.user,
    )
    moves.note(code, "hang_out", by=by, at=at)
    return code


@transaction.atomic
def take_down(code: PayCode, *, by: Actor, at: datetime) -> None:
    """Show this code to nobody any more. Twice is once."""
    rules.require(by, "paycode.hang_out", code)
    if PayCode.objects.filter(pk=code.pk, gone_at=None).update(gone_at=at):
        moves.note(code, "take_down", by=by, at=at)
