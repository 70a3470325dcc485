"""Filings: what a session must have from the authorities, asked for and answered."""

from datetime import datetime
from typing import Any

from django.db import transaction

from events import rules
from events.core.breaches import Remedy, breaches
from events.core.filings import Need, answer_due, needed, numbered, stands_in_the_way
from events.core.materials import materials
from events.core.occasions import Occasion
from events.core.states import FILING, FilingState
from events.models import Filing, FilingMaterial, Session
from events.queries.foreseen import occasion
from events.queries.leads import leads_of
from market.actions import moves
from market.core.actors import Actor
from market.core.hours import local_day
from market.core.refusals import Conflict, Invalid
from market.models import Move, PermitType


@transaction.atomic
def require_filings(session: Session) -> list[Filing]:
    """Note every filing the session needs, each with the papers that belong to it.

    Doing it again brings what is not yet filed up to date. This will never touch what has been
    filed; a filing that is not needed any more goes only when nobody has begun it.
    """
    leads = leads_of(session.series.market_id)
    needs = {need.code: need for need in needed(occasion(session), leads)}
    types = PermitType.objects.in_bulk(list(needs), field_name="code")
    wanted = [_row(session, types[code], need) for code, need in needs.items()]
    begun = Move.objects.filter(noun="filing").values("thing")
    ready = FilingMaterial.objects.filter(ready_at__isnull=False).values("filing")
    idle = session.filings.filter(state=FilingState.NEEDED).exclude(pk__in=begun)
    idle.exclude(type__code__in=needs).exclude(pk__in=ready).delete()
    Filing.objects.bulk_create(wanted, ignore_conflicts=True)
    open_rows = session.filings.select_related("type").filter(state=FilingState.NEEDED)
    for filing in open_rows.filter(type__code__in=needs).exclude(remedy=Remedy.APPROVAL):
        need = needs[filing.type.code]
        filing.apply_by, filing.decided_by = need.apply_by, need.decided_by
        filing.authority = need.authority
        filing.save(update_fields=["apply_by", "decided_by", "authority"])
    rows = list(session.filings.select_related("type"))
    _list_materials(rows)
    return rows


@transaction.atomic
def need_again(session: Session, before: Occasion, *, by: Actor, at: datetime) -> list[Filing]:
    """After a change of the session: what was filed and no longer covers it must be filed anew.

    Each with its remedy: a new time of a mass event is approved, anything else is applied for
    again. This will leave a filing as it stands where the change makes it needless: it is for
    the operator to take it back from the authority.
    """
    after = occasion(session)
    found = breaches(before, after, leads_of(session.series.market_id))
    broken = {each.code: each for each in found if each.remedy is not Remedy.NEW}
    filed = session.filings.exclude(state=FilingState.NEEDED).filter(type__code__in=broken)
    for filing in filed.select_related("type"):
        breach = broken[filing.type.code].for_one(filing.state)
        moves.move(
            filing,
            FILING,
            "need_again",
            by=by,
            at=at,
            reason="the session was changed",
            remedy=breach.remedy,
            apply_by=breach.by,
            decided_by=None,
            authority=breach.authority,
        )
    return require_filings(session)


@transaction.atomic
def apply(filing: Filing, *, by: Actor, at: datetime, number: str = "") -> Filing:
    """Note that the authority has been asked, under the number it gave, if any.

    This will note by when it should answer, counted from today.
    """
    rules.require(by, "filing.apply", filing)
    leads = leads_of(filing.session.series.market_id)
    decided_by = answer_due(filing.type.code, local_day(at), leads)
    return moves.move(filing, FILING, "apply", by=by, at=at, number=number, decided_by=decided_by)


def grant(filing: Filing, *, number: str, by: Actor, at: datetime) -> Filing:
    """Note that the authority has agreed. An approval has a number; a report may have none.

    Raises Invalid("number_needed") for an approval without its number.
    """
    rules.require(by, "filing.grant", filing)
    if numbered(filing.type.code) and not number.strip():
        sentence = "Copy the number from the permit: without it nobody can check it."
        raise Invalid("number_needed", sentence, field="number")
    return moves.move(filing, FILING, "grant", by=by, at=at, number=number.strip(), remedy="")


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


@transaction.atomic
def end(session: Session, *, by: Actor, at: datetime) -> None:
    """The session is called off: what is with an authority goes back, with a notice in writing.

    大型群众性活动安全管理条例 15: before the time at which it should have been.
    """
    with_them = (FilingState.APPLIED, FilingState.GRANTED)
    for filing in session.filings.filter(state__in=with_them).order_by("pk"):
        moves.move(
            filing,
            FILING,
            "end",
            by=by,
            at=at,
            reason="the session was called off",
            remedy=Remedy.GIVE_BACK,
            apply_by=session.day,
        )


@transaction.atomic
def keep(session: Session, *, by: Actor, at: datetime) -> None:
    """The session takes place after all: what has not gone back yet stands as before."""
    ended = Move.objects.filter(noun="filing", name="end").order_by("pk")
    before = dict(ended.values_list("thing", "before"))
    rows = session.filings.filter(state=FilingState.DUE_BACK).select_related("type")
    _stand(session, {each: before[each.pk] for each in rows}, by=by, at=at)


@transaction.atomic
def stand_again(session: Session, *, broken_at: datetime, by: Actor, at: datetime) -> None:
    """The session is back where it was: what the move broke stands as before it."""
    broken = Move.objects.filter(noun="filing", name="need_again", at=broken_at)
    before = dict(broken.values_list("thing", "before"))
    rows = session.filings.filter(state=FilingState.NEEDED, pk__in=before).select_related("type")
    _stand(session, {each: before[each.pk] for each in rows}, by=by, at=at)


def _stand(session: Session, were: dict[Filing, str], *, by: Actor, at: datetime) -> None:
    needs = {
        need.code: need for need in needed(occasion(session), leads_of(session.series.market_id))
    }
    for filing, before in were.items():
        if before not in (FilingState.GRANTED, FilingState.APPLIED):
            continue
        back = "keep" if before == FilingState.GRANTED else "keep_asking"
        need = needs.get(filing.type.code)
        columns: dict[str, Any] = (
            {"apply_by": need.apply_by, "authority": need.authority} if need else {}
        )
        moves.move(filing, FILING, back, by=by, at=at, remedy="", **columns)


def give_back(filing: Filing, *, by: Actor, at: datetime, reason: str = "") -> Filing:
    """Note that the authority has been told in writing and has its permit back."""
    rules.require(by, "filing.return", filing)
    return moves.move(filing, FILING, "return", by=by, at=at, reason=reason)


def _row(session: Session, type: PermitType, need: Need) -> Filing:
    return Filing(
        session=session,
        type=type,
        authority=need.authority,
        apply_by=need.apply_by,
        decided_by=need.decided_by,
    )


def _list_materials(filings: list[Filing]) -> None:
    FilingMaterial.objects.bulk_create(
        (
            FilingMaterial(filing=filing, position=place, name=each.zh, name_en=each.en)
            for filing in filings
            for place, each in enumerate(materials(filing.type.code))
        ),
        ignore_conflicts=True,
    )
