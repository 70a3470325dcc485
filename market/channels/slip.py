"""Slips of paper that the steward puts under doors and on stalls."""

from datetime import timedelta

from market.channels import AfterCrash, Message, Permanent, Receipt
from market.core.reasons import BY_HAND


class Slip:
    """Waits among the slips to be printed until somebody says that they were handed out."""

    name = "slip"
    after_crash = AfterCrash.NEITHER
    key_life: timedelta | None = None

    def send(self, message: Message) -> Receipt:
        raise Permanent(BY_HAND)
