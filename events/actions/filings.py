"""Filings: what a session must have from the authorities, asked for and answered."""

from datetime import datetime

from django.db import transaction

from events import rules
from events.actions import places
from events.core.filings import Need, broken_by, needed, numbered, stands_in_the_way
from events.core.occasions import Feature, Occasion
from events.core.states import FILING, FilingState
from events.models import Filing, Session
from market.actions import moves
from market.core.actors import Actor
from market.core.hours import local_day
from market.core.refusals import Conflict, Invalid
from market.models import Move, PermitType


def occasion(session: Session) -> Occasion:
    """The session as the rules of filing see it."""
    return Occasion(
        day=session.day,
        hours=places.hours_of(session),
        people=session.expected_people,
        features=frozenset(Feature(word) for word in session.features),
        place=session.zone_id,
    )


@transaction.atomic
def require_filings(session: Session) -> list[Filing]:
    """Note every filing the session needs. Doing it again brings what is not yet filed up to date.

    This will never touch what has been filed; a filing that is not needed any more goes only
    when nobody has begun it.
    """
    needs = {need.code: need for need in needed(occasion(session))}
    types = PermitType.objects.in_bulk(list(needs), field_name="code")
    wanted = [_row(session, types[code], need) for code, need in needs.items()]
    begun = Move.objects.filter(noun="filing").values("thing")
    idle = session.filings.filter(state=FilingState.NEEDED).exclude(pk__in=begun)
    idle.exclude(type__code__in=needs).delete()
    Filing.objects.bulk_create(wanted, ignore_conflicts=True)
    open_rows = session.filings.select_related("type").filter(state=FilingState.NEEDED)
    for filing in open_rows.filter(type__code__in=needs):
        filing.apply_by = needs[filing.type.code].apply_by
        filing.authority = needs[filing.type.code].authority
        filing.save(update_fields=["apply_by", "authority"])
    return list(session.filings.select_related("type"))


@transaction.atomic
def need_again(session: Session, before: Occasion, *, by: Actor, at: datetime) -> list[Filing]:
    """After a change of the session: what was filed and no longer covers it must be filed anew.

    This will leave a filing as it stands where the change makes it needless: it is for the
    operator to take it back from the authority.
    """
    after = occasion(session)
    again = broken_by(before, after) & {need.code for need in needed(after)}
    filed = session.filings.exclude(state=FilingState.NEEDED).filter(type__code__in=again)
    for filing in filed:
        moves.move(filing, FILING, "need_again", by=by, at=at, reason="the session was changed")
    return require_filings(session)


def apply(filing: Filing, *, by: Actor, at: datetime, number: str = "") -> Filing:
    """Note that the authority has been asked, under the number it gave, if any."""
    rules.require(by, "filing.apply", filing)
    return moves.move(filing, FILING, "apply", by=by, at=at, number=number)


def grant(filing: Filing, *, number: str, by: Actor, at: datetime) -> Filing:
    """Note that the authority has agreed. An approval has a number; a report may have none.

    Raises Invalid("number_needed") for an approval without its number.
    """
    rules.require(by, "filing.grant", filing)
    if numbered(filing.type.code) and not number.strip():
        sentence = "Copy the number from the permit: without it nobody can check it."
        raise Invalid("number_needed", sentence, field="number")
    return moves.move(filing, FILING, "grant", by=by, at=at, number=number.strip())


def refuse(filing: Filing, *, reason: str, by: Actor, at: datetime) -> Filing:
    """Note that the authority has refused, and why."""
    rules.require(by, "filing.refuse", filing)
    return moves.move(filing, FILING, "refuse", by=by, at=at, reason=reason)


def refuse_out_of_time(session: Session, *, at: datetime) -> None:
    """This will refuse, with Conflict("permit_out_of_time"), what may no longer be announced."""
    on = local_day(at)
    for filing in session.filings.select_related("type"):
        if stands_in_the_way(filing.type.code, filing.state, filing.apply_by, on=on):
            raise Conflict(
                "permit_out_of_time",
                "This session needs a safety permit, to be applied for by {apply_by}. "
                "Announce it once the permit is granted.",
                apply_by=filing.apply_by,
                filing=filing.pk,
            )


def _row(session: Session, type: PermitType, need: Need) -> Filing:
    return Filing(session=session, type=type, authority=need.authority, apply_by=need.apply_by)
