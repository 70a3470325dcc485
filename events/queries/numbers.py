"""What sessions came to, and who did not come: asked in sets."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import (
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce

from events.core.season import Night
from events.core.states import NOT_ON, SignUpState
from events.models import CheckIn, Session, SignUp, Takings

_PLACED = SignUpState.PLACED


def season(sessions: QuerySet[Session]) -> list[Night]:
    """The nights of a season in their order, each with its numbers. Two queries at most."""
    rows = sessions.select_related("attendance").order_by("starts_at", "pk")
    told = Takings.objects.filter(sign_up__session=OuterRef("pk")).order_by()
    rows = rows.annotate(
        stalls=_many(SignUp.objects.filter(session=OuterRef("pk"), state=_PLACED), "session"),
        came=_many(CheckIn.objects.filter(sign_up__session=OuterRef("pk")), "sign_up__session"),
        told=_many(told, "sign_up__session"),
        takings_fen=Coalesce(
            Subquery(
                told.values("sign_up__session").annotate(all=Sum("amount_fen")).values("all"),
            ),
            Value(0),
        ),
    )
    return [_night(row) for row in rows]


def no_shows(vendors: Iterable[int], *, at: datetime) -> dict[int, tuple[int, int]]:
    """Of each vendor: on how many nights that are over they were missed, and on how many they had a place.

    A night counts only where somebody checked in: elsewhere nobody looked.
    """
    anybody = CheckIn.objects.filter(sign_up__session=OuterRef("session"))
    rows = SignUp.objects.filter(
        Exists(anybody),
        vendor__in=vendors,
        state=_PLACED,
        part="stall",
        session__ends_at__lte=at,
    ).exclude(session__state__in=NOT_ON)
    counted = rows.values("vendor").annotate(
        all=Count("pk"), missed=Count("pk", filter=Q(check_in__isnull=True))
    )
    return {row["vendor"]: (row["missed"], row["all"]) for row in counted}


def _many(rows: QuerySet[SignUp] | QuerySet[CheckIn] | QuerySet[Takings], by: str) -> Coalesce:
    counted = rows.order_by().values(by).annotate(all=Count("pk")).values("all")
    return Coalesce(Subquery(counted, output_field=IntegerField()), Value(0))


def _night(row: Session) -> Night:
    attendance = getattr(row, "attendance", None)
    return Night(
        session=row.pk,
        day=row.day,
        off=row.state if row.state in NOT_ON else "",
        people=attendance.people if attendance else None,
        weather=attendance.weather if attendance else "",
        celsius=attendance.celsius if attendance else None,
        stalls=row.stalls,  # type: ignore[attr-defined]
        came=row.came,  # type: ignore[attr-defined]
        checked=row.came > 0,  # type: ignore[attr-defined]
        takings_fen=row.takings_fen,  # type: ignore[attr-defined]
        told=row.told,  # type: ignore[attr-defined]
    )
