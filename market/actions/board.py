"""Putting something on the board, taking it off, and who may be rung up about it."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from market import rules
from market.actions import moves, notices
from market.core.actors import Actor
from market.core.board import BOARD_ENTRY, CATEGORIES, KINDS, MOST_DAYS
from market.core.hours import local_day
from market.core.refusals import Conflict, Invalid
from market.models import BoardEntry, Market, Vendor
from market.queries.board import standing

MOST_STANDING = 20


@transaction.atomic
def post(
    vendor: Vendor,
    market: Market,
    *,
    key: UUID,
    kind: str,
    category: str,
    text: str,
    until: date,
    contact: bool,
    by: Actor,
    at: datetime,
) -> BoardEntry:
    """Put an offer or a want on the board until a day (included), at most 90 days on.

    key: the same one is the same entry. contact: whether the vendor agrees that its phone is shown
    with it to everybody. Raises Invalid for what cannot be, Conflict("too_many_entries").
    """
    rules.require(by, "boardentry.post", vendor)
    Vendor.objects.select_for_update(no_key=True).get(pk=vendor.pk)
    if known := BoardEntry.objects.filter(key=key, vendor=vendor).first():
        return known
    on = local_day(at)
    if kind not in KINDS or category not in CATEGORIES:
        raise Invalid("bad_kind", "Choose what it is about.", field="kind")
    if not text.strip():
        raise Invalid("missing_text", "Please write a few words.", field="text")
    if not on <= until <= on + timedelta(days=MOST_DAYS):
        raise Invalid(
            "bad_until",
            "Choose a day from today on, at most {most} days ahead.",
            most=MOST_DAYS,
            field="until",
        )
    if not vendor.accounts.filter(market=market).exists():
        raise Invalid("other_market", "This vendor is not at this market.", field="market")
    if standing(on=on).filter(vendor=vendor).count() >= MOST_STANDING:
        raise Conflict("too_many_entries", "{most} entries are enough.", most=MOST_STANDING)
    made = BoardEntry.objects.create(
        key=key,
        vendor=vendor,
        market=market,
        kind=kind,
        category=category,
        text=text.strip()[:500],
        posted_on=on,
        until=until,
        contact_at=at if contact else None,
        posted_at=at,
    )
    moves.note(made, "post", by=by, at=at)
    return made


@transaction.atomic
def show_contact(entry: BoardEntry, *, shown: bool, by: Actor, at: datetime) -> BoardEntry:
    """Agree that the phone is shown with it, or take that back; it counts at once."""
    rules.require(by, "boardentry.contact", entry)
    BoardEntry.objects.filter(pk=entry.pk).update(contact_at=at if shown else None)
    moves.note(entry, "show_contact" if shown else "hide_contact", by=by, at=at)
    entry.refresh_from_db()
    return entry


def withdraw(entry: BoardEntry, *, by: Actor, at: datetime) -> BoardEntry:
    """Take one's own entry off."""
    rules.require(by, "boardentry.withdraw", entry)
    return moves.move(entry, BOARD_ENTRY, "withdraw", by=by, at=at)


@transaction.atomic
def take_down(entry: BoardEntry, *, reason: str, by: Actor, at: datetime) -> BoardEntry:
    """Take somebody's entry off, and tell them why."""
    rules.require(by, "boardentry.take_down", entry)
    why = reason.strip()[:200]
    if not why:
        raise Invalid("reason_missing", "Please say why.", field="reason")
    moved = moves.move(entry, BOARD_ENTRY, "take_down", by=by, at=at, reason=why, why=why)
    notices.say(
        "board_taken_down",
        subject=f"boardentry:{entry.pk}",
        vendor=entry.vendor,
        market=entry.market,
        key=f"board_taken_down/{entry.pk}",
        facts={"text": entry.text[:30], "reason": why},
        at=at,
    )
    return moved
