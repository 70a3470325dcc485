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


def part_key(key: str, number: int) -> str:
    """The key of a part of a sum, counted from 1: the first has the key of the sum itself.

    So whoever books the reference again, whole or in parts, meets it. The others have a blank
    before their number, which no reference has.
    """
    if number == 1:
        return key
    whole = f"{key} {number}"
    return whole if len(whole) <= LONGEST else f"part {sha256(whole.encode()).hexdigest()}"
