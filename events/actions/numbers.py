"""What a session came to: attendance, weather, and takings for who likes to tell."""

from datetime import datetime

from django.db import transaction

from events import rules
from events.core.states import SignUpState
from events.models import Attendance, Session, SignUp, Takings
from events.models.numbers import WAYS, WEATHERS
from market.core.actors import Actor
from market.core.refusals import Conflict, Invalid


@transaction.atomic
def note(
    session: Session,
    *,
    people: int | None,
    by: Actor,
    at: datetime,
    way: str = "typed",
    weather: str = "",
    celsius: int | None = None,
) -> Attendance:
    """Note how many came and what the weather was. Noted again, the later note stands.

    This will refuse an unknown word, and a session that has not begun (Conflict "too_early").
    """
    rules.require(by, "session.count", session)
    if at < session.starts_at:
        raise Conflict("too_early", "The session has not begun.")
    for field, word, known in (("way", way, WAYS), ("weather", weather, ("", *WEATHERS))):
        if word not in known:
            words = ", ".join(filter(None, known))
            raise Invalid("bad_word", "{field} must be one of: {known}.", field=field, known=words)
    told = {"people": people, "way": way, "weather": weather, "celsius": celsius}
    noted = {"noted_at": at, "noted_by_id": by.user}
    row, _ = Attendance.objects.update_or_create(session=session, defaults=told | noted)
    return row


@transaction.atomic
def count_in(session: Session, people: int, *, by: Actor, at: datetime) -> Attendance:
    """Somebody at the gate counts on: so many more have come in (or, below nil, were miscounted)."""
    rules.require(by, "session.count", session)
    if at < session.starts_at:
        raise Conflict("too_early", "The session has not begun.")
    Attendance.objects.get_or_create(
        session=session, defaults={"way": "counted", "people": 0, "noted_at": at}
    )
    row = Attendance.objects.select_for_update(no_key=True).get(session=session)
    row.people, row.way = max(0, (row.people or 0) + people), "counted"
    row.noted_at, row.noted_by_id = at, by.user
    row.save(update_fields=["people", "way", "noted_at", "noted_by"])
    return row


@transaction.atomic
def tell_takings(sign_up: SignUp, amount_fen: int, *, by: Actor, at: datetime) -> Takings:
    """What the vendor says they took. Nobody has to, and it can be said anew."""
    rules.require(by, "sign-up.tell_takings", sign_up)
    if amount_fen < 0:
        raise Invalid("bad_amount", "An amount is zero or more.", field="amount")
    if sign_up.state != SignUpState.PLACED or at < sign_up.session.starts_at:
        raise Conflict("too_early", "Tell us once you have been there.")
    told = {"amount_fen": amount_fen, "said_at": at}
    row, _ = Takings.objects.update_or_create(sign_up=sign_up, defaults=told)
    return row
