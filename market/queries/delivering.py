"""How the saying goes: what waits, what is late, which way does what, and who still ticks."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Count, Max, Min, Q, QuerySet

from market.core.actors import Actor
from market.core.states import NoticeState
from market.models import Contact, Heartbeat, Notice, Pause
from market.queries.notices import notices_seen_by

LATE = timedelta(minutes=10)
SILENT = timedelta(minutes=5)
SKEWED = timedelta(minutes=2)
TICK = "deliver_notices"


@dataclass(frozen=True)
class Pulse:
    """How the deliverers are. late_by: the age of the oldest message that is due and not said.

    silent_for: how long nobody looked; None when nobody ever has. skew: how far the caller's
    clock is from the database's.
    """

    late_by: timedelta
    silent_for: timedelta | None
    skew: timedelta
    held: bool

    @property
    def late_minutes(self) -> int:
        return int(self.late_by.total_seconds() // 60)

    @property
    def troubles(self) -> list[str]:
        """What is wrong: late, silent, skewed. Held back by a person is no trouble."""
        found = []
        if self.late_by > LATE and not self.held:
            found.append("late")
        if self.silent_for is None or self.silent_for > SILENT:
            found.append("silent")
        if abs(self.skew) > SKEWED:
            found.append("skewed")
        return found


def pulse(*, at: datetime) -> Pulse:
    """The alarm's question: three look-ups, each by an index."""
    held = pauses_in_force().filter(scope="all").exists()
    due = Notice.objects.filter(
        state=NoticeState.PENDING, next_attempt_at__lte=at, stale_at__gt=at
    ).exclude(channel__in=settings.BY_HAND)
    for pause in pauses_in_force().exclude(scope="all"):
        due = due.exclude(**{pause.scope: pause.name})
    oldest = due.aggregate(at=Min("next_attempt_at"))["at"]
    ticked = Heartbeat.objects.filter(pk=TICK).values_list("at", flat=True).first()
    off = skew(at=at)
    now = at - settings.CLOCK_SHIFT - off
    return Pulse(
        late_by=at - oldest if oldest else timedelta(),
        silent_for=now - ticked if ticked else None,
        skew=off,
        held=held,
    )


def skew(*, at: datetime) -> timedelta:
    """How far the caller's clock is from the database's."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        now: datetime = (cursor.fetchone() or (at,))[0]
    shift: timedelta = settings.CLOCK_SHIFT
    return at - shift - now


def clock_is_right(*, at: datetime) -> bool:
    """Whether one may speak by this clock: set forward it would say tomorrow's things today."""
    return abs(skew(at=at)) <= SKEWED


def pauses_in_force() -> QuerySet[Pause]:
    return Pause.objects.filter(ended_at=None)


def calls_waiting(actor: Actor, *, way: str, at: datetime) -> QuerySet[Notice]:
    """What is to be said by hand now, the oldest first; a vendor's together."""
    rows = notices_seen_by(actor).filter(
        state=NoticeState.PENDING, channel=way, next_attempt_at__lte=at, stale_at__gt=at
    )
    return rows.select_related("vendor", "user", "market").order_by("vendor__name_key", "pk")


def without_a_way(actor: Actor) -> QuerySet[Notice]:
    """What failed for want of a working way, with a phone that could be called."""
    failed = notices_seen_by(actor).filter(state=NoticeState.FAILED)
    return failed.exclude(vendor__phone="").filter(vendor__isnull=False)


def figures_by_channel(actor: Actor, *, since: datetime) -> list[dict[str, Any]]:
    """By channel, of what was planned since then: how many, and what became of them.

    What is said in a digest has no way of its own: the digest counts.
    """
    states = {
        state.value: Count("pk", filter=Q(state=state))
        for state in (NoticeState.SENT, NoticeState.FAILED, NoticeState.UNKNOWN)
    }
    rows = (
        notices_seen_by(actor)
        .filter(not_before__gte=since)
        .exclude(state=NoticeState.BUNDLED)
        .order_by()
        .values("channel")
        .annotate(
            count=Count("pk"),
            waiting=Count("pk", filter=Q(state__in=("pending", "sending"))),
            delivered=Count("pk", filter=Q(delivered_at__isnull=False)),
            read=Count("pk", filter=Q(read_at__isnull=False)),
            confirmed=Count("pk", filter=Q(confirmed_at__isnull=False)),
            last=Max("sent_at"),
            **states,
        )
        .order_by("-count", "channel")
    )
    return [dict(row) for row in rows]


def connected() -> dict[str, dict[str, int]]:
    """By channel: how many readers are connected, how many are gone, and consents left."""
    rows = (
        Contact.objects.order_by()
        .values("channel")
        .annotate(
            readers=Count("pk", filter=Q(gone_at=None)),
            gone=Count("pk", filter=Q(gone_at__isnull=False)),
        )
    )
    return {row["channel"]: {"readers": row["readers"], "gone": row["gone"]} for row in rows}
