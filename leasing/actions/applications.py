"""A vendor asks for a pitch, and the house answers."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from leasing import rules
from leasing.actions import openings, standing, tidings, wishes
from leasing.core import faults
from leasing.core.states import APPLICATION, ApplicationState
from leasing.models import Application, ApplicationPaper, Call
from leasing.queries.asked_papers import situation
from leasing.queries.likeness import also_open
from market.actions import moves, permits, uploads
from market.actions.references import new_reference
from market.core.actors import Actor
from market.core.hours import local_day
from market.core.refusals import Conflict, Invalid
from market.models import Market, Permit, PermitType, Pitch, Vendor, Worker
from market.models.places import PITCH_KINDS
from market.queries.banned_goods import refuse_banned
from market.queries.requirements import rules_on

EDITABLE = (ApplicationState.DRAFT, ApplicationState.CORRECTING)
MOST_MONTHS = 240
_SOLD = ("kind", "trade", "goods")


@transaction.atomic
def begin(
    vendor: Vendor,
    market: Market,
    *,
    by: Actor,
    at: datetime,
    call: Call | None = None,
    late_code: str = "",
    kind: str = "stall",
    trade: str = "",
    goods: Sequence[str] = (),
    wish: Pitch | None = None,
    further: Sequence[Pitch] = (),
    any_pitch: bool = False,
    starts_on: date | None = None,
    months: int = 12,
    message: str = "",
    language: str = "zh-hans",
) -> Application:
    """Open a draft: on a call, or on none for the ordinary way in.

    wish, further: the pitches one would like, the dearest first. One vendor has one open
    application for each call, and outside of calls one for each kind of pitch at a market. This
    will refuse a second one with Conflict("already_applying"), a call that is not open, and
    goods that may not be sold on such a pitch with Invalid("goods_banned").
    """
    rules.require(by, "application.begin", vendor)
    wanted = [*([wish] if wish else []), *further]
    kind = call.kind if call else kind
    _check(market, kind=kind, months=months)
    wishes.check(market, wanted, call)
    _check_goods(market, at, kind=kind, wish=wish, trade=trade, goods=goods)
    late = False
    if call is not None:
        late = openings.require_open(call, late_code, at=at)
    try:
        with transaction.atomic():
            application = Application.objects.create(
                reference=new_reference("A"),
                market=market,
                vendor=vendor,
                call=call,
                late=late,
                kind=kind,
                trade=trade,
                goods=list(goods),
                any_pitch=any_pitch,
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
    wishes.write(application, wanted)
    return application


@transaction.atomic
def edit(application: Application, changes: dict[str, Any], *, by: Actor, at: datetime) -> None:
    """Change a draft, or one that is to be corrected; what was handed in is not changed any more.

    changes: any of kind, trade, goods, wishes, any_pitch, starts_on, months, message.
    """
    rules.require(by, "application.edit", application)
    locked = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    if locked.state not in EDITABLE:
        raise Conflict(
            "not_now", "This application was handed in and can no longer be changed.", at=at
        )
    columns = dict(changes)
    wanted = columns.pop("wishes", None)
    _check(
        locked.market,
        kind=columns.get("kind", locked.kind),
        months=columns.get("months", locked.months),
    )
    if wanted is not None or columns.keys() & {"kind", "trade", "goods"}:
        first = wanted[0] if wanted else (None if wanted is not None else locked.wish)
        sold = {name: columns.get(name, getattr(locked, name)) for name in _SOLD}
        _check_goods(locked.market, at, wish=first, **sold)
    if wanted is not None:
        wishes.check(locked.market, wanted, locked.call)
        wishes.write(application, wanted)
    Application.objects.filter(pk=application.pk).update(**columns, news_at=at)
    application.refresh_from_db()


@transaction.atomic
def add_paper(
    application: Application, permit: Permit, *, by: Actor, at: datetime
) -> ApplicationPaper:
    """Put a paper of the vendor's file with the application."""
    rules.require(by, "application.edit", application)
    if permit.vendor_id != application.vendor_id:
        raise Invalid("other_vendor", "This paper belongs to somebody else.")
    paper, new = ApplicationPaper.objects.get_or_create(application=application, permit=permit)
    if new:
        Application.objects.filter(pk=application.pk).update(news_at=at)
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
    return add_paper(application, permit, by=by, at=at)


