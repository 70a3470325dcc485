"""The vendor's own page of messages: the row itself is the message, so it arrives by being there."""

from datetime import timedelta

from market.channels import AfterCrash, Message, Permanent, Receipt
from market.core.reasons import NO_WAY


class Inbox:
    """Shown to whoever logs in with the vendor's phone. The same message again is the same row."""

    name = "inbox"
    after_crash = AfterCrash.KEY
    key_life: timedelta | None = timedelta(days=3650)

    def send(self, message: Message) -> Receipt:
        """Nothing leaves the house. Raises Permanent for whoever cannot log in, or never did."""
        if message.newcomer or not (message.phone or message.staff):
            raise Permanent(NO_WAY)
        return Receipt("inbox")
