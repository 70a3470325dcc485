"""What is on at the demo market: nights on Star Street, the growers' mornings, one festival."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from events.actions import announcing, call_offs, filings, schedules, series, sessions
from events.core.occasions import Feature
from events.core.recurrence.writing import read
from events.models import FilingMaterial, Programme, Session
from market.core.actors import Actor
from market.core.hours import SHANGHAI, Hours, local_day
from market.core.official_days import PUBLISHED
from market.core.periods import ONE_DAY
from market.demo.working_hours import at_work
from market.models import Market, SpecialDay, Zone

FRIDAY, SATURDAY, SUNDAY = 5, 6, 7
WEEK = 7 * ONE_DAY
NIGHT = Hours.between(time(17, 30), time(23, 30))
MORNING = Hours.between(time(6), time(10))
FAIR = Hours.between(time(6), time(12))
FEAST = Hours.between(time(18), time(22))
SONGS = Hours.between(time(19), time(21, 30))
FESTIVAL = Hours.between(time(10), time(21, 30))

# of the season, what lies behind and before us, and how far ahead it is announced
BACK, AHEAD, ANNOUNCED = 8 * WEEK, 7 * WEEK, 5 * WEEK


def days_off() -> None:
    """The days off that are published: without them the demo's year would be provisional."""
    told = (
        *((day, "holiday") for day in PUBLISHED.holidays),
        *((day, "workday") for day in PUBLISHED.working_weekends),
    )
    SpecialDay.objects.bulk_create(
        (SpecialDay(day=day, kind=kind, source="国办发明电") for day, kind in sorted(told)),
        ignore_conflicts=True,
    )


def programmes(market: Market, *, by: Actor, at: datetime) -> dict[str, Programme]:
    """What the series of the year are put under."""
    told = (
        ("evenings", "星空街四季", "Star Street through the year"),
        ("fairs-and-feasts", "赶集与节庆", "Fairs and feasts"),
    )
    return {
        slug: series.add_programme(market, slug=slug, name=name, name_en=en, by=by, at=at)
        for slug, name, en in told
    }


def nights(
    market: Market, programme: Programme | None = None, *, by: Actor, at: datetime
) -> list[Session]:
    """Every Friday and Saturday of the season; one of those past was called off for the wind."""
    street = Zone.objects.get(market=market, code="star-street")
    nights = series.add(
        market,
        slug="star-street",
        kind="night",
        zone=street,
        programme=programme,
        name="星空街夜市",
        name_en="Star Street nights",
        about="四十八个摊位，吃的喝的都有。逢周五、周六，下雨照常，大风另行通知。",
        about_en="Forty-eight stalls to eat and drink at, Fridays and Saturdays, rain or shine.",
        by=by,
        at=at,
    )
    on, planned = local_day(at), at - 9 * ONE_DAY
    first = next(days_on((FRIDAY,), on - BACK, on))
    schedules.set_rule(
        nights,
        rule=read({"every": "week", "weekdays": [FRIDAY, SATURDAY]}),
        hours=NIGHT,
        first_on=first,
        last_on=on + 26 * WEEK,
        expected_people=800,
        by=by,
        at=at - BACK,
    )
    held = list(nights.sessions.filter(day__lt=on + AHEAD).order_by("starts_at"))
    for session in held:
        then = _noon(session.day - 4 * WEEK, planned)
        session.created_at = session.changed_at = then
        if session.day <= on + ANNOUNCED:
            sessions.publish(session, by=by, at=then)
    Session.objects.bulk_update(held, ["created_at"])
    call_offs.call_off(
        held[5], cause="weather", reason="大风蓝色预警", by=by, at=_noon(held[5].day, at)
    )
    held[5].refresh_from_db()
    _one_that_was_moved(held, on, by=by, at=at)
    return held


def _one_that_was_moved(held: list[Session], on: date, *, by: Actor, at: datetime) -> None:
    """The last Friday that is announced gives way to its eve and has a name of its own."""
    nights = (each for each in reversed(held) if each.day.isoweekday() == FRIDAY)
    session = next(each for each in nights if each.day <= on + ANNOUNCED)
    then = at_work(at - ONE_DAY)
    eve, zone = session.day - ONE_DAY, session.zone
    sessions.move_to(session, day=eve, hours=NIGHT, zone=zone, by=by, at=then)
    sessions.rename(session, name="星空街电影夜", name_en="Film night", note="", by=by, at=then)


