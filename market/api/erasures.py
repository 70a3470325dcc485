"""What is kept for how long, what will be erased when, and what has been."""

from typing import Annotated

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router
from pydantic import Field

from market import clock
from market.actions import erasures as deeds
from market.api.access import caller, operator
from market.api.etags import require_match, tagged
from market.api.paging import Page, Window, page, page_of_list
from market.api.schemas import Day, Line, Moment, Out, Strict
from market.core.periods import ONE_DAY
from market.models import Erasure, Retention
from market.queries.erasures import Due, due_by, erasures_seen_by, seen_of
from market.queries.vendors import vendors_seen_by
from market.rules import require_somewhere

router = Router(auth=operator)


class RetentionOut(Out):
    """For how many days something stays once its purpose is over."""

    id: int
    code: str
    purpose: str
    purpose_en: str
    keep_days: int
    source: str
    confidence: str


class RetentionEdit(Strict):
    """What is to be changed. What is left out stays as it is."""

    keep_days: Annotated[int, Field(ge=0, le=3660)] = 0
    purpose: Line = ""
    source: Line = ""


class ErasureOut(Out):
    """Something that is gone. subject: upload:7, worker:3, complaint:5."""

    id: int
    subject: str
    kept: str
    vendor: int | None
    ended_on: Day
    due_on: Day
    why: str
    sha256: str
    at: Moment

    @classmethod
    def of(cls, erasure: Erasure) -> "ErasureOut":
        names = set(cls.model_fields) - {"id", "vendor"}
        return cls(
            id=erasure.pk,
            vendor=erasure.vendor_id,
            **{name: getattr(erasure, name) for name in names},
        )


class DueOut(Out):
    """Something that will be gone on a day."""

    subject: str
    kept: str
    vendor: int | None
    what: str
    ended_on: Day
    due_on: Day
    why: str

    @classmethod
    def of(cls, due: Due) -> "DueOut":
        return cls(**{name: getattr(due, name) for name in cls.model_fields})


class Horizon(Strict):
    """Within how many days."""

    days: Annotated[int, Field(ge=0, le=3660)] = 90


@router.get("", response=Page[ErasureOut])
def erasures(request: HttpRequest, window: Query[Window]) -> Page[ErasureOut]:
    """What has been erased, the latest first."""
    by = caller(request)
    require_somewhere(by, "erasure.read")
    return page(request, erasures_seen_by(by), window, ErasureOut.of)


@router.get("/due", response=Page[DueOut])
def due(request: HttpRequest, within: Query[Horizon], window: Query[Window]) -> Page[DueOut]:
    """What will be erased, the first due first."""
    by = caller(request)
    require_somewhere(by, "erasure.read")
    on = clock.today()
    found = seen_of(due_by(on + within.days * ONE_DAY, on=on), by, vendors_seen_by(by))
    return page_of_list(request, found, window, DueOut.of)


@router.get("/retentions", response=list[RetentionOut])
def retentions(request: HttpRequest) -> list[Retention]:
    """For how long what is kept."""
    require_somewhere(caller(request), "erasure.read")
    return list(Retention.objects.all())


@router.get("/retentions/{int:retention_id}", response=RetentionOut)
def retention(request: HttpRequest, response: HttpResponse, retention_id: int) -> RetentionOut:
    """One line of them."""
    require_somewhere(caller(request), "erasure.read")
    answer = RetentionOut.from_orm(get_object_or_404(Retention, pk=retention_id))
    tagged(response, answer)
    return answer


@router.patch("/retentions/{int:retention_id}", response=RetentionOut)
@transaction.atomic
def edit_retention(
    request: HttpRequest, response: HttpResponse, retention_id: int, edit: RetentionEdit
) -> RetentionOut:
    """Change for how long something is kept."""
    by = caller(request)
    found = get_object_or_404(Retention.objects.select_for_update(), pk=retention_id)
    require_match(request, RetentionOut.from_orm(found))
    answer = RetentionOut.from_orm(deeds.edit(found, edit.said(), by=by, at=clock.now()))
    tagged(response, answer)
    return answer
