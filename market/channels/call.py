"""The list of people to be phoned. Many a stallholder reads nothing and answers the phone."""

from datetime import timedelta

from market.channels import AfterCrash, Message, Permanent, Receipt
from market.core.reasons import BY_HAND


class Call:
    """Waits on the call list until somebody has phoned and said how it went."""

    name = "call"
    after_crash = AfterCrash.NEITHER
    key_life: timedelta | None = None

    def send(self, message: Message) -> Receipt:
        raise Permanent(BY_HAND)
