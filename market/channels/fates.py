"""What becomes of a message by what its provider said: one table for each channel."""

from collections.abc import Mapping
from enum import StrEnum

from market.channels import Gone, Later, Permanent, Temporary, Unsure


class Fate(StrEnum):
    """retry: counts as a try. later: does not. give_up: by another way, or never.
    gone: the same, and the address is not used again. unsure: it may have been taken."""

    RETRY = "retry"
    LATER = "later"
    GIVE_UP = "give_up"
    GONE = "gone"
    UNSURE = "unsure"


_RAISED: Mapping[Fate, type[Exception]] = {
    Fate.RETRY: Temporary,
    Fate.LATER: Later,
    Fate.GIVE_UP: Permanent,
    Fate.GONE: Gone,
    Fate.UNSURE: Unsure,
}
# what the wire itself says, before any code of the provider's own
STATUSES: Mapping[int, Fate] = {
    400: Fate.GIVE_UP,
    401: Fate.RETRY,
    403: Fate.RETRY,
    404: Fate.GIVE_UP,
    408: Fate.LATER,
    409: Fate.LATER,
    413: Fate.GIVE_UP,
    422: Fate.GIVE_UP,
    429: Fate.LATER,
    500: Fate.UNSURE,
    502: Fate.UNSURE,
    503: Fate.LATER,
    504: Fate.UNSURE,
}


def fate_of(code: str, table: Mapping[str, Fate]) -> Fate:
    """The fate of a code, by the longest beginning of it that the table names; else a retry.

    A code that nobody has documented is an error all the same: it is tried again, a few times.
    """
    best = max((known for known in table if code.startswith(known)), key=len, default=None)
    return table[best] if best is not None else Fate.RETRY


def fault(code: str, said: str, table: Mapping[str, Fate]) -> Exception:
    """What to raise for an error code of a provider."""
    return _RAISED[fate_of(code, table)](f"{code} {said}".strip()[:180])


def require_status(status: int, said: str = "") -> None:
    """Raises what a status other than 2xx means, where the body tells nothing more."""
    if status >= 300:
        otherwise = Fate.UNSURE if status >= 500 else Fate.GIVE_UP
        raise _RAISED[STATUSES.get(status, otherwise)](f"HTTP {status} {said}".strip()[:180])
