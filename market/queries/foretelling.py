"""What a policy would say to whom in the days to come, and what a change of it would change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from market.core.periods import ONE_DAY
from market.core.phrases import compose
from market.core.policies import Policy, Whom
from market.core.reminders import Span, ahead, reaches
from market.core.workdays import Calendar
from market.models import Market, Notice
from market.queries.days import working_calendar
from market.queries.obligations import Due, Obligations, Told, reminded
from market.queries.policies import wordings

DAYS = 90
MOST = 5000

# {obligations} is a query for thing, due_on, market_id and variant
_DUE = """
SELECT owed.thing, owed.due_on, owed.variant FROM ({obligations}) owed
WHERE owed.market_id = %(market)s ORDER BY owed.due_on, owed.thing LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class Saying:
    """One thing that would be said: on a day, about something due, to somebody.

    change: "" for what is said either way, "new" and "gone" for what a change brings and takes.
    """

    on: date
    due: Due
    stage: str
    whom: Whom
    foreseen: bool
    change: str = ""


@dataclass(frozen=True)
class Outlook:
    """Everything that would be said, in the order of the days. whole: whether nothing is missing."""

    sayings: tuple[Saying, ...]
    whole: bool

    def counts(self) -> Mapping[str, int]:
        """How many are new, gone, and said either way."""
        found = {"new": 0, "gone": 0, "same": 0}
        for each in self.sayings:
            found[each.change or "same"] += 1
        return found

    @property
    def days(self) -> int:
        return len({each.on for each in self.sayings if each.change != "gone"})


def outlook(
    market: Market, occasion: str, before: Policy, after: Policy, *, on: date, days: int = DAYS
) -> Outlook:
    """What would be said under `after`, beside what is said under `before`. Nothing is written.

    What was said or called off already is left out; what is only foreseen says so.
    """
    source = reminded().get(occasion)
    if source is None:
        return Outlook((), whole=True)
    calendar = working_calendar()
    found: list[Saying] = []
    whole = True
    for each, foreseen in _sources(source):
        rows = _due(each, market, (before, after), calendar=calendar, on=on, days=days)
        whole = whole and len(rows) < MOST
        said = {} if foreseen else _said(each.kind, occasion, rows)
        variants = each.variants()
        for thing, due_on, variant in rows:
            keys = said.get((f"{each.kind}:{thing}", due_on), set())
            old, new = (
                _spoken(
                    policy,
                    due_on,
                    keys,
                    own=variants.get(variant),
                    on=on,
                    calendar=calendar,
                    days=days,
                )
                for policy in (before, after)
            )
            found += _compared(old, new, (thing, due_on), foreseen=foreseen, on=on)
    ordered = sorted(found, key=lambda one: (one.on, one.due[1], one.due[0], one.stage, one.whom))
    return Outlook(tuple(ordered), whole)


def _sources(source: Obligations) -> Iterable[tuple[Obligations, bool]]:
    yield source, False
    if source.foreseen is not None:
        yield source.foreseen, True


def _due(
    source: Obligations,
    market: Market,
    policies: tuple[Policy, Policy],
    *,
    calendar: Calendar,
    on: date,
    days: int,
) -> list[tuple[int, date, str]]:
    both = [Policy(stages) for stages in source.variants().values()]
    reached = [
        each
        for policy in (*policies, *both)
        for each in reaches(policy, on, calendar=calendar, days=days)
    ]
    if not reached:
        return []
    first, last = min(each.first for each in reached), max(each.last for each in reached)
    given: dict[str, Any] = {
        "market": market.pk,
        "most": MOST,
        **source.asked(first, last, on=on, calendar=calendar),
    }
    with connection.cursor() as cursor:
        cursor.execute(_DUE.format(obligations=source.owed), given)
        return list(cursor.fetchall())


def _said(
    kind: str, occasion: str, rows: list[tuple[int, date, str]]
) -> dict[tuple[str, date], set[str]]:
    """The stages that need no planning any more: what was said, or called off."""
    subjects = {f"{kind}:{thing}" for thing, _, _ in rows}
    notices = Notice.objects.filter(occasion=occasion, subject__in=subjects).exclude(
        state__in=("pending", "bundled")
    )
    found: dict[tuple[str, date], set[str]] = {}
    for subject, due_on, stage in notices.values_list("subject", "due_on", "stage"):
        if due_on is not None:
            found.setdefault((subject, due_on), set()).add(stage)
    return found


def _spoken(
    policy: Policy, due_on: date, said: set[str], *, own: Any, **when: Any
) -> dict[tuple[str, Whom], Span]:
    """own: the stages of that very kind of thing, where it has some."""
    stages = Policy(own) if own and policy.stages else policy
    spans = ahead(due_on, stages, when.pop("on"), said, **when)
    return {(span.stage.key, whom): span for span in spans for whom in span.stage.to}


def _compared(
    old: Mapping[tuple[str, Whom], Span],
    new: Mapping[tuple[str, Whom], Span],
    due: Due,
    *,
    foreseen: bool,
    on: date,
) -> Iterable[Saying]:
    for key in {**old, **new}:
        change = "" if key in old and key in new else "new" if key in new else "gone"
        span = new.get(key) or old[key]
        yield Saying(max(span.opens_on, on), due, key[0], key[1], foreseen, change)


@dataclass(frozen=True)
class Spoken:
    """A saying in words, in both languages."""

    saying: Saying
    told: Told
    zh: str
    en: str


def in_words(market: Market, occasion: str, sayings: Iterable[Saying], *, on: date) -> list[Spoken]:
    """The words of some of them, as the market says them."""
    source = reminded()[occasion]
    wanted = list(sayings)
    told: dict[tuple[Due, bool], Told] = {}
    for each, foreseen in _sources(source):
        dues = {one.due for one in wanted if one.foreseen == foreseen}
        told |= {(due, foreseen): news for due, news in each.tell(sorted(dues), on).items()}
    own = wordings([occasion])

    def words(one: Saying, news: Told, language: str) -> str:
        staff = one.whom != Whom.VENDOR
        facts = dict(news.facts(language))
        if staff and news.vendor is not None:
            facts["about"] = news.vendor.name
        wording = own.get((market.pk, occasion, "staff" if staff else "vendor", language))
        return compose(occasion, language, facts | ({"wording": wording} if wording else {})).body

    return [
        Spoken(one, news, words(one, news, "zh-hans"), words(one, news, "en"))
        for one in wanted
        if (news := told.get((one.due, one.foreseen))) is not None
    ]


def window(on: date) -> tuple[date, date]:
    """The first and the last day that is looked at."""
    return on, on + DAYS * ONE_DAY
