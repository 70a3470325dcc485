"""Reviews, and the rubric that they are written by."""

from decimal import Decimal
from typing import Annotated

from django.http import HttpRequest
from ninja import Router, Status
from pydantic import Field

from leasing import rules
from leasing.actions import criteria, reviews
from leasing.models import Application, Criterion, Review
from leasing.queries.following import application_seen_by
from leasing.queries.own import own_market
from market import clock
from market.api.access import caller, operator
from market.api.schemas import Id, Line, Moment, Out, Short, Strict
from market.core.actors import Actor
from market.queries.places import markets_worked_at

router = Router()


class CriterionIn(Strict):
    market: Id
    name: Annotated[Short, Field(min_length=1, max_length=40)]
    name_en: Short = ""
    weight: Annotated[int, Field(ge=1, le=100)] = 1


class CriterionOut(Out):
    id: int
    market: int
    name: str
    name_en: str
    weight: int

    @classmethod
    def of(cls, row: Criterion) -> "CriterionOut":
        return cls(
            id=row.pk,
            market=row.market_id,
            name=row.name,
            name_en=row.name_en,
            weight=row.weight,
        )


class ReviewIn(Strict):
    """Points, 0 to 5, by the id of each criterion."""

    points: Annotated[
        dict[int, Annotated[int, Field(ge=0, le=5)]],
        Field(json_schema_extra={"propertyNames": {"pattern": "^[1-9][0-9]{0,14}$"}}),
    ]
    note: Annotated[Line, Field(max_length=500)] = ""


class ReviewOut(Out):
    by: str
    at: Moment
    score: Decimal
    note: str
    points: dict[int, int]

    @classmethod
    def of(cls, row: Review) -> "ReviewOut":
        points = {mark.criterion_id: mark.points for mark in row.marks.all()}
        return cls(by=row.by_name, at=row.at, score=row.score, note=row.note, points=points)


@router.get("/applications/{reference}/reviews", response=list[ReviewOut], auth=operator)
def reviewed(request: HttpRequest, reference: str) -> list[ReviewOut]:
    """Every review of an application, in the order in which they were written."""
    application = _inside(caller(request), reference)
    return [ReviewOut.of(row) for row in application.reviews.prefetch_related("marks")]


@router.put("/applications/{reference}/review", response=ReviewOut, auth=operator)
def review(request: HttpRequest, reference: str, told: ReviewIn) -> ReviewOut:
    """Write one's own review, or change it."""
    actor = caller(request)
    application = _inside(actor, reference)
    row = reviews.review(application, told.points, note=told.note, by=actor, at=clock.now())
    return ReviewOut.of(row)


@router.get("/criteria", response=list[CriterionOut], auth=operator)
def rubric(request: HttpRequest) -> list[CriterionOut]:
    """The rubrics of the markets where one works."""
    markets = markets_worked_at(caller(request)).values_list("pk", flat=True)
    rows = Criterion.objects.filter(market__in=markets, retired_at__isnull=True)
    return [CriterionOut.of(row) for row in rows.order_by("market", "position", "pk")]


@router.post("/criteria", response={201: CriterionOut}, auth=operator)
def add_criterion(request: HttpRequest, told: CriterionIn) -> Status[CriterionOut]:
    """Add a line to a rubric."""
    actor = caller(request)
    market = own_market(actor, told.market)
    given = told.model_dump(exclude={"market"})
    return Status(201, CriterionOut.of(criteria.add(market, by=actor, **given)))


def _inside(actor: Actor, reference: str) -> Application:
    """An application of a market where one works."""
    application = application_seen_by(actor, reference)
    rules.require(actor, "application.see_decision", application)
    return application
