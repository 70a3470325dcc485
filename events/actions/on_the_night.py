"""On the night and after it: who is really there, and what state the pitch was left in."""

from datetime import datetime

from django.db import IntegrityError, transaction

from events import rules
from events.actions import dues, places
from events.core.nights import EARLY
from events.core.states import SignUpState
from events.models import CheckIn, HandBack, SignUp
from market.actions import charges
from market.core.actors import Actor
from market.core.refusals import Conflict, Invalid
from market.models import Worker

_HAS_PLACE = (SignUpState.PLACED, SignUpState.ACCEPTED)


@transaction.atomic
def check_in(
    sign_up: SignUp,
    *,
    by: Actor,
    at: datetime,
    worker: Worker | None = None,
    who: str = "",
    said_at: str = "stall",
) -> CheckIn:
    """Note that somebody is there, and who. Said again, it is said once.

    This will refuse too early ("too_early", four hours before it opens), when it is over, who has
    no place, and somebody who does not work for the vendor (Invalid "not_their_worker").
    """
    rules.require(by, "sign-up.check_in", sign_up)
    session = sign_up.session
    places.refuse_put_off(session)
    if sign_up.state not in _HAS_PLACE:
        raise Conflict(
            "no_place", "There is no place for {vendor} tonight.", vendor=sign_up.vendor.name
        )
    if at < session.starts_at - EARLY:
        raise Conflict(
            "too_early",
            "Check-in opens four hours before, at {opens_at}.",
            opens_at=session.starts_at - EARLY,
        )
    if at >= session.ends_at:
        raise Conflict("session_over", "This session is over.")
    if worker is not None and worker.vendor_id != sign_up.vendor_id:
        raise Invalid(
            "not_their_worker",
            "{name} does not work for this vendor.",
            name=worker.name,
            field="worker",
        )
    made, _ = CheckIn.objects.get_or_create(
        sign_up=sign_up,
        defaults={
            "at": at,
            "said_at": said_at,
            "worker": worker,
            "who": worker.name if worker else who.strip(),
        },
    )
    return made


@transaction.atomic
def hand_back(
    sign_up: SignUp,
    *,
    tidy: bool,
    by: Actor,
    at: datetime,
    deducted_fen: int = 0,
    reason: str = "",
) -> HandBack:
    """Look at the pitch after the night. What is kept of the deposit is charged, the rest goes back.

    The deposit is credited in full, and what was paid on it pays the deduction first. This will
    refuse a deduction above the deposit (Invalid "more_than_the_deposit") or without a reason,
    and a second inspection (Conflict "handed_back").
    """
    rules.require(by, "sign-up.inspect", sign_up)
    if sign_up.state != SignUpState.PLACED:
        raise Conflict("not_now", "This cannot be done now: it is {state}.", state=sign_up.state)
    places.refuse_put_off(sign_up.session)
    if at < sign_up.session.starts_at:
        raise Conflict("too_early", "The night has not begun.")
    deposit_fen = sum(charges.left_of(each) for each in dues.of(sign_up, dues.DEPOSIT))
    if not 0 <= deducted_fen <= deposit_fen:
        raise Invalid(
            "more_than_the_deposit",
            "No more can be kept than the deposit.",
            field="deducted",
            deposit_fen=deposit_fen,
        )
    if deducted_fen and not reason.strip():
        raise Invalid(
            "reason_needed", "Say what is kept of the deposit, and for what.", field="reason"
        )
    made = HandBack(sign_up=sign_up, at=at, by_id=by.user, tidy=tidy)
    made.deducted_fen, made.reason = deducted_fen, reason.strip()
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as fault:
        raise Conflict("handed_back", "This pitch was looked at already.") from fault
    _settle(sign_up, made, at)
    return made


def _settle(sign_up: SignUp, made: HandBack, at: datetime) -> None:
    key = f"sign-up/{sign_up.pk}/hand-back"
    pays = []
    if made.deducted_fen:
        kept = dues.add(
            sign_up,
            dues.DAMAGE,
            made.deducted_fen,
            key=f"{key}/kept",
            at=at,
            note=made.reason,
        )
        pays = [kept]
    dues.give_back(
        sign_up,
        dues.DEPOSIT,
        100,
        key=key,
        reason="handed back",
        at=at,
        pays=pays or None,
    )
