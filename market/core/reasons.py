"""Why a notice was called off, refused or left in doubt, and what a report calls it.

They are stored in English and put into the reader's language where they are shown.
"""

from collections.abc import Iterator

NO_ANSWER = "nobody knows whether it arrived"
NEVER_ARRIVED = "the provider never received it"
NO_WAY = "no phone and no e-mail address"
NO_ADDRESS = "no e-mail address"
NO_PHONE = "no phone"
NO_TEMPLATE = "no approved template for this occasion"
NO_CONSENT = "no consent left to a message of this kind"
NOT_SET_UP = "this channel is not set up"
NOT_CONNECTED = "not connected to this channel"
NOT_IN_A_GROUP = "between the market and one vendor: not for a group"
BY_HAND = "waits for a person: phone, or paper"
NOT_DELIVERED = "the provider says that it did not arrive"
RESTORED = "perhaps said before the restore"
FENCE = "this database was restored: look before anything is said again"
TURN = "waits its turn: the provider takes only so many at a time"

CALLED_OFF = (
    "asked for silence",
    "done",
    "one message a day was enough",
    "nothing is left to say",
    "its date was moved",
    "not in force any more",
    "paid",
    "renewed",
    "taken back",
    "the worker has left",
    "its renewal is applied for",
    "too late to be said",
)
DONE = (
    *("asked", "cancelled", "due", "failed", "freed", "in doubt", "no answer", "planned"),
    *("bundled", "laid out anew", "built", "erased", "expired", "waiting"),
    *("put off", "sent", "taken by another", "unknown", "another way", "waits its turn"),
    *("delivered", "not delivered", "called", "not reached", "handed out", "noted as arrived"),
)
OF_CHANNELS = (
    NO_PHONE,
    NO_TEMPLATE,
    NO_CONSENT,
    NOT_SET_UP,
    NOT_CONNECTED,
    NOT_IN_A_GROUP,
    BY_HAND,
)


def words() -> Iterator[tuple[str, str]]:
    """For the catalogue."""
    reasons: tuple[str, ...] = (*CALLED_OFF, NO_ANSWER, NEVER_ARRIVED, NO_WAY, NO_ADDRESS)
    reasons += (*OF_CHANNELS, NOT_DELIVERED, RESTORED, FENCE, TURN)
    yield from (("", words) for words in (*DONE, *reasons))
