"""A vendor asks for a pitch, and the house answers."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from leasing import rules
from leasing.core.states import APPLICATION, ApplicationState
from leasing.models import Application, ApplicationPaper
from leasing.queries.asked_papers import situation
from market.actions import moves, notices, permits, uploads
from market.actions.references import new_reference
from market.core.actors import Actor
from market.core.hours import local_day
from market.core.refusals import Conflict, Invalid
from market.models import Market, Move, Permit, PermitType, Pitch, Vendor, Worker
from market.models.places import PITCH_KINDS
from market.queries.banned_goods import refuse_banned
from market.queries.requirements import rules_on

EDITABLE = (ApplicationState.DRAFT, ApplicationState.CORRECTING)
MOST_MONTHS = 240


@transaction.atomic
def begin(
    vendor: Vendor,
    market: Market,
    *,
    by: Actor,
    at: datetime,
    kind: str = "stall",
    trade: str = "",
    goods: Sequence[str] = (),
    wish: Pitch | None = None,
    starts_on: date | None = None,
    months: int = 12,
    message: str = "",
    language: str = "zh-hans",
) -> Application:
    """Open a draft. One vendor has one open application per kind of pitch at a market.

    This will refuse a second one with Conflict("already_applying"), and goods that may not be
    sold on such a pitch with Invalid("goods_banned").
    """
    rules.require(by, "application.begin", vendor)
    _check(market, kind=kind, wish=wish, months=months)
    _check_goods(market, at, kind=kind, wish=wish, trade=trade, goods=goods)
    try:
        with transaction.atomic():
            return Application.objects.create(
                reference=new_reference("A"),
                market=market,
                vendor=vendor,
                kind=kind,
                trade=trade,
                goods=list(goods),
                wish=wish,
                starts_on=starts_on,
                months=months,
                message=message,
                language=language,
                created_at=at,
            )
    except IntegrityError as fault:
        raise Conflict(
            "already_applying",
            "There is an open application of this kind already. Please go on with that one.",
        ) from fault


@transaction.atomic
def edit(application: Application, changes: dict[str, Any], *, by: Actor, at: datetime) -> None:
    """Change a draft, or one that is to be corrected; what was handed in is not changed any more.

    changes: any of kind, trade, goods, wish, starts_on, months, message.
    """
    rules.require(by, "application.edit", application)
    locked = Application.objects.select_for_update().get(pk=application.pk)
    if locked.state not in EDITABLE:
        raise Conflict(
            "not_now", "This application was handed in and can no longer be changed.", at=at
        )
    merged = {name: changes.get(name, getattr(locked, name)) for name in ("kind", "wish", "months")}
    _check(locked.market, **merged)
    if changes.keys() & {"kind", "wish", "trade", "goods"}:
        sold = ("kind", "wish", "trade", "goods")
        named = {name: changes.get(name, getattr(locked, name)) for name in sold}
        _check_goods(locked.market, at, **named)
    Application.objects.filter(pk=application.pk).update(**changes)
    application.refresh_from_db()


@transaction.atomic
def add_paper(application: Application, permit: Permit, *, by: Actor) -> ApplicationPaper:
    """Put a paper of the vendor's file with the application."""
    rules.require(by, "application.edit", application)
    if permit.vendor_id != application.vendor_id:
        raise Invalid("other_vendor", "This paper belongs to somebody else.")
    paper, _ = ApplicationPaper.objects.get_or_create(application=application, permit=permit)
    return paper


@transaction.atomic
def hand_in(
    application: Application,
    type: PermitType,
    *,
    content: bytes,
    name: str,
    by: Actor,
    at: datetime,
    number: str = "",
    expires_on: date | None = None,
    worker: Worker | None = None,
    consent: bool = False,
) -> ApplicationPaper:
    """Hand in one paper with its photo or PDF: all of it, or nothing.

    This will refuse what permits.submit() and uploads.store() refuse, each with its field.
    """
    rules.require(by, "application.edit", application)
    permit = permits.submit(
        application.vendor,
        type,
        by=by,
        at=at,
        number=number,
        expires_on=expires_on,
        worker=worker,
        consent=consent,
    )
    uploads.store(content, name, permit, by=by, at=at)
    return add_paper(application, permit, by=by)


