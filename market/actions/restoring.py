"""After a restore: nothing is said until a person has looked at what may have been said already."""

from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string

from market import rules
from market.actions import footing, outcomes
from market.core.actors import Actor
from market.core.reports import Report
from market.models import Pause

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
        import_string(str(job["run"]))(by=by, at=at)
        for name, job in settings.JOBS.items()
        if name not in SPEAKING
    ]
    return pause, [*reports, Report("set_aside", {"in doubt": outcomes.set_aside(at=at)})]
