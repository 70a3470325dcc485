"""What the season's nights came to: who was there, how many came, what was taken; and the calls."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from events.actions import calls, dues
from events.core.states import SessionState, SignUpState
from events.models import Attendance, CheckIn, HandBack, NightCall, Session, SignUp, Takings
from market.core.actors import Actor
from market.core.hours import local_day, start_of
from market.core.periods import ONE_DAY
from market.demo.chance import dice

WEATHERS = ("sunny", "sunny", "cloudy", "cloudy", "rain", "wind")
TOLD, MISSED, KEPT = 0.55, 0.06, 0.05


def invite(nights: Sequence[Session], festival: Session, *, by: Actor, at: datetime) -> NightCall:
    """The season's call to stalls, and the festival's to performers."""
    first = nights[0]
    stalls = calls.open_call(
        first.series,
        opens_at=at - 60 * ONE_DAY,
        closes_at=start_of(local_day(at) + 46 * ONE_DAY),
        places=40,
        quotas={"水产": 6, "熟食": 12},
        fee_fen=8000,
        deposit_fen=10000,
        police_percent=100,
        weather_percent=100,
        by=by,
    )
    calls.open_call(
        festival.series,
        session=festival,
        part="act",
        opens_at=at - 14 * ONE_DAY,
        closes_at=start_of(local_day(at) + 15 * ONE_DAY),
        places=8,
        first_come=False,
        by=by,
    )
    return stalls


def remember(nights: Sequence[Session], call: NightCall, *, at: datetime) -> None:
    """The numbers of the nights that are over, in a handful of statements."""
    over = [each for each in nights if each.ends_at <= at and each.state == SessionState.PUBLISHED]
    Attendance.objects.bulk_create(_counted(night, n) for n, night in enumerate(over))
    SignUp.objects.filter(session__in=nights, state=SignUpState.PLACED).update(call=call)
    there = [
        (row, dice(f"there {row.session_id} {row.pk}").random())
        for row in SignUp.objects.filter(session__in=over, state=SignUpState.PLACED)
        .select_related("session", "vendor")
        .order_by("pk")
    ]
    came = [(row, chance) for row, chance in there if chance > MISSED]
    CheckIn.objects.bulk_create(
        CheckIn(
            sign_up=row,
            at=row.session.starts_at - timedelta(minutes=10 + int(chance * 60)),
            who=row.vendor.contact or row.vendor.name,
        )
        for row, chance in came
    )
    Takings.objects.bulk_create(
        Takings(
            sign_up=row,
            amount_fen=int(40_000 + chance * 120_000) // 100 * 100,
            said_at=row.session.ends_at + timedelta(hours=10),
        )
        for row, chance in came
        if chance < TOLD
    )
    HandBack.objects.bulk_create(
        HandBack(sign_up=row, at=row.session.ends_at, tidy=chance < 1 - KEPT)
        for row, chance in came
    )


def charge(nights: Sequence[Session], *, at: datetime) -> None:
    """Fee and deposit of the next night's places."""
    coming = next(night for night in nights if night.starts_at > at)
    rows = SignUp.objects.filter(session=coming, state=SignUpState.PLACED, call__isnull=False)
    for row in rows.select_related("call", "vendor", "session__series__market"):
        dues.charge(row, at=at - ONE_DAY)


def _counted(night: Session, number: int) -> Attendance:
    throw = dice(f"crowd {number}")
    weather = throw.choice(WEATHERS)
    wet = weather in ("rain", "wind")
    people = int((420 if wet else 780) * (0.85 + throw.random() * 0.4))
    return Attendance(
        session=night,
        people=people,
        way="counted" if number % 3 else "typed",
        weather=weather,
        celsius=throw.randint(17, 22) if wet else throw.randint(22, 29),
        noted_at=night.ends_at + timedelta(hours=9),
    )
