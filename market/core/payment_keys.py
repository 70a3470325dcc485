"""By what a payment is known again, whoever reports it."""

from hashlib import sha256

LONGEST = 120
# their references are unique in the world; a receipt number only at its own market
WORLDWIDE = frozenset(("wechat", "alipay", "bank", "card"))


def payment_key(method: str, reference: str, *, market: str) -> str:
    """The key of a payment with a reference: bank/20261123-77, or cash/huiquan/0012.

    market: the market's code. Too long ones are hashed, to at most 120 characters.
    """
    number = "".join(reference.split())
    whole = f"{method}/{number}" if method in WORLDWIDE else f"{method}/{market}/{number}"
    return whole if len(whole) <= LONGEST else f"{method}/{sha256(whole.encode()).hexdigest()}"
