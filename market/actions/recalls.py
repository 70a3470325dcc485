"""Taking back what is to be said, while none of it has been."""

from market.core.refusals import Conflict
from market.core.states import NoticeState
from market.models import Notice


def recall(prefix: str, *, reason: str) -> int:
    """Call off every notice whose key begins like this, all of them or none. How many there were.

    Must run inside the caller's transaction. This will refuse with Conflict("already_told") where
    one of them has been said, or is just being said.
    """
    rows = Notice.objects.filter(key__startswith=prefix).order_by("pk")
    states = dict(rows.select_for_update(of=("self",)).values_list("pk", "state"))
    if set(states.values()) - {NoticeState.PENDING}:
        raise Conflict("already_told", "Some have been told already. It cannot be taken back.")
    Notice.objects.filter(pk__in=states).update(state=NoticeState.CANCELLED, reason=reason)
    return len(states)
