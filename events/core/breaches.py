"""What a change of a session does to its filings, said before the change is made.

A new time of a mass event needs the approval of the police before the old time; a new place, new
content or more people = apply again; cancelling = written notice, and the permit goes back
(大型群众性活动安全管理条例 15). A paid performance is approved anew after any change
(营业性演出管理条例 16). A report and the use of a road are made anew.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from events.core.filings import Need, needed
from events.core.leads import NO_LEADS, Leads
from events.core.occasions import Occasion
from events.core.states import FilingState


class Change(StrEnum):
    """In what way a session is another one than was filed."""

    TIME = "time"
    PLACE = "place"
    CONTENT = "content"
    MORE_PEOPLE = "more_people"
    AUTHORITY = "authority"
    CANCELLED = "cancelled"


class Remedy(StrEnum):
    """What a filing then needs."""

    APPROVAL = "approval"
    APPLY_AGAIN = "apply_again"
    REPORT_AGAIN = "report_again"
    GIVE_BACK = "give_back"
    NEW = "new"


SOURCES = {
    "MASS_EVENT": "大型群众性活动安全管理条例（国务院令第505号）第15条",
    "PERFORMANCE": "营业性演出管理条例第16条",
    "FOOD_FAIR_REPORT": "食品安全法第61条",
    "ROAD_OCCUPY": "城市道路管理条例第31条",
}


@dataclass(frozen=True, slots=True)
class Breach:
    """A filing that a change breaks or brings.

    by: the last day for its remedy. anew_by: the last day to file for the session as it will be.
    """

    code: str
    zh: str
    remedy: Remedy
    changes: tuple[Change, ...]
    authority: str
    by: date
    source: str
    anew_by: date

    def for_one(self, state: str) -> "Breach":
        """What it is for a filing in that state: only what was granted is approved anew."""
        if self.remedy is Remedy.APPROVAL and state != FilingState.GRANTED:
            return replace(self, remedy=Remedy.APPLY_AGAIN, by=self.anew_by)
        return self

    def late(self, on: date) -> bool:
        """Whether the remedy comes too late for who asks on that day."""
        return on > self.by


def changes(before: Occasion, after: Occasion) -> tuple[Change, ...]:
    """In what ways the session becomes another one, apart from who decides about it."""
    found = (
        (Change.TIME, (before.day, before.hours) != (after.day, after.hours)),
        (Change.PLACE, before.place != after.place),
        (Change.CONTENT, before.features != after.features),
        (Change.MORE_PEOPLE, (after.people or 0) > (before.people or 0)),
    )
    return tuple(change for change, made in found if made)


def breaches(before: Occasion, after: Occasion, leads: Leads = NO_LEADS) -> tuple[Breach, ...]:
    """What the change breaks, and what has to be filed that was not needed before."""
    made = changes(before, after)
    was = {need.code: need for need in needed(before, leads)}
    found = [
        _breach(was.get(need.code), need, made, min(before.day, after.day))
        for need in needed(after, leads)
    ]
    return tuple(sorted((each for each in found if each), key=lambda each: each.by))


def when_cancelled(occasion: Occasion, leads: Leads = NO_LEADS) -> tuple[Breach, ...]:
    """What calling the session off asks for: notice in writing before the day, and the permit back."""
    return tuple(
        Breach(
            need.code,
            need.zh,
            Remedy.GIVE_BACK,
            (Change.CANCELLED,),
            need.authority,
            occasion.day,
            SOURCES[need.code],
            need.apply_by,
        )
        for need in needed(occasion, leads)
    )


def _breach(
    was: Need | None, need: Need, made: tuple[Change, ...], first_day: date
) -> Breach | None:
    if was is None:
        by = need.apply_by
        return Breach(need.code, need.zh, Remedy.NEW, made, need.authority, by, need.source, by)
    counts = tuple(
        change for change in made if change != Change.MORE_PEOPLE or need.code == "MASS_EVENT"
    )
    if was.authority != need.authority:
        counts = (*counts, Change.AUTHORITY)
    if not counts:
        return None
    remedy = _remedy(need.code, counts)
    # approval of a new time has to come before the old one, and before the new one
    by = first_day if remedy is Remedy.APPROVAL else need.apply_by
    source = SOURCES[need.code]
    return Breach(need.code, need.zh, remedy, counts, need.authority, by, source, need.apply_by)


def _remedy(code: str, counts: tuple[Change, ...]) -> Remedy:
    if code == "FOOD_FAIR_REPORT":
        return Remedy.REPORT_AGAIN
    if code == "MASS_EVENT" and counts == (Change.TIME,):
        return Remedy.APPROVAL
    return Remedy.APPLY_AGAIN
