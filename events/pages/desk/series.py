"""The desk's series: what repeats, its dates to come, and what can be done with them."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events import rules
from events.actions import calendar_intake, schedules
from events.actions import series as series_deeds
from events.core.laying_out import AHEAD
from events.models import Series
from events.pages import words
from events.pages.calendar import feed_link, line_of
from events.pages.forms import AnnounceForm, CalendarFileForm, RebateForm
from events.phrasing import sentences_of
from events.queries.schedules import schedule_of
from events.queries.series import coming_dates, series_of_desk
from events.queries.sessions import series_worked_by, sessions_worked_by
from market import clock
from market.core.actors import Actor
from market.pages.desk.door import desk, desk_deed, done, find, pressed
from market.pages.forms import attempt
from market.queries.days import working_calendar
from market.queries.places import markets_worked_at

PAGE = 60


@desk
def listed(request: HttpRequest, by: Actor) -> HttpResponse:
    """Every series, under its programme."""
    page = Paginator(series_of_desk(by, on=clock.today()), PAGE).get_page(request.GET.get("page"))
    markets = markets_worked_at(by)
    context = {
        "page": page,
        "lines": [_line(each) for each in page],
        "may_add": any(rules.allows(by, "series.add", each) for each in markets),
    }
    return render(request, "events/desk/series_list.html", context)


@desk
def one(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """One series with its dates."""
    series = find(series_worked_by(by).select_related("market", "zone", "continues"), pk)
    return shown(request, by, series, announce=AnnounceForm(), file=CalendarFileForm())


def shown(
    request: HttpRequest,
    by: Actor,
    series: Series,
    *,
    announce: AnnounceForm,
    file: CalendarFileForm,
) -> HttpResponse:
    """The page of a series, with these two forms."""
    language = get_language() or "zh-hans"
    dates = coming_dates(by, series, on=clock.today())
    page = Paginator(dates, PAGE).get_page(request.GET.get("page"))
    slots = _slots(series)
    closes = series.kind == "closure" and rules.allows(by, "series.edit", series)
    context = {
        "series": series,
        "rebate": RebateForm(initial={"rebate_percent": series.rebate_percent}) if closes else None,
        "title": words.name_of(series, language),
        "kind": words.Kind(series.kind).label,
        "place": words.ground_of(series, language),
        "sentences": sentences_of(schedule.rule) if (schedule := schedule_of(series)) else [],
        "feed": feed_link(words.name_of(series, language), "events:series_feed", series.slug),
        "page": page,
        "lines": [
            {
                "session": each,
                "stray": slots is not None and each.slot is not None and each.slot not in slots,
                **line_of(each),
            }
            for each in page
        ],
        "may_rule": rules.allows(by, "series.rule", series),
        "may_announce": rules.allows(by, "session.publish", series),
        "announce": announce,
        "file": file,
        "continued": series.continued_by.all(),
    }
    return render(request, "events/desk/series.html", context)


@desk_deed
def announce(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Announce a series' dates up to a day."""
    series = find(series_worked_by(by), pk)
    form = AnnounceForm(request.POST)
    act = schedules.announce_through
    counts = attempt(form, lambda told: act(series, through=told["through"], by=by, at=clock.now()))
    if counts is None:
        return shown(request, by, series, announce=form, file=CalendarFileForm())
    told = (
        _("{announced} announced. {refused} still need their permit.")
        if counts[1]
        else _("{announced} announced. They are on the public calendar and in the feeds.")
    )
    said = told.format(announced=counts[0], refused=counts[1])
    return done(request, said, "events:desk_series", pk)


@desk_deed
def allow(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Say what a closed day takes off the rents."""
    series = find(series_worked_by(by), pk)
    form = RebateForm(request.POST)
    act = series_deeds.allow
    if attempt(form, lambda told: act(series, **told, by=by, at=clock.now())) is None:
        return shown(request, by, series, announce=AnnounceForm(), file=CalendarFileForm())
    said = _("Saved. What is announced follows within a minute or two.")
    return done(request, said, "events:desk_series", pk)


@desk_deed
def bring(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Take the dates of somebody else's calendar file into a series."""
    series = find(series_worked_by(by), pk)
    form = CalendarFileForm(request.POST, request.FILES)
    act = calendar_intake.bring
    report = attempt(form, lambda told: act(told["file"].read(), series, by=by, at=clock.now()))
    if report is None:
        return shown(request, by, series, announce=AnnounceForm(), file=form)
    said = _(
        "{created} new, {changed} changed, {unchanged} as before, {left_out} left out."
    ).format(**report.counts)
    return done(request, said, "events:desk_series", pk)


@desk_deed
def leave_out(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Take a date out that was never announced."""
    session = find(sessions_worked_by(by), pk)
    said = _("Left out. The rule will not give this date again.")
    return pressed(
        request,
        lambda: schedules.leave_out(session, by=by, at=clock.now()),
        said,
        "events:desk_series",
        session.series_id,
    )


def _line(series: Series) -> dict[str, Any]:
    schedule = schedule_of(series)
    language = get_language() or "zh-hans"
    return {
        "series": series,
        "name": words.name_of(series, language),
        "programme": words.name_of(series.programme, language) if series.programme else "",
        "kind": words.Kind(series.kind).label,
        "sentence": sentences_of(schedule.rule)[0] if schedule else "",
    }


def _slots(series: Series) -> frozenset[Any] | None:
    """The starts that the rule gives now; None without one."""
    schedule = schedule_of(series)
    if schedule is None:
        return None
    on = clock.today()
    return frozenset(schedule.slots(on, on + 2 * AHEAD, working_calendar()))