@transaction.atomic
def submit(
    application: Application, *, by: Actor, at: datetime, late_code: str = ""
) -> Application:
    """Hand in. Handing in twice is handing in once.

    This will refuse, with Invalid("incomplete"), an application that does not say what is sold,
    from when, or under which phone the vendor can be told; a vendor who is barred; and, the first
    time, one on a call that has closed without its late code.
    """
    rules.require(by, "application.submit", application)
    locked = standing.judge(application, "submit", by=by, already=ApplicationState.SUBMITTED)
    if locked.state == ApplicationState.SUBMITTED:
        return application
    _require_complete(application)
    standing.refuse_barred(application.vendor, on=local_day(at))
    late = locked.late
    if locked.call is not None and locked.submitted_at is None and not late:
        late = openings.require_open(locked.call, late_code, at=at)
    first = locked.submitted_at or at
    moves.move(application, APPLICATION, "submit", by=by, at=at, late=late, submitted_at=first)
    tidings.tell(application, "submit", at=at)
    other = also_open(application) if locked.submitted_at is None else None
    if other is not None:
        facts = {"reference": application.reference, "other": other.reference}
        tidings.say(application, "application_again", at=at, **facts)
    return application


@transaction.atomic
def receive(application: Application, *, by: Actor, at: datetime) -> Application:
    """Take it in for review (受理), and say so."""
    rules.require(by, "application.receive", application)
    moves.move(application, APPLICATION, "receive", by=by, at=at)
    tidings.tell(application, "receive", at=at)
    return application


@transaction.atomic
def turn_away(application: Application, *, reason: str, by: Actor, at: datetime) -> Application:
    """Do not take it in at all (不予受理), with the reason that the vendor will read."""
    rules.require(by, "application.turn_away", application)
    return _end(application, "turn_away", reason=reason, by=by, at=at)


@transaction.atomic
def correct(
    application: Application,
    *,
    list_of_faults: str,
    due_on: date,
    by: Actor,
    at: datetime,
    came_in: str = "",
) -> Application:
    """Send it back with one complete list of what is to be put right, and by when (补正).

    came_in: what has come to light since the last list. This will refuse a second list, with
    Conflict("asked_already"), where nothing has.
    """
    rules.require(by, "application.correct", application)
    locked = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    APPLICATION.after(locked.state, "correct")
    listed = faults.written([list_of_faults])
    faults.check_complete(locked.asked_at, locked.news_at, came_in=came_in)
    moves.move(
        application,
        APPLICATION,
        "correct",
        by=by,
        at=at,
        reason=listed,
        corrections=listed,
        corrections_due_on=due_on,
        asked_at=at,
    )
    tidings.tell(application, "correct", at=at, due_on=due_on.isoformat())
    return application


@transaction.atomic
def refuse(application: Application, *, reason: str, by: Actor, at: datetime) -> Application:
    """Refuse it after review, with the reason that the vendor will read."""
    rules.require(by, "application.refuse", application)
    return _end(application, "refuse", reason=reason, by=by, at=at)


def _end(
    application: Application, move: str, *, reason: str, by: Actor, at: datetime
) -> Application:
    require_reason(reason)
    moves.move(application, APPLICATION, move, by=by, at=at, reason=reason, decided_from="")
    standing.forget_decision(application)
    tidings.tell(application, move, at=at, reason=reason)
    return application


def require_reason(reason: str) -> None:
    """This will refuse to say no without saying why."""
    if not reason.strip():
        raise Invalid("no_reason", "Say why, in words the vendor can use.", field="reason")


def _require_complete(application: Application) -> None:
    vendor = application.vendor
    needed = {
        "trade": bool(application.trade),
        "starts_on": application.starts_on is not None,
        "phone": bool(vendor.phone or vendor.email),
    }
    missing = [name for name, there in needed.items() if not there]
    if missing:
        raise Invalid(
            "incomplete",
            "Something is still missing: {missing}. Fill it in and send it again.",
            missing=", ".join(missing),
            fields=missing,
        )


def _check(market: Market, *, kind: str, months: int) -> None:
    if kind not in PITCH_KINDS:
        raise Invalid("bad_kind", "Choose a kind of pitch.", field="kind", known=list(PITCH_KINDS))
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