@transaction.atomic
def submit(application: Application, *, by: Actor, at: datetime) -> Application:
    """Hand in. Handing in twice is handing in once.

    This will refuse, with Invalid("incomplete"), an application that does not say what is sold,
    from when, or under which phone the vendor can be told.
    """
    rules.require(by, "application.submit", application)
    if Application.objects.get(pk=application.pk).state == ApplicationState.SUBMITTED:
        return application
    missing = [name for name, there in _needed(application) if not there]
    if missing:
        raise Invalid(
            "incomplete",
            "Something is still missing: {missing}. Fill it in and send it again.",
            missing=", ".join(missing),
            fields=missing,
        )
    moves.move(application, APPLICATION, "submit", by=by, at=at, submitted_at=at)
    _tell(application, "application_received", at=at)
    return application


@transaction.atomic
def receive(application: Application, *, by: Actor, at: datetime) -> Application:
    """Take it in for review (受理)."""
    rules.require(by, "application.receive", application)
    return moves.move(application, APPLICATION, "receive", by=by, at=at)


@transaction.atomic
def correct(
    application: Application, *, list_of_faults: str, due_on: date, by: Actor, at: datetime
) -> Application:
    """Send it back with one complete list of what is to be put right, and by when (补正)."""
    rules.require(by, "application.correct", application)
    if not list_of_faults.strip():
        raise Invalid("no_faults", "Say what is to be put right.", field="corrections")
    moves.move(
        application,
        APPLICATION,
        "correct",
        by=by,
        at=at,
        reason=list_of_faults,
        corrections=list_of_faults,
        corrections_due_on=due_on,
    )
    _tell(application, "application_corrections", at=at, due_on=due_on.isoformat())
    return application


@transaction.atomic
def waitlist(application: Application, *, by: Actor, at: datetime) -> Application:
    """Put it on the waiting list (候补)."""
    rules.require(by, "application.waitlist", application)
    return moves.move(application, APPLICATION, "waitlist", by=by, at=at)


@transaction.atomic
def refuse(application: Application, *, reason: str, by: Actor, at: datetime) -> Application:
    """Refuse it, with the reason that the vendor will read."""
    rules.require(by, "application.refuse", application)
    if not reason.strip():
        raise Invalid("no_reason", "Say why, in words the vendor can use.", field="reason")
    moves.move(application, APPLICATION, "refuse", by=by, at=at, reason=reason)
    _tell(application, "application_refused", at=at, reason=reason)
    return application


def _needed(application: Application) -> list[tuple[str, bool]]:
    vendor = application.vendor
    return [
        ("trade", bool(application.trade)),
        ("starts_on", application.starts_on is not None),
        ("phone", bool(vendor.phone or vendor.email)),
    ]


def _check(market: Market, *, kind: str, wish: Pitch | None, months: int) -> None:
    if kind not in PITCH_KINDS:
        raise Invalid("bad_kind", "Choose a kind of pitch.", field="kind", known=list(PITCH_KINDS))
    if wish is not None and wish.zone.market_id != market.pk:
        raise Invalid("other_market", "{pitch} is not at this market.", pitch=wish.code)
    if not 1 <= months <= MOST_MONTHS:
        raise Invalid(
            "bad_months",
            "Say for how many months, from 1 to {most}.",
            most=MOST_MONTHS,
            field="months",
        )


def _check_goods(
    market: Market,
    at: datetime,
    *,
    kind: str,
    wish: Pitch | None,
    trade: str,
    goods: Sequence[str],
) -> None:
    there = situation(market, kind=kind, wish=wish, trade=trade, goods=goods, workers=1)
    refuse_banned(there, rules_on(local_day(at)))


def _tell(application: Application, occasion: str, *, at: datetime, **facts: str) -> None:
    count = application_moves(application)
    notices.say(
        occasion,
        subject=f"application:{application.pk}",
        vendor=application.vendor,
        market=application.market,
        key=f"{occasion}/{application.pk}/{count}",
        facts={"reference": application.reference, **facts},
        at=at,
    )


def application_moves(application: Application) -> int:
    """How many moves it has behind it: the same news in a later round is news again."""
    return Move.objects.filter(noun="application", thing=application.pk).count()
