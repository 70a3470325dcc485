"""Asking vendors two days before whether they still come. Filings and nights have their policies."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from events import rules
from events.core.states import SessionState, SignUpState
from events.models import SignUp
from market.actions import digests, notices
from market.core.actors import Actor
from market.core.reports import Report
from market.models import Notice

OCCASION = "place_to_confirm"
CONFIRM_AHEAD = timedelta(days=2)
NOT_LATER_THAN = timedelta(hours=6)


@transaction.atomic
def ask(*, by: Actor, at: datetime) -> Report:
    """This will ask whoever has a place by a call, and has not confirmed it, whether they come.

    Together with what else they are to hear that day.
    """
    rules.require(by, "sign-up.pass_on", None)
    rows = {
        (f"sign-up:{pk}", starts_at): pk
        for pk, starts_at in _unconfirmed(at).values_list("pk", "session__starts_at")
    }
    asked = Notice.objects.filter(occasion=OCCASION, subject__in=[about for about, _ in rows])
    known = set(asked.values_list("subject", "stale_at"))
    fresh = [pk for about, pk in rows.items() if about not in known]
    told = _unconfirmed(at).select_related("vendor", "session__series__market")
    for row in told.filter(pk__in=fresh) if fresh else ():
        session = row.session
        notices.say(
            OCCASION,
            subject=f"sign-up:{row.pk}",
            vendor=row.vendor,
            market=session.series.market,
            key=f"{OCCASION}/{row.pk}/{session.day}",
            facts={
                "what": session.name or session.series.name,
                "day": session.day.isoformat(),
            },
            stale_at=session.starts_at,
            bundles=True,
            at=at,
        )
    if fresh:
        digests.bundle(at=at)
    return Report("ask_for_places", {"asked": len(fresh)})


def _unconfirmed(at: datetime) -> QuerySet[SignUp]:
    return SignUp.objects.filter(
        state__in=(SignUpState.ACCEPTED, SignUpState.PLACED),
        call__isnull=False,
        confirmed_at__isnull=True,
        session__state=SessionState.PUBLISHED,
        session__starts_at__gt=at + NOT_LATER_THAN,
        session__starts_at__lte=at + CONFIRM_AHEAD,
    )
