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
    "done",
    "one message a day was enough",
    "nothing is left to say",
    "its date was moved",
    "not in force any more",
    "paid",
    "renewed",
    "the worker has left",
    "too late to be said",
)
DONE = (
    *(
        "asked",
        "bundled",
        "cancelled",
        "due",
        "failed",
        "freed",
        "in doubt",
        "no answer",
        "laid out anew",
        "planned",
    ),
    *("put off", "sent", "taken by another", "unknown"),
)


def words() -> Iterator[tuple[str, str]]:
    """For the catalogue."""
    reasons = (*CALLED_OFF, NO_ANSWER, NEVER_ARRIVED, NO_WAY, NO_ADDRESS)
    yield from (("", words) for words in (*DONE, *reasons))
