"""Who was on Star Street on the nights gone by, and who comes to the next ones."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time
from itertools import islice

from django.db.backends.postgresql.psycopg_any import DateRange, NumericRange

from events.actions import sign_ups
from events.core.states import SessionState, SignUpState
from events.demo.calendar import NIGHT
from events.models import Session, SignUp
from market.core.actors import Actor
from market.core.hours import SHANGHAI
from market.core.periods import ONE_DAY
from market.demo.cast import source_key
from market.demo.chance import dice
from market.demo.crew import own_hand
from market.demo.standing import EVENINGS
from market.demo.working_hours import at_work
from market.models import Hold, Market, Move, Pitch, Vendor

# who has not been let in because of three penalties
BARRED = "guest/062"
# how many ask for each of the next nights, and how many of them have a pitch already
NEXT = ((26, 22), (21, 15), (14, 0), (9, 0))
KEPT_WAITING = 3


def come(nights: Sequence[Session], market: Market, *, by: Actor, at: datetime) -> None:
    """Fill the nights that are over with those who were there, and the next ones with requests."""
    known = Vendor.objects.filter(source_key__startswith=source_key("guest/"))
    guests = list(known.exclude(source_key=source_key(BARRED)).order_by("pk"))
    pitches = list(
        Pitch.objects.filter(zone__market=market, kind="night")
        .exclude(code__in=EVENINGS)
        .order_by("code_key")
    )
    published = [night for night in nights if night.state == SessionState.PUBLISHED]
    over = [night for night in published if night.ends_at <= at]
    _remember(over, guests, pitches, market, by)
    coming = (night for night in published if night.ends_at > at)
    for night, (asked, placed) in zip(coming, NEXT, strict=False):
        _ask(night, guests, pitches, asked=asked, placed=placed, by=by, at=at)


def _remember(
    nights: list[Session],
    guests: list[Vendor],
    pitches: list[Pitch],
    market: Market,
    by: Actor,
) -> None:
    """Sixteen nights of places in four statements: the rows that sign_ups would have left."""
    rows = [
        row
        for number, night in enumerate(nights)
        for row in _places(night, number, guests, pitches)
    ]
    Hold.objects.bulk_create(row.hold for row in rows if row.hold is not None)
    SignUp.objects.bulk_create(rows)
    Move.objects.bulk_create(
        Move(
            noun="signup",
            thing=row.pk,
            name="place" if row.hold is not None else "refuse",
            before=SignUpState.ASKED,
            after=row.state,
            at=row.asked_at + 2 * ONE_DAY,
            by_id=by.user,
            by_name=by.name,
            reason="" if row.hold is not None else "当晚摊位已满",
            market=market,
        )
        for row in rows
    )


def _places(
    night: Session, number: int, guests: list[Vendor], pitches: list[Pitch]
) -> Iterator[SignUp]:
    throw = dice(f"night {number}")
    placed = throw.randint(24, 33)
    came = throw.sample(guests, placed + 2)
    ground = sorted(throw.sample(pitches, placed), key=lambda pitch: pitch.code_key)
    for place, vendor in enumerate(came):
        pitch = ground[place] if place < placed else None
        yield SignUp(
            session=night,
            vendor=vendor,
            pitch=pitch,
            hold=None if pitch is None else _held(night, pitch),
            state=SignUpState.REFUSED if pitch is None else SignUpState.PLACED,
            asked_at=datetime.combine(night.day - 5 * ONE_DAY, time(9, place), tzinfo=SHANGHAI),
        )


def _held(night: Session, pitch: Pitch) -> Hold:
    return Hold(
        pitch=pitch,
        days=DateRange(night.day, night.day + ONE_DAY),
        weekdays=NumericRange(1, 8),
        minutes=NumericRange(NIGHT.start, NIGHT.end),
        held_for="night",
    )


def _ask(
    night: Session,
    guests: list[Vendor],
    pitches: list[Pitch],
    *,
    asked: int,
    placed: int,
    by: Actor,
    at: datetime,
) -> None:
    """The first guest, who can be logged in as, always asks first."""
    throw = dice(f"asks {asked}")
    comers = [guests[0], *throw.sample(guests[1:], asked - 1)]
    requests = [
        sign_ups.ask(night, vendor, by=own_hand(vendor), at=at_work(at - 2 * ONE_DAY))
        for vendor in comers
    ]
    for request, pitch in zip(requests[:placed], throw.sample(pitches, placed), strict=True):
        sign_ups.place(request, pitch, by=by, at=at_work(at - ONE_DAY))
    if placed:
        for request in islice(reversed(requests), KEPT_WAITING):
            sign_ups.wait(request, by=by, at=at_work(at - ONE_DAY), reason="等人退出再安排")
