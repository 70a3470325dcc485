"""The demo's own provider: messages lie in a table and can be read on a page."""

from datetime import timedelta

from django.db import connection

from market.channels import AfterCrash, Message, Permanent, Receipt
from market.core.reasons import NO_WAY

# one statement, so that two deliveries of one key at once are one message too
PUT = """
INSERT INTO market_localmessage (key, "to", title, body, received_at, deliveries)
VALUES (%s, %s, %s, %s, %s, 1)
ON CONFLICT (key) DO UPDATE SET deliveries = market_localmessage.deliveries + 1
RETURNING id
"""


class Mailbox:
    """Keeps what would have gone to a phone. The same key again is the same message."""

    name = "mailbox"
    after_crash = AfterCrash.KEY
    key_life: timedelta | None = timedelta(days=3650)

    def send(self, message: Message) -> Receipt:
        """Put it in. Raises Permanent for somebody without a phone and without an address."""
        to = message.phone or message.email
        if not to:
            raise Permanent(NO_WAY)
        with connection.cursor() as cursor:
            cursor.execute(PUT, [message.key, to, message.title, message.body, message.at])
            (number,) = cursor.fetchone() or (0,)
        return Receipt(f"mailbox-{number}")
