"""The market's own codes to pay by, as they hang in the demo: they say that they pay nobody."""

from datetime import datetime, timedelta
from io import BytesIO

import segno

from market.actions import pay_codes
from market.demo.crew import acting
from market.demo.working_hours import at_work
from market.models import Market

PAYEE = "汇泉农贸市场"
METHODS = ("wechat", "alipay")


def hang_out(market: Market, *, at: datetime) -> None:
    """Two codes hang there, and one that was there before."""
    for method, ago in (("wechat", 200), *((method, 45) for method in METHODS)):
        pay_codes.hang_out(
            market,
            method,
            payee=PAYEE,
            content=code(f"HUIQUAN DEMO {method}: pays nobody"),
            name=f"{method}.png",
            by=acting("manager"),
            at=at_work(at - timedelta(days=ago)),
        )


def code(text: str) -> bytes:
    """A code that leads nowhere, as a picture."""
    out = BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="png", scale=8)
    return out.getvalue()
