"""/events: the series that sessions belong to."""

from typing import Annotated

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Status
from pydantic import Field

from events.actions import series as deeds
from events.models import Series
from events.queries.sessions import series_seen_by
from market import clock
from market.api.access import anyone, caller, operator
from market.api.paging import Page, Window, page
from market.api.schemas import Id, Out, Short, Strict, Text
from market.models import Zone
from market.queries.places import markets_worked_at

router = Router(auth=anyone)

Slug = Annotated[str, Field(pattern=r"^[-a-zA-Z0-9_]{1,50}$", examples=["star-street"])]


class SeriesOut(Out):
    """Sessions that belong together. Its feed is /series/{slug}.ics."""

    slug: str
    market: int
    zone: int | None
    kind: str
    name: str
    name_en: str
    about: str
    about_en: str

    @classmethod
    def of(cls, row: Series) -> "SeriesOut":
        return cls(
            slug=row.slug,
            market=row.market_id,
            zone=row.zone_id,
            kind=row.kind,
            name=row.name,
            name_en=row.name_en,
            about=row.about,
            about_en=row.about_en,
        )


class SeriesIn(Strict):
    """A new series. The slug stays: people subscribe to it."""

    market: Id
    slug: Slug
    name: Annotated[Short, Field(min_length=1)]
    kind: Short = "night"
    zone: Id | None = None
    name_en: Annotated[str, Field(max_length=80)] = ""
    about: Text = ""
    about_en: Text = ""


@router.get("/events", response=Page[SeriesOut])
def listed(
    request: HttpRequest, window: Query[Window], market: Id | None = None
) -> Page[SeriesOut]:
    """The series that the caller may see."""
    found = series_seen_by(caller(request)).order_by("name", "pk")
    return page(request, found.filter(market=market) if market else found, window, SeriesOut.of)


@router.get("/events/{slug:slug}", response=SeriesOut)
def one(request: HttpRequest, slug: str) -> SeriesOut:
    """One series."""
    return SeriesOut.of(get_object_or_404(series_seen_by(caller(request)), slug=slug))


@router.post("/events", response={201: SeriesOut}, auth=operator)
def add(request: HttpRequest, told: SeriesIn) -> Status[SeriesOut]:
    """Begin a series."""
    by, given = caller(request), told.model_dump(exclude={"market", "zone"})
    market = get_object_or_404(markets_worked_at(by), pk=told.market)
    added = deeds.add(market, zone=zone_of(told.zone), **given, by=by, at=clock.now())
    return Status(201, SeriesOut.of(added))


def zone_of(pk: int | None) -> Zone | None:
    """The zone named in a request. Raises Http404 for one that is not there."""
    return None if pk is None else get_object_or_404(Zone, pk=pk)
