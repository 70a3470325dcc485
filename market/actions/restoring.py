"""After a restore: nothing is said until a person has looked at what may have been said already."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F, JSONField, Value
from django.db.models.expressions import CombinedExpression
from django.utils.module_loading import import_string

from market import rules
from market.actions import footing
from market.core.actors import Actor
from market.core.reasons import RESTORED
from market.core.reports import Report
from market.core.states import NoticeState
from market.models import Notice, Pause

# what speaks; everything else only writes down what the lost hours would have
SPEAKING = ("deliver_notices", "reap_notices")


def look(*, by: Actor, at: datetime) -> tuple[Pause, list[Report]]:
    """Close the fence, write down what the lost hours would have, and set aside what was due.

    What was due until now may have been said by the market as it was before: each such message
    hangs in doubt, for a person to say again or to leave.
    """
    rules.require(by, "notice.pause", None)
    pause = footing.hold(at=at)
    reports = [
        import_string(job["run"])(by=by, at=at)
        for name, job in settings.JOBS.items()
        if name not in SPEAKING
    ]
    return pause, [*reports, Report("set_aside", {"in doubt": set_aside(at=at)})]


@transaction.atomic
def set_aside(*, at: datetime) -> int:
    """Everything that was due, and had not ended, is in doubt."""
    line = [{"at": at.isoformat(), "done": "unknown", "why": RESTORED}]
    trail = CombinedExpression(F("trail"), "||", Value(line, JSONField()), output_field=JSONField())
    due = Notice.objects.filter(
        state__in=(NoticeState.PENDING, NoticeState.SENDING), next_attempt_at__lte=at
    )
    return due.update(
        state=NoticeState.UNKNOWN, reason=RESTORED, claim_token=None, claim_until=None, trail=trail
    )
