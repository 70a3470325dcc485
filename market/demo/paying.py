""" "I have paid": what vendors of the demo told the cashier, and what was found."""

from datetime import datetime
from io import BytesIO
from typing import Any

from django.db.models import Min, Q, Sum
from PIL import Image, ImageDraw, ImageFont

from market.actions import paid_notes
from market.core.hours import local_day
from market.core.money import yuan
from market.core.periods import ONE_DAY
from market.demo.cast import source_key
from market.demo.chance import key_of
from market.demo.crew import acting, own_hand
from market.demo.working_hours import at_work
from market.models import Account, Market, PaidNote

WITH_PICTURE, WITH_NUMBER, CONFIRMED, NOT_FOUND = (
    *("hall/001", "hall/052"),
    *("container/012", "hall/012"),
)
WHY = "这几天的流水里没有这一笔，可能转到别的账户了，带上回单来对一下"
USUAL_FEN = 175_000


def tell(market: Market, *, at: datetime) -> None:
    """Two wait for the cashier, one of them with a picture; one was booked, one was not found."""
    cashier = acting("cashier")
    screen = _screen(_account(market, WITH_PICTURE))
    _tell(market, WITH_PICTURE, 0.1, method="wechat", photo=(screen, "付款截图.png"), at=at)
    _tell(market, WITH_NUMBER, 1, method="bank", reference="DEMO20260052", at=at)
    there = _tell(market, CONFIRMED, 3, method="alipay", reference="DEMO20260012", at=at)
    paid_notes.book(there, by=cashier, at=at_work(at - 2 * ONE_DAY))
    lost = _tell(market, NOT_FOUND, 5, method="bank", reference="DEMO20260112", at=at)
    paid_notes.refuse(lost, reason=WHY, by=cashier, at=at_work(at - 4 * ONE_DAY))


def _tell(market: Market, key: str, ago: float, *, at: datetime, **how: Any) -> PaidNote:
    account, then = _account(market, key), at_work(at - ago * ONE_DAY)
    return paid_notes.tell(
        account,
        key=key_of(f"paid {key}"),
        amount_fen=_owed(account),
        paid_on=local_day(then),
        by=own_hand(account.vendor),
        at=then,
        **how,
    )


def _account(market: Market, key: str) -> Account:
    accounts = Account.objects.filter(market=market, vendor__source_key=source_key(key))
    return accounts.select_related("vendor", "market").get()


def _owed(account: Account) -> int:
    """The oldest bill; who owes nothing has paid for the next month."""
    opened = account.charges.filter(open_fen__gt=0)
    oldest = opened.aggregate(day=Min("due_on"))["day"]
    owed = opened.aggregate(fen=Sum("open_fen", filter=Q(due_on=oldest)))["fen"]
    return owed or USUAL_FEN


def _screen(account: Account) -> bytes:
    """What a phone shows after paying, drawn: a tick, the amount, and that it is a sample."""
    screen = Image.new("RGB", (540, 900), "#ffffff")
    pen = ImageDraw.Draw(screen)
    pen.rectangle((0, 0, 540, 110), fill="#07a35a")
    pen.ellipse((220, 180, 320, 280), fill="#07a35a")
    pen.line((245, 232, 264, 252, 298, 210), fill="#ffffff", width=10, joint="curve")
    pen.text((270, 360), yuan(_owed(account)), fill="#1d2433", font=_font(56), anchor="mm")
    for place, line in enumerate(("HUIQUAN MARKET", "SAMPLE", "NOT A RECEIPT")):
        pen.text((60, 470 + 60 * place), line, fill="#868b96", font=_font(26))
    out = BytesIO()
    screen.save(out, "PNG")
    return out.getvalue()


def _font(size: int) -> ImageFont.ImageFont | ImageFont.FreeTypeFont:
    return ImageFont.load_default(size)
