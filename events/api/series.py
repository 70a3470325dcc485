"""/series (also under /events): what repeats, its rule, and its dates."""

from decimal import Decimal
from typing import Annotated, Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Status
from pydantic import Field

from events.actions import schedules
from events.actions import series as deeds
from events.models import Programme, Series
from events.phrasing import sentences_of
from events.queries.schedules import programmes_worked_by, schedule_of
from events.queries.sessions import series_seen_by, series_worked_by
from market import clock
from market.api.access import anyone, caller, operator
from market.api.etags import require_match, tagged
from market.api.paging import Page, Window, page
from market.api.schemas import Day, Id, Out, Short, Strict, Text
from market.core.actors import Actor
from market.models import Zone
from market.queries.places import markets_worked_at

router = Router(auth=anyone)

_TEXTS = ("name", "name_en", "about", "about_en")

Percent = Annotated[Decimal, Field(ge=0, le=100, decimal_places=2)]
Slug = Annotated[str, Field(pattern=r"^[-a-zA-Z0-9_]{1,50}$", examples=["star-street"])]


class SeriesOut(Out):
    """Sessions that belong together. Its feed is /series/{slug}.ics.

    rule: see /previews/dates, kind rule; said is the same in words. Without a rule its sessions are
    put in one by one. continues: the series whose later dates it took over. rebate_percent: of closed
    days, what each takes off the rents on its ground.
    """

    slug: str
    market: int
    zone: int | None
    kind: str
    name: str
    name_en: str
    about: str
    about_en: str
    programme: str | None
    continues: str | None
    rule: dict[str, Any] | None
    said: str
    opens: str | None
    closes: str | None
    first_on: Day | None
    last_on: Day | None
    sequence: int
    rebate_percent: Decimal | None

    @classmethod
    def of(cls, row: Series) -> "SeriesOut":
        schedule = schedule_of(row)
        hours = schedule.hours.on(schedule.first_on) if schedule else None
        return cls(
            programme=row.programme.slug if row.programme else None,
            continues=row.continues.slug if row.continues else None,
            rule=row.rule,
            said=sentences_of(schedule.rule)[0] if schedule else "",
            opens=f"{hours[0]:%H:%M}" if hours else None,
            closes=f"{hours[1]:%H:%M}" if hours else None,
            first_on=row.first_on,
            last_on=row.last_on,
            sequence=row.sequence,
            rebate_percent=row.rebate_percent,
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
    programme: Slug | None = None
    rebate_percent: Percent | None = None


class SeriesEdit(Strict):
    """What is to be said differently; what is left out stays."""

    name: Short | None = None
    name_en: Short | None = None
    about: Text | None = None
    about_en: Text | None = None
    programme: Slug | None = None
    rebate_percent: Percent | None = None


class ProgrammeOut(Out):
    """Series that are announced together."""

    slug: str
    market: int
    name: str
    name_en: str
    about: str
    about_en: str


class ProgrammeIn(Strict):
    """A new programme."""

    market: Id
    slug: Slug
    name: Annotated[Short, Field(min_length=1)]
    name_en: Annotated[str, Field(max_length=80)] = ""
    about: Text = ""
    about_en: Text = ""


@router.get("/programmes", response=Page[ProgrammeOut])
def programmes(request: HttpRequest, window: Query[Window]) -> Page[ProgrammeOut]:
    """The programmes."""
    return page(request, Programme.objects.order_by("name", "pk"), window, _programme)


@router.post("/programmes", response={201: ProgrammeOut}, auth=operator)
def add_programme(request: HttpRequest, told: ProgrammeIn) -> Status[ProgrammeOut]:
    """Begin a programme."""
    by, given = caller(request), told.model_dump(exclude={"market"})
    market = get_object_or_404(markets_worked_at(by), pk=told.market)
    added = deeds.add_programme(market, **given, by=by, at=clock.now())
    return Status(201, _programme(added))


@router.get("/events", response=Page[SeriesOut], operation_id="events")
@router.get("/series", response=Page[SeriesOut], operation_id="series")
def listed(
    request: HttpRequest, window: Query[Window], market: Id | None = None
) -> Page[SeriesOut]:
    """The series that the caller may see."""
    found = series_seen_by(caller(request)).order_by("name", "pk")
    return page(request, found.filter(market=market) if market else found, window, SeriesOut.of)


@router.get("/events/{slug:slug}", response=SeriesOut, operation_id="event")
@router.get("/series/{slug:slug}", response=SeriesOut, operation_id="one_series")
def one(request: HttpRequest, response: HttpResponse, slug: str) -> SeriesOut:
    """One series."""
    answer = SeriesOut.of(get_object_or_404(series_seen_by(caller(request)), slug=slug))
    tagged(response, answer)
    return answer


@router.post("/events", response={201: SeriesOut}, auth=operator, operation_id="add_event")
@router.post("/series", response={201: SeriesOut}, auth=operator, operation_id="add_series")
def add(request: HttpRequest, told: SeriesIn) -> Status[SeriesOut]:
    """Begin a series."""
    by, given = caller(request), told.model_dump(exclude={"market", "zone", "programme"})
    market = get_object_or_404(markets_worked_at(by), pk=told.market)
    given |= {"zone": zone_of(told.zone), "programme": programme_of(told.programme, by)}
    added = deeds.add(market, **given, by=by, at=clock.now())
    return Status(201, SeriesOut.of(added))


@router.patch("/series/{slug:slug}", response=SeriesOut, auth=operator)
@transaction.atomic
def describe(
    request: HttpRequest, response: HttpResponse, slug: str, told: SeriesEdit
) -> SeriesOut:
    """Say its name or what it is about differently."""
    by = caller(request)
    row = schedules.locked(get_object_or_404(series_worked_by(by), slug=slug))
    require_match(request, SeriesOut.of(row))
    said = told.said()
    texts = {name: said.get(name, getattr(row, name)) for name in _TEXTS}
    texts = {name: value if value is not None else "" for name, value in texts.items()}
    programme = programme_of(said["programme"], by) if "programme" in said else row.programme
    deeds.describe(row, **texts, programme=programme, by=by, at=clock.now())
    if "rebate_percent" in said:
        deeds.allow(row, rebate_percent=said["rebate_percent"], by=by, at=clock.now())
    answer = SeriesOut.of(row)
    tagged(response, answer)
    return answer


def zone_of(pk: int | None) -> Zone | None:
    """The zone named in a request. Raises Http404 for one that is not there."""
    return None if pk is None else get_object_or_404(Zone, pk=pk)


def programme_of(slug: str | None, by: Actor) -> Programme | None:
    """The programme named in a request. Raises Http404 for one that is not there."""
    return get_object_or_404(programmes_worked_by(by), slug=slug) if slug else None


def _programme(row: Programme) -> ProgrammeOut:
    return ProgrammeOut(
        slug=row.slug,
        market=row.market_id,
        name=row.name,
        name_en=row.name_en,
        about=row.about,
        about_en=row.about_en,
    )
