"""The rule of a series: said, changed, cut in two, and its dates announced."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import QuerySet

from events import rules
from events.actions import announcing, call_offs, sessions
from events.actions.laying_out import lay_out
from events.core.calling_off import Cause
from events.core.laying_out import AHEAD, Schedule, followers
from events.core.occasions import Feature
from events.core.recurrence.rules import Rule, planned
from events.core.recurrence.writing import told_of, written
from events.core.states import SessionState
from events.models import Series, Session
from events.queries.schedules import schedule_of, untouched
from market.actions.contention import in_one_go
from market.core.actors import Actor
from market.core.hours import SHANGHAI, Hours, local_day, market_day
from market.core.periods import ONE_DAY, Period
from market.core.refusals import Conflict, Invalid, Refusal
from market.queries.days import working_calendar

MOST_AT_ONCE = 150
_YEARS_TO_HAPPEN = 8
_RULE = (
    *("rule", "opens", "closes", "first_on", "last_on", "expected_people", "features"),
    *("ruled_at", "sequence"),
)


@in_one_go
def set_rule(
    series: Series,
    *,
    rule: Rule,
    hours: Hours,
    first_on: date,
    last_on: date | None,
    by: Actor,
    at: datetime,
    expected_people: int | None = None,
    features: Iterable[Feature] = (),
) -> Series:
    """Say on which days a series is, and put its sessions of the next 400 days in.

    This will refuse with Conflict("rule_announced") a rule by which a date that is announced
    would no longer be: move it, call it off, or change the series from a day on (split). Raises
    Invalid("never_happens") for a rule that gives no day in eight years.
    """
    rules.require(by, "series.rule", series)
    standing = locked(series)
    schedule = Schedule(rule, hours, first_on, last_on)
    _refuse_never(schedule)
    _refuse_announced(standing, schedule, at=at)
    changed = standing.rule is not None and schedule_of(standing) != schedule
    _keep(standing, schedule, at=at)
    standing.expected_people, standing.features = expected_people, sorted(features)
    standing.sequence += changed
    standing.save(update_fields=_RULE)
    lay_out([standing], working_calendar(), at=at)
    series.refresh_from_db()
    return series


@in_one_go
def split(
    series: Series,
    *,
    from_on: date,
    slug: str,
    rule: Rule,
    hours: Hours,
    by: Actor,
    at: datetime,
) -> Series:
    """This and following: the series ends before a day, and a new one goes on from it.

    A session that is announced or asked for goes along to the new series' nearest date, at most
    three days away, with everybody who signed up; one for which there is none is called off, with
    everything that follows.
    """
    rules.require(by, "series.rule", series)
    standing = locked(series)
    old = schedule_of(standing)
    if old is None or from_on <= old.first_on:
        raise Conflict(
            "nothing_before", "Nothing of this series is before that day. Change its rule."
        )
    if from_on <= local_day(at):
        raise Invalid("day_is_past", "Choose a day that is still to come.", field="from_on")
    schedule = Schedule(rule, hours, from_on, old.last_on)
    _refuse_never(schedule)
    new = _continued(standing, slug, schedule, at=at)
    standing.last_on, standing.ruled_at = from_on - ONE_DAY, at
    standing.sequence += 1
    standing.save(update_fields=["last_on", "ruled_at", "sequence"])
    _take_along(standing, new, schedule, by=by, at=at)
    lay_out([standing, new], working_calendar(), at=at)
    series.refresh_from_db()
    new.refresh_from_db()
    return new


def announce_through(
    series: Series, *, through: date, by: Actor, at: datetime, go_on: str = ""
) -> tuple[int, int]:
    """Announce every planned date of a series up to a day; how many were, and how many could not be.

    What a permit stands in the way of, or anything speaks against, is left as it is: its own page
    says why, and asks for the reason to go on, unless go_on gives one for all of them.
    """
    rules.require(by, "session.publish", series)
    rows = series.sessions.filter(state=SessionState.PLANNED, ends_at__gt=at, day__lte=through)
    announced = refused = 0
    for session in rows.select_related("series__market").order_by("starts_at")[:MOST_AT_ONCE]:
        try:
            announcing.announce(session, by=by, at=at, go_on=go_on)
            announced += 1
        except Refusal:
            refused += 1
    return announced, refused


@transaction.atomic
def leave_out(session: Session, *, by: Actor, at: datetime) -> None:
    """Take a date out that was never announced; the rule will not give it again.

    Raises Conflict("session_in_use") for one that is announced, moved, named or asked for.
    """
    rules.require(by, "session.leave_out", session)
    series = locked(session.series)
    gone = untouched().filter(pk=session.pk).first()
    if gone is None or gone.slot is None or series.rule is None:
        raise Conflict(
            "session_in_use",
            "Something hangs on this date already, or it was put in by hand. Call it off instead.",
        )
    rule = told_of(series.rule)
    left_out = rule.left_out | {market_day(gone.slot)}
    series.rule = written(
        Rule(rule.pattern, rule.seasons, rule.shift, left_out, rule.added - left_out)
    )
    series.save(update_fields=["rule"])
    lay_out([series], working_calendar(), at=at)


def locked(series: Series) -> Series:
    """The series as the database has it, locked until the transaction ends."""
    rows = Series.objects.select_related("market", "zone")
    return rows.select_for_update(of=("self",), no_key=True).get(pk=series.pk)


def announced_ahead(series: Series, *, at: datetime) -> QuerySet[Session]:
    """The announced dates of a rule that are still to come and not called off."""
    rows = Session.objects.filter(series=series, slot__gte=at, announced_at__isnull=False)
    return rows.exclude(state=SessionState.CANCELLED).order_by("slot")


def _keep(series: Series, schedule: Schedule, *, at: datetime) -> None:
    series.rule = written(schedule.rule)
    series.opens, series.closes = schedule.hours.start, schedule.hours.end
    series.first_on, series.last_on = schedule.first_on, schedule.last_on
    series.ruled_at = at


def _continued(old: Series, slug: str, schedule: Schedule, *, at: datetime) -> Series:
    if Series.objects.filter(slug=slug).exists():
        sentence = "There is a series called {slug} already."
        raise Conflict("series_exists", sentence, slug=slug, field="slug")
    new = Series(
        market=old.market,
        programme_id=old.programme_id,
        zone=old.zone,
        slug=slug,
        kind=old.kind,
        name=old.name,
        name_en=old.name_en,
        about=old.about,
        about_en=old.about_en,
        continues=old,
        rebate_percent=old.rebate_percent,
        expected_people=old.expected_people,
        features=old.features,
    )
    _keep(new, schedule, at=at)
    new.save(force_insert=True)
    return new


def _take_along(old: Series, new: Series, schedule: Schedule, *, by: Actor, at: datetime) -> None:
    """Sessions on which something hangs go over to the new series, the others are laid out anew."""
    rows = Session.objects.filter(series=old, slot__gte=_morning(schedule.first_on))
    kept = rows.exclude(pk__in=untouched().values("pk")).exclude(state=SessionState.CANCELLED)
    there = {market_day(each.slot): each for each in kept if each.slot is not None}
    on = local_day(at)
    calendar = working_calendar()
    days = {each.day: each for each in schedule.days(on, on + AHEAD, calendar)}
    taken = followers(there, days)
    for day, session in there.items():
        if day not in taken:
            why = "the series goes on otherwise"
            call_offs.call_off(session, cause=Cause.MARKET, reason=why, by=by, at=at)
            continue
        sessions.put_into(new, session, day=taken[day], hours=schedule.hours, by=by, at=at)


def _refuse_never(schedule: Schedule) -> None:
    if schedule.last_on is not None and schedule.last_on < schedule.first_on:
        sentence = "This ends before it begins on {start}. Check both days."
        raise Invalid("ends_before_it_starts", sentence, start=schedule.first_on, field="last_on")
    start = schedule.first_on
    end = start.replace(day=1, year=start.year + _YEARS_TO_HAPPEN)
    period = schedule.period(start, end)
    calendar = working_calendar()
    for year in range(_YEARS_TO_HAPPEN):
        begins = start.replace(day=1, year=start.year + year)
        part = period.intersect(Period(begins, begins.replace(year=begins.year + 1)))
        if part is not None and planned(schedule.rule, part, calendar, anchor=start):
            return
    raise Invalid("never_happens", "There is no such day within eight years.", field="rule")


def _refuse_announced(series: Series, schedule: Schedule, *, at: datetime) -> None:
    on = local_day(at)
    slots = schedule.slots(on, on + 2 * AHEAD, working_calendar())
    for slot in announced_ahead(series, at=at).values_list("slot", flat=True):
        if slot is not None and slot not in slots:
            raise Conflict(
                "rule_announced",
                "{day} is announced and would not be a date any more. Call it off first, or change "
                "the series from a day on.",
                day=local_day(slot),
            )


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(5), tzinfo=SHANGHAI)
