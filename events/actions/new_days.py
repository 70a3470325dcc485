"""A session that was put off has a new day: what it let go of, and who is told."""

from datetime import datetime

from events.models import Session
from events.queries.sign_ups import taking_part
from market.actions import notices
from market.models import Move


def put_off_at(session: Session) -> datetime:
    """When a session that is put off was put off."""
    rows = Move.objects.filter(noun="session", thing=session.pk, name="postpone")
    return rows.latest("pk").at


def tell(session: Session, *, at: datetime) -> None:
    """Write down for everybody who takes part, or hopes to, when it is now; they confirm anew.

    Must run inside the caller's transaction.
    """
    concerned = taking_part(session)
    concerned.filter(confirmed_at__isnull=False).update(confirmed_at=None)
    for each in concerned.select_related("vendor").order_by("vendor", "pk"):
        notices.say(
            "session_new_day",
            subject=f"session:{session.pk}",
            vendor=each.vendor,
            market=session.series.market,
            key=f"session_day/{session.pk}/{session.sequence}/{each.pk}",
            facts={
                "what": session.name or session.series.name,
                "starts_at": session.starts_at.isoformat(),
            },
            stale_at=session.starts_at,
            at=at,
        )
