"""The desk's rule of a series, said and seen for three years before it holds."""

from collections import defaultdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from events.actions import schedules
from events.core.laying_out import three_years
from events.core.recurrence.lunar import lunar_day
from events.core.recurrence.patterns import Lunar
from events.core.recurrence.rules import Planned
from events.core.recurrence.sentences import lunar_day_name, lunar_month_name
from events.models import Series
from events.pages.rule_forms import RuleForm, SplitForm, initial_of
from events.phrasing import sentences_of
from events.queries.schedules import schedule_of
from events.queries.sessions import series_worked_by
from market import clock
from market.core.actors import Actor
from market.pages.desk.door import desk_form, done, find
from market.pages.forms import attempt
from market.queries.days import working_calendar


@desk_form
def rule(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Say on which days a series is."""
    series = find(series_worked_by(by), pk)
    form = RuleForm(request.POST or None, initial=_initial(series))
    if request.POST.get("step") == "save":
        ruled = attempt(form, lambda told: _set(series, told, by))
        if ruled is not None:
            said = _("Said. Its dates of the next 400 days are planned; announce them below.")
            return done(request, said, "events:desk_series", pk)
    return _page(request, form, series, _("On which days"))


@desk_form
def split(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Let a series go on otherwise from a day."""
    series = find(series_worked_by(by), pk)
    form = SplitForm(request.POST or None, initial=_initial(series) | {"slug": f"{series.slug}-2"})
    if request.POST.get("step") == "save":
        new = attempt(form, lambda told: _split(series, told, by))
        if new is not None:
            said = _("It goes on as a series of its own. Who had signed up has gone along.")
            return done(request, said, "events:desk_series", new.pk)
    return _page(request, form, series, _("This and following dates"))


def _page(request: HttpRequest, form: RuleForm, series: Series, title: str) -> HttpResponse:
    shown = _preview(form, series)
    saving = request.POST.get("step") == "save"
    context = {"form": form, "series": series, "title": title, "saving": saving, **shown}
    status = 422 if saving and form.errors else 200
    return render(request, "events/desk/rule.html", context, status=status)


def _preview(form: RuleForm, series: Series) -> dict[str, Any]:
    """The sentence and three years of dates, of what is typed or of what holds."""
    schedule = (
        (form.schedule() if form.is_valid() else None) if form.is_bound else schedule_of(series)
    )
    if schedule is None:
        return {"sentences": [], "years": []}
    days = three_years(schedule, working_calendar(), on=clock.today())
    return {
        "sentences": sentences_of(schedule.rule),
        "years": _years(days, lunar=isinstance(schedule.rule.pattern, Lunar)),
        "count": len(days),
        "provisional": any(each.provisional for each in days),
    }


def _years(days: tuple[Planned, ...], *, lunar: bool) -> list[dict[str, Any]]:
    """By year the months, by month its dates with their lunar names."""
    found: dict[int, dict[int, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for each in days:
        told = lunar_day(each.day) if lunar else None
        found[each.day.year][each.day.month].append(
            {
                "day": each.day,
                "provisional": each.provisional,
                "lunar": lunar_month_name(told.month, told.leap) + lunar_day_name(told.day)
                if told
                else "",
            }
        )
    return [
        {
            "year": year,
            "months": [
                {"first": dates[0]["day"].replace(day=1), "dates": dates}
                for dates in months.values()
            ],
            "count": sum(len(dates) for dates in months.values()),
        }
        for year, months in found.items()
    ]


def _initial(series: Series) -> dict[str, Any]:
    schedule = schedule_of(series)
    crowd = {"expected_people": series.expected_people, "features": series.features}
    if schedule is None:
        return {"every": "week", "interval": 1, "first_on": clock.today(), **crowd}
    return {**initial_of(schedule), **crowd}


def _set(series: Series, told: dict[str, Any], by: Actor) -> Series:
    return schedules.set_rule(
        series,
        rule=told["rule"],
        hours=told["hours"],
        first_on=told["first_on"],
        last_on=told["last_on"],
        expected_people=told["expected_people"],
        features=told["features"],
        by=by,
        at=clock.now(),
    )


def _split(series: Series, told: dict[str, Any], by: Actor) -> Series:
    return schedules.split(
        series,
        from_on=told["from_on"],
        slug=told["slug"],
        rule=told["rule"],
        hours=told["hours"],
        by=by,
        at=clock.now(),
    )
