"""Why a notice was called off, refused or left in doubt, and what a report calls it.

They are stored in English and put into the reader's language where they are shown.
"""

from collections.abc import Iterator

NO_ANSWER = "nobody knows whether it arrived"
NEVER_ARRIVED = "the provider never received it"
NO_WAY = "no phone and no e-mail address"
NO_ADDRESS = "no e-mail address"

CALLED_OFF = (
    "asked for silence",
    "its date was moved",
    "not in force any more",
    "paid",
    "renewed",
    "the worker has left",
    "its renewal is applied for",
    "too late to be said",
)
DONE = (
    *("asked", "cancelled", "due", "failed", "freed", "in doubt", "no answer", "planned"),
    *("put off", "sent", "taken by another", "unknown", "built", "erased", "expired", "waiting"),
)


def words() -> Iterator[tuple[str, str]]:
    """For the catalogue."""
    reasons = (*CALLED_OFF, NO_ANSWER, NEVER_ARRIVED, NO_WAY, NO_ADDRESS)
    yield from (("", words) for words in (*DONE, *reasons))
