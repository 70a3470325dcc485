"""What was said to whom, what will be, and how it went; and what a person does about it."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Annotated, Any, Literal

from django.db.models import QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router
from pydantic import Field

from market import clock, rules
from market.actions import confirming, handling, pauses
from market.api.access import caller, member, operator
from market.api.documents import DocumentOut
from market.api.idempotency import answered_afresh
from market.api.paging import Page, Window, page
from market.api.schemas import Id, Line, Moment, Out, Reason, Strict
from market.core.actors import Actor
from market.core.exports import csv_lines
from market.core.states import NOTICE, NoticeState
from market.models import Notice, Pause
from market.queries.delivering import calls_waiting, figures_by_channel, pulse
from market.queries.notices import notices_seen_by

router = Router(auth=member)

HEADS = (
    *("id", "occasion", "subject", "vendor", "channel", "state", "reason", "not_before", "sent_at"),
    *("delivered_at", "read_at", "confirmed_at", "provider_id", "attempts", "title", "body"),
)


class TryOut(Out):
    """What became of one try. done: sent, put off, another way, unknown, delivered…"""

    at: str
    done: str
    channel: str = ""
    why: str = ""
    id: str = ""


class NoticeOut(Out):
    """One message to one person. subject: what it is about, such as account:12.

    channels: the ways that are tried in turn; channel: the one it goes by now. trail: every try,
    for those who work here.
    """

    id: int
    occasion: str
    subject: str
    vendor: int | None
    market: int | None
    channel: str
    channels: list[str]
    language: str
    title: str
    body: str
    state: str
    reason: str
    not_before: Moment
    next_attempt_at: Moment
    attempts: int
    sent_at: Moment | None
    delivered_at: Moment | None
    read_at: Moment | None
    confirmed_at: Moment | None
    provider_id: str
    trail: list[TryOut]
    can: list[str]

    @classmethod
    def of(cls, notice: Notice, by: Actor) -> "NoticeOut":
        told = {name: getattr(notice, name) for name in cls.model_fields if name in _PLAIN}
        return cls(
            id=notice.pk,
            vendor=notice.vendor_id,
            market=notice.market_id,
            trail=[TryOut(**line) for line in notice.trail] if by.operator else [],
            can=rules.can(by, "notice", NOTICE, notice),
            **told,
        )


_PLAIN = frozenset(NoticeOut.model_fields) - {"id", "vendor", "market", "trail", "can"}


class Again(Strict):
    """By which way it is said again; empty for the same. reason: kept with it."""

    channel: Annotated[str, Field(max_length=20)] = ""
    reason: Line = ""


class Word(Strict):
    """A word on how it went."""

    reason: Line = ""


class Wanted(Strict):
    """Which messages."""

    vendor: Id | None = None
    state: NoticeState | None = None
    channel: Annotated[str | None, Field(max_length=20)] = None
    occasion: Annotated[str | None, Field(max_length=30)] = None


class PauseIn(Strict):
    """What is held back: everything, a channel or an occasion; and why."""

    scope: Literal["all", "channel", "occasion"]
    name: Annotated[str, Field(max_length=40)] = ""
    reason: Annotated[str, Field(min_length=1, max_length=200)]


class PauseOut(Out):
    """Something that is, or was, held back."""

    id: int
    scope: str
    name: str
    reason: str
    begun_at: Moment
    begun_by: str
    ended_at: Moment | None
    ended_by: str

    @classmethod
    def of(cls, pause: Pause) -> "PauseOut":
        return cls(**{name: getattr(pause, name) for name in cls.model_fields})


class ChannelOut(Out):
    """One channel since a day: how many messages, and what became of them."""

    channel: str
    count: int
    waiting: int
    sent: int
    delivered: int
    read: int
    confirmed: int
    unknown: int
    failed: int


class PulseOut(Out):
    """Whether messages go out in time. troubles: late, silent, skewed."""

    troubles: list[str]
    late_seconds: int
    silent_seconds: int | None
    skew_seconds: float
    held: bool


@router.get("", response=Page[NoticeOut])
def notices(request: HttpRequest, wanted: Query[Wanted], window: Query[Window]) -> Page[NoticeOut]:
    by = caller(request)
    found = notices_seen_by(by).filter(**wanted.said())
    return page(request, found, window, lambda notice: NoticeOut.of(notice, by))


@router.get("/export", auth=operator, response=bytes)
def export(request: HttpRequest, wanted: Query[Wanted]) -> StreamingHttpResponse:
    """The record as CSV (UTF-8)."""
    found = notices_seen_by(caller(request)).filter(**wanted.said())
    response = StreamingHttpResponse(
        (line.encode() for line in csv_lines(HEADS, _written(found))),
        content_type="text/csv; charset=utf-8",
    )
    response["Content-Disposition"] = 'attachment; filename="notices.csv"'
    return response


@router.get("/calls", response=Page[NoticeOut])
def calls(
    request: HttpRequest, window: Query[Window], way: Literal["call", "slip"] = "call"
) -> Page[NoticeOut]:
    """What is to be said by hand now."""
    by = caller(request)
    found = calls_waiting(by, way=way, at=clock.now())
    return page(request, found, window, lambda notice: NoticeOut.of(notice, by))


@router.get("/channels", auth=operator, response=list[ChannelOut])
def channels(request: HttpRequest, days: Annotated[int, Field(ge=1, le=400)] = 30) -> list[Any]:
    """By channel, of what was to be said within the last days."""
    return figures_by_channel(caller(request), since=clock.now() - timedelta(days=days))


@router.get("/pulse", auth=operator, response=PulseOut)
def beating(request: HttpRequest) -> PulseOut:
    """Whether the oldest message is late, and whether anybody looks."""
    found = pulse(at=clock.now())
    silent = found.silent_for
    return PulseOut(
        troubles=found.troubles,
        late_seconds=int(found.late_by.total_seconds()),
        silent_seconds=None if silent is None else int(silent.total_seconds()),
        skew_seconds=found.skew.total_seconds(),
        held=found.held,
    )


@router.get("/pauses", auth=operator, response=Page[PauseOut])
def pauses_list(request: HttpRequest, window: Query[Window]) -> Page[PauseOut]:
    """What is held back, and what was."""
    return page(request, Pause.objects.all(), window, PauseOut.of)


@router.post("/pauses", auth=operator, response={201: PauseOut})
def begin_pause(request: HttpRequest, given: PauseIn) -> PauseOut:
    by = caller(request)
    told = given.model_dump()
    return PauseOut.of(
        pauses.begin(told["scope"], told["name"], reason=told["reason"], by=by, at=clock.now())
    )


@router.post("/pauses/{int:pause_id}/end", auth=operator, response=PauseOut)
def end_pause(request: HttpRequest, pause_id: int) -> PauseOut:
    by = caller(request)
    pause = get_object_or_404(Pause, pk=pause_id)
    return PauseOut.of(pauses.end(pause, by=by, at=clock.now()))


@router.get("/{int:notice_id}", response=NoticeOut)
def notice(request: HttpRequest, notice_id: int) -> NoticeOut:
    by = caller(request)
    return NoticeOut.of(_found(by, notice_id), by)


@router.post("/{int:notice_id}/retry", response=NoticeOut)
def retry(request: HttpRequest, notice_id: int, given: Again) -> NoticeOut:
    by = caller(request)
    done = handling.retry(
        _found(by, notice_id), channel=given.channel, reason=given.reason, by=by, at=clock.now()
    )
    return NoticeOut.of(done, by)


@router.post("/{int:notice_id}/hurry", response=NoticeOut)
def hurry(request: HttpRequest, notice_id: int) -> NoticeOut:
    """Say it now, also in quiet hours."""
    by = caller(request)
    return NoticeOut.of(handling.hurry(_found(by, notice_id), by=by, at=clock.now()), by)


@router.post("/{int:notice_id}/arrived", response=NoticeOut)
def arrived(request: HttpRequest, notice_id: int, given: Reason) -> NoticeOut:
    by = caller(request)
    done = handling.arrived(_found(by, notice_id), reason=given.reason, by=by, at=clock.now())
    return NoticeOut.of(done, by)


@router.post("/{int:notice_id}/reached", response=NoticeOut)
def reached(request: HttpRequest, notice_id: int, given: Word) -> NoticeOut:
    """Phoned, or handed out."""
    by = caller(request)
    done = handling.reached(_found(by, notice_id), reason=given.reason, by=by, at=clock.now())
    return NoticeOut.of(done, by)


@router.post("/{int:notice_id}/missed", response=NoticeOut)
def missed(request: HttpRequest, notice_id: int, given: Word) -> NoticeOut:
    """Nobody answered: it comes up again."""
    by = caller(request)
    done = handling.missed(_found(by, notice_id), reason=given.reason, by=by, at=clock.now())
    return NoticeOut.of(done, by)


@router.post("/{int:notice_id}/drop", response=NoticeOut)
def drop(request: HttpRequest, notice_id: int, given: Reason) -> NoticeOut:
    by = caller(request)
    done = handling.drop(_found(by, notice_id), reason=given.reason, by=by, at=clock.now())
    return NoticeOut.of(done, by)


@router.post("/{int:notice_id}/confirm", response=NoticeOut)
@answered_afresh
def confirm(request: HttpRequest, notice_id: int) -> NoticeOut:
    """收到: by the vendor to whom it was said."""
    by = caller(request)
    mine = notices_seen_by(by).filter(vendor__in=by.vendors).exclude(sent_at=None)
    return NoticeOut.of(
        confirming.confirm(get_object_or_404(mine, pk=notice_id), at=clock.now()), by
    )


@router.post("/{int:notice_id}/evidence", response={201: DocumentOut})
def evidence(request: HttpRequest, notice_id: int) -> DocumentOut:
    """The sheet of evidence, frozen with its digest."""
    by = caller(request)
    return DocumentOut.of(handling.evidence(_found(by, notice_id), by=by, at=clock.now()))


def _found(by: Actor, pk: int) -> Notice:
    return get_object_or_404(notices_seen_by(by).select_related("user"), pk=pk)


def _written(found: QuerySet[Notice]) -> Iterator[list[Any]]:
    for one in found.iterator(chunk_size=500):
        row = {name: getattr(one, name, "") for name in HEADS}
        yield list({**row, "vendor": one.vendor.name if one.vendor else ""}.values())
