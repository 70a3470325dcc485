"""/series/{slug}: its rule, its dates for three years, and what is done with them all at once."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import File, Router, Status, UploadedFile

from events.actions import calendar_intake, schedules
from events.api.series import SeriesOut, Slug
from events.api.sessions import Clock, People
from events.core.calendar_files import MOST_BYTES
from events.core.laying_out import three_years
from events.core.occasions import Feature
from events.core.recurrence.writing import read
from events.models import Series
from events.queries.schedules import schedule_of
from events.queries.sessions import series_seen_by, series_worked_by
from market import clock
from market.api.access import anyone, caller, operator
from market.api.schemas import Day, Out, Strict
from market.core.actors import Actor
from market.core.hours import Hours
from market.queries.days import working_calendar

router = Router(auth=anyone)


class RuleIn(Strict):
    """A rule, its hours, and between which days it holds."""

    rule: dict[str, Any]
    opens: Clock
    closes: Clock
    first_on: Day
    last_on: Day | None = None
    expected_people: People | None = None
    features: list[Feature] = []


class SplitIn(Strict):
    """How a series goes on from a day, under a name of its own."""

    from_on: Day
    slug: Slug
    rule: dict[str, Any]
    opens: Clock
    closes: Clock


class ThroughIn(Strict):
    """Up to which day."""

    through: Day


class AnnouncedOut(Out):
    """How many dates were announced, and how many must wait for a permit."""

    announced: int
    refused: int


class DateOut(Out):
    """A day that the rule gives. provisional: the days off of that year are not published."""

    day: Day
    provisional: bool


class DatesOut(Out):
    """Three years of a series' rule."""

    said: str
    dates: list[DateOut]
    provisional: bool


class LeftOut(Out):
    """What was not taken, and why."""

    name: str
    why: str


class BroughtOut(Out):
    """What a calendar file came to."""

    created: int
    changed: int
    unchanged: int
    left_out: list[LeftOut]


@router.put("/series/{slug:slug}/rule", response=SeriesOut, auth=operator)
def rule(request: HttpRequest, slug: str, told: RuleIn) -> SeriesOut:
    """Say on which days it is. Its sessions of the next 400 days are planned at once."""
    by = caller(request)
    given = told.model_dump(exclude={"rule", "opens", "closes"})
    row = schedules.set_rule(
        _worked(by, slug),
        rule=read(told.rule),
        hours=Hours.between(told.opens, told.closes),
        **given,
        by=by,
        at=clock.now(),
    )
    return SeriesOut.of(row)


@router.get("/series/{slug:slug}/dates", response=DatesOut)
def dates(request: HttpRequest, slug: str) -> DatesOut:
    """The next three years by its rule."""
    series = get_object_or_404(series_seen_by(caller(request)), slug=slug)
    schedule = schedule_of(series)
    found = three_years(schedule, working_calendar(), on=clock.today()) if schedule else ()
    return DatesOut(
        said=SeriesOut.of(series).said,
        dates=[DateOut(day=each.day, provisional=each.provisional) for each in found],
        provisional=any(each.provisional for each in found),
    )


@router.post("/series/{slug:slug}/split", response={201: SeriesOut}, auth=operator)
def split(request: HttpRequest, slug: str, told: SplitIn) -> Status[SeriesOut]:
    """This and following: it ends before the day, and a new series goes on from it."""
    by = caller(request)
    new = schedules.split(
        _worked(by, slug),
        from_on=told.from_on,
        slug=told.slug,
        rule=read(told.rule),
        hours=Hours.between(told.opens, told.closes),
        by=by,
        at=clock.now(),
    )
    return Status(201, SeriesOut.of(new))


@router.post("/series/{slug:slug}/announce", response=AnnouncedOut, auth=operator)
def announce(request: HttpRequest, slug: str, told: ThroughIn) -> AnnouncedOut:
    """Announce its planned dates up to a day."""
    by = caller(request)
    series = _worked(by, slug)
    counts = schedules.announce_through(series, through=told.through, by=by, at=clock.now())
    return AnnouncedOut(announced=counts[0], refused=counts[1])


@router.post("/series/{slug:slug}/import", response=BroughtOut, auth=operator)
def bring(request: HttpRequest, slug: str, file: File[UploadedFile]) -> BroughtOut:
    """Take the dates of somebody else's calendar file (.ics, at most 1 MB) in."""
    by = caller(request)
    content = file.read(MOST_BYTES + 1)
    report = calendar_intake.bring(content, _worked(by, slug), by=by, at=clock.now())
    counts = {name: report.counts[name] for name in ("created", "changed", "unchanged")}
    left_out = [LeftOut(name=each.about, why=each.note) for each in report.lines]
    return BroughtOut(**counts, left_out=left_out)


def _worked(by: Actor, slug: str) -> Series:
    return get_object_or_404(series_worked_by(by), slug=slug)
