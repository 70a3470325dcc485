"""What the vendors of the demo did on their phones: helpers, requests, the board, "I have paid"."""

from datetime import datetime

from market.demo import board, kin, pay_codes, paying, requests
from market.demo.places import CODE
from market.models import Market


def load(*, at: datetime) -> None:
    """Let it all have happened, as of a moment. Before the till is closed: one payment is booked."""
    market = Market.objects.get(code=CODE)
    kin.gather(at=at)
    requests.come_in(market, at=at)
    board.fill(market, at=at)
    pay_codes.hang_out(market, at=at)
    paying.tell(market, at=at)