def fairs(market: Market, programme: Programme, *, by: Actor, at: datetime) -> None:
    """The fair on lunar days that end in 5 and 0, and the nights around the year's feasts."""
    told: tuple[tuple[str, str, str, str, str, str, Any, Hours], ...] = (
        (
            "manshan-fair",
            "fair",
            "蔄山大集",
            "Manshan fair",
            "逢五逢十，天亮开集，晌午散。",
            "On lunar days that end in 5 and 0, from daybreak to noon.",
            {"every": "lunar", "days": [5, 10, 15, 20, 25, 30], "leap": "include"},
            FAIR,
        ),
        (
            "feast-nights",
            "community",
            "节庆之夜",
            "Nights of the feasts",
            "元宵、七夕、中秋，星空街有灯有戏。",
            "Lantern Festival, Qixi and Mid-Autumn with lights and a play on Star Street.",
            {"every": "festival", "keys": ["lantern", "qixi", "mid_autumn"]},
            FEAST,
        ),
        (
            "eve-songs",
            "performance",
            "歇班前夜唱一晚",
            "Songs on the eve of a day off",
            "第二天不上班，晚上来唱歌。明年放假安排出来以前，日子先暂定。",
            "Nobody works tomorrow: come and sing. Provisional until the days off are published.",
            {"every": "off", "which": "eves"},
            SONGS,
        ),
    )
    on, planned = local_day(at), at - 9 * ONE_DAY
    hall = Zone.objects.filter(market=market).order_by("position", "pk").first()
    for slug, kind, name, name_en, about, about_en, rule, hours in told:
        one = series.add(
            market,
            slug=slug,
            kind=kind,
            zone=hall if slug == "eve-songs" else None,
            programme=programme,
            name=name,
            name_en=name_en,
            about=about,
            about_en=about_en,
            by=by,
            at=planned,
        )
        schedules.set_rule(
            one, rule=read(rule), hours=hours, first_on=on, last_on=None, by=by, at=planned
        )
        through = on + (13 if slug == "manshan-fair" else 7) * WEEK
        if slug != "eve-songs":
            knowing = "摆在门前空地，不用场内的电"
            schedules.announce_through(one, through=through, by=by, at=planned, go_on=knowing)


def mornings(market: Market, *, by: Actor, at: datetime) -> None:
    """Sundays at six the growers sell from their own fields."""
    growers = series.add(
        market,
        slug="growers-mornings",
        kind="community",
        name="自产自销早集",
        name_en="Growers' Sunday mornings",
        about="自家地里的菜、果、蛋，周日一早摆出来，卖完就走，不收摊位费。",
        about_en="Vegetables, fruit and eggs from the growers' own fields. No pitch fee.",
        by=by,
        at=at,
    )
    on, planned = local_day(at), at - 5 * ONE_DAY
    for day in days_on((SUNDAY,), on - 3 * WEEK, on + 5 * WEEK):
        then = _noon(day - 2 * WEEK, planned)
        session = sessions.schedule(growers, day=day, hours=MORNING, by=by, at=then)
        sessions.publish(session, by=by, at=then)


def festival(market: Market, *, by: Actor, at: datetime) -> Session:
    """One Saturday for 4,800 people, with a stage and half the road: every filing there is."""
    fair = series.add(
        market,
        slug="food-festival",
        kind="fair",
        name="蔄山美食文化节",
        name_en="Manshan food festival",
        about="六十家小吃、舞台演出、海鲜现做，一整天。",
        about_en="Sixty kitchens, a stage, and seafood straight from the boat, all day long.",
        by=by,
        at=at,
    )
    on = local_day(at)
    day = next(days_on((SATURDAY,), on + 32 * ONE_DAY, on + 6 * WEEK))
    then = at_work(at - 3 * WEEK)
    session = sessions.schedule(
        fair,
        day=day,
        hours=FESTIVAL,
        expected_people=4800,
        features=(
            Feature.FOOD_FAIR,
            Feature.PAID_PERFORMANCE,
            Feature.TEMPORARY_STAGE,
            Feature.PUBLIC_ROAD,
        ),
        note="舞台搭在大厅南侧，占用门前半幅路；当天星空街照常。",
        by=by,
        at=then,
    )
    _file(session, by=by, at=at)
    knowing = "当天星空街照常，舞台十点前收"
    announcing.announce(session, by=by, at=at_work(at - WEEK), go_on=knowing)
    return session


def days_on(weekdays: tuple[int, ...], first: date, end: date) -> Iterator[date]:
    """The days in [first, end) that fall on these weekdays (ISO)."""
    day = first
    while day < end:
        if day.isoweekday() in weekdays:
            yield day
        day += ONE_DAY


def _file(session: Session, *, by: Actor, at: datetime) -> None:
    """One granted, one under way, one refused, and one nobody has begun."""

    def ago(days: int) -> datetime:
        return at_work(at - days * ONE_DAY)

    filed = {filing.type.code: filing for filing in session.filings.select_related("type")}
    filings.apply(filed["MASS_EVENT"], by=by, at=ago(9))
    filings.grant(filed["MASS_EVENT"], number="DEMO-371099-12", by=by, at=ago(3))
    filings.apply(filed["FOOD_FAIR_REPORT"], by=by, at=ago(8))
    filings.apply(filed["ROAD_OCCUPY"], by=by, at=ago(8))
    papers = FilingMaterial.objects.filter(filing__session=session)
    papers.exclude(filing=filed["PERFORMANCE"]).update(ready_at=ago(10))
    papers.filter(filing=filed["PERFORMANCE"], position__lt=2).update(ready_at=ago(1))
    reason = "公交改线方案还没有，补上再报"
    filings.refuse(filed["ROAD_OCCUPY"], reason=reason, by=by, at=ago(2))


def _noon(day: date, latest: datetime) -> datetime:
    """Noon of a day, or of the latest day on which it can have been."""
    return datetime.combine(min(day, local_day(latest)), time(12), tzinfo=SHANGHAI)
