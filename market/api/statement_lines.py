"""Lines of statements: whose each may be, and what becomes of it."""

from typing import Annotated, Any, Literal

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router
from pydantic import Field

from market import clock, rules
from market.actions import statement_lines as deeds
from market.api.access import caller
from market.api.paging import Page, Window, page
from market.api.schemas import Id, Moment, Out, Reason, Strict, Yuan, YuanOut
from market.core.actors import Actor
from market.core.matching.words import SENTENCES
from market.core.money import yuan
from market.core.refusals import Missing, Refusal
from market.core.states import STATEMENT_LINE
from market.models import StatementLine
from market.phrasing import sentence
from market.queries.money import accounts_seen_by
from market.queries.statements import STANDINGS, lines_seen_by

router = Router()
Standing = Literal["to_do", "sure", "booked", "parked", "ignored", "out"]


class PartOut(Out):
    """So much of a line for one account."""

    account: int
    amount: YuanOut


class ProposalOut(Out):
    """Whose a line may be: how sure that is, why in words, and the payment it would be tied to."""

    confidence: Literal["sure", "likely", "maybe"]
    parts: list[PartOut]
    reasons: list[str]
    payment: int | None


class LineOut(Out):
    """A line of a statement. direction: in, out or neither. payments: what was booked from it."""

    id: int
    statement: int
    position: int
    key: str
    booked_at: Moment
    direction: str
    amount: YuanOut
    name: str
    account_masked: str
    memo: str
    reference: str
    channel: str
    state: str
    note: str
    proposals: list[ProposalOut]
    payments: list[int]
    can: list[str]

    @classmethod
    def of(cls, line: StatementLine, by: Actor) -> "LineOut":
        standing: Any = getattr(line, "standing", ())
        came_in = line.direction == "in"
        return cls(
            id=line.pk,
            statement=line.statement_id,
            position=line.position,
            key=line.key,
            booked_at=line.booked_at,
            direction=line.direction,
            amount=line.amount_fen,
            name=line.name,
            account_masked=line.account_masked,
            memo=line.memo,
            reference=line.reference,
            channel=line.channel,
            state=line.state,
            note=line.note,
            proposals=[_proposal(told) for told in line.proposals],
            payments=[each.payment_id for each in standing],
            can=rules.can(by, "statementline", STATEMENT_LINE, line) if came_in else [],
        )


class PartIn(Strict):
    """So much of a line for one account, in yuan."""

    account: Id
    amount: Yuan


class BookIn(Strict):
    """Either the place of a proposal, counted from 0, or the parts, which add up to the line."""

    proposal: Annotated[int, Field(ge=0, le=9)] | None = None
    parts: Annotated[list[PartIn], Field(max_length=20)] = []


class Nothing(Strict):
    """Nothing more is needed."""


@router.get("", response=Page[LineOut])
def lines(
    request: HttpRequest,
    window: Query[Window],
    standing: Standing | None = None,
    market: Id | None = None,
) -> Page[LineOut]:
    by = caller(request)
    found = of_standing(lines_seen_by(by), standing)
    found = found.filter(market=market) if market else found
    return page(request, found, window, lambda line: LineOut.of(line, by))


@router.get("/{int:line_id}", response=LineOut)
def line(request: HttpRequest, line_id: int) -> LineOut:
    by = caller(request)
    return LineOut.of(get_object_or_404(lines_seen_by(by), pk=line_id), by)


@router.post("/{int:line_id}/book", response=LineOut)
def book_line(request: HttpRequest, line_id: int, given: BookIn) -> LineOut:
    """Book the line as proposed, or as told. The same again answers the same."""
    by = caller(request)
    found = get_object_or_404(lines_seen_by(by), pk=line_id)
    if given.proposal is not None:
        deeds.accept(found, given.proposal, by=by, at=clock.now())
    else:
        deeds.book(found, _shares(given, by), by=by, at=clock.now())
    return _fresh(found, by)


@router.post("/{int:line_id}/ignore", response=LineOut)
def ignore_line(request: HttpRequest, line_id: int, given: Reason) -> LineOut:
    by = caller(request)
    found = get_object_or_404(lines_seen_by(by), pk=line_id)
    return _fresh(deeds.ignore(found, reason=given.reason, by=by, at=clock.now()), by)


@router.post("/{int:line_id}/park", response=LineOut)
def park_line(request: HttpRequest, line_id: int, given: Nothing) -> LineOut:
    by = caller(request)
    found = get_object_or_404(lines_seen_by(by), pk=line_id)
    return _fresh(deeds.park(found, by=by, at=clock.now()), by)


@router.post("/{int:line_id}/reopen", response=LineOut)
def reopen_line(request: HttpRequest, line_id: int, given: Nothing) -> LineOut:
    by = caller(request)
    found = get_object_or_404(lines_seen_by(by), pk=line_id)
    return _fresh(deeds.reopen(found, by=by, at=clock.now()), by)


@router.post("/{int:line_id}/unbook", response=LineOut)
def unbook_line(request: HttpRequest, line_id: int, given: Reason) -> LineOut:
    by = caller(request)
    found = get_object_or_404(lines_seen_by(by), pk=line_id)
    return _fresh(deeds.unbook(found, reason=given.reason, by=by, at=clock.now()), by)


def of_standing(
    rows: QuerySet[StatementLine], standing: Standing | None
) -> QuerySet[StatementLine]:
    """The lines of which this became, or all."""
    return rows.filter(STANDINGS[standing]) if standing else rows


def _shares(given: BookIn, by: Actor) -> list[deeds.Share]:
    accounts = accounts_seen_by(by).in_bulk([part.account for part in given.parts])
    for part in given.parts:
        if part.account not in accounts:
            raise Missing("missing", "There is no such account here.", field="parts")
    return [deeds.Share(accounts[part.account], part.amount) for part in given.parts]


def _fresh(line: StatementLine, by: Actor) -> LineOut:
    return LineOut.of(lines_seen_by(by).get(pk=line.pk), by)


def _proposal(told: dict[str, Any]) -> ProposalOut:
    return ProposalOut(
        confidence=told["confidence"],
        parts=[PartOut(account=account, amount=fen) for account, fen in told["parts"]],
        reasons=[_reason(code, facts) for code, facts in told["reasons"]],
        payment=told["payment"],
    )


def _reason(code: str, facts: dict[str, Any]) -> str:
    said = {**facts, "open": yuan(facts["open_fen"])} if "open_fen" in facts else facts
    return sentence(Refusal(code, SENTENCES[code], **said))
