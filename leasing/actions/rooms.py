"""Whether a call has room for one more of a trade. Going beyond needs a reason."""

from leasing.core.quotas import check
from leasing.models import Application, Call
from leasing.queries.calls import PROMISED, quotas_of


def require(application: Application, *, beyond: str = "") -> str:
    """The reason for going beyond, where that is what this does; nothing where there is room.

    Locks the call, so that two who decide at once cannot both take the last place. Raises
    Conflict("quota_full"). Who is counted already is not counted twice.
    """
    if application.call_id is None or application.state in PROMISED:
        return ""
    call = Call.objects.select_for_update(no_key=True).get(pk=application.call_id)
    quota = next((each for each in quotas_of(call) if each.trade == application.trade), None)
    check(quota, beyond=beyond)
    return beyond.strip() if quota is not None and quota.full else ""
