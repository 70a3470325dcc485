"""办展倒推表: from a session's day, head-count and features to what must be filed, and by when.

Every number is a default with its source; the authority's own notice always wins over it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from events.core.leads import NO_LEADS, Lead, Leads, Unit
from events.core.occasions import Feature, Occasion
from events.core.states import FilingState

MASS, CITY = 1000, 5000


@dataclass(frozen=True, slots=True)
class Need:
    """A filing that a session needs.

    apply_by: the last day to file. decided_by: the day by which an answer to a filing made on
    that last day is due, None for a report, which nobody decides. unit: how its days are counted.
    """

    code: str
    zh: str
    authority: str
    apply_by: date
    decided_by: date | None
    source: str
    confidence: str
    unit: Unit = Unit.DAY

    def late(self, on: date) -> bool:
        """Whether the last day to file has passed."""
        return on > self.apply_by


@dataclass(frozen=True, slots=True)
class _Rule:
    """code names the permit type. Days are natural ones, the first not counted (民法典 201)."""

    code: str
    zh: str
    en: str
    when: Callable[[Occasion], bool]
    authority: Callable[[Occasion], str]
    days_before: int
    decided_in: int | None
    source: str
    confidence: str


def _with(feature: Feature) -> Callable[[Occasion], bool]:
    return lambda occasion: feature in occasion.features


def _always(authority: str) -> Callable[[Occasion], str]:
    return lambda occasion: authority


def _is_mass(occasion: Occasion) -> bool:
    return (occasion.people or 0) >= MASS


def _police(occasion: Occasion) -> str:
    return "市级公安机关" if (occasion.people or 0) >= CITY else "县级公安机关"


_RULES = (
    _Rule(
        "MASS_EVENT",
        "大型群众性活动安全许可",
        "Safety permit for a mass event",
        _is_mass,
        _police,
        days_before=20,
        decided_in=7,
        source="大型群众性活动安全管理条例（国务院令第505号）第12、13、14条",
        confidence="A",
    ),
    # the law gives no lead time: an answer in 3 days must come before the day itself
    _Rule(
        "PERFORMANCE",
        "营业性演出批准",
        "Approval of a paid performance",
        _with(Feature.PAID_PERFORMANCE),
        _always("县级文化主管部门"),
        days_before=4,
        decided_in=3,
        source="营业性演出管理条例第13条",
        confidence="C",
    ),
    _Rule(
        "FOOD_FAIR_REPORT",
        "食品展销会举办前报告",
        "Report of a food fair",
        _with(Feature.FOOD_FAIR),
        _always("县级市场监督管理部门"),
        days_before=1,
        decided_in=None,
        source="食品安全法第61条",
        confidence="A",
    ),
    # how early is for the two offices to publish; the eve is only the last day of all
    _Rule(
        "ROAD_OCCUPY",
        "临时占用城市道路",
        "Temporary use of a public road",
        _with(Feature.PUBLIC_ROAD),
        _always("市政工程主管部门、公安交管部门"),
        days_before=1,
        decided_in=None,
        source="城市道路管理条例第31条",
        confidence="C",
    ),
)

# the authorities for English readers
ENGLISH = {
    "市级公安机关": "City police",
    "县级公安机关": "County police",
    "县级文化主管部门": "County culture office",
    "县级市场监督管理部门": "County market regulator",
    "市政工程主管部门、公安交管部门": "Municipal works office and traffic police",
}


def needed(occasion: Occasion, leads: Leads = NO_LEADS) -> tuple[Need, ...]:
    """Every filing the session needs, the earliest to be made first.

    leads: what the operator has set instead of the table's days, as the authority publishes it.
    """
    found = [_need(rule, occasion, leads) for rule in _RULES if rule.when(occasion)]
    return tuple(sorted(found, key=lambda need: need.apply_by))


def _need(rule: _Rule, occasion: Occasion, leads: Leads) -> Need:
    usual = Lead(rule.days_before, rule.decided_in, source=rule.source)
    lead = leads.own.get(rule.code, usual)
    apply_by = leads.counted(occasion.day, -lead.days, lead.unit)
    answered = lead.decided_in
    return Need(
        code=rule.code,
        zh=rule.zh,
        authority=rule.authority(occasion),
        apply_by=apply_by,
        decided_by=None if answered is None else leads.counted(apply_by, answered, lead.unit),
        source=lead.source or rule.source,
        confidence=rule.confidence,
        unit=lead.unit,
    )


def answer_due(code: str, applied_on: date, leads: Leads = NO_LEADS) -> date | None:
    """By when the authority should answer what was filed on that day; None for a report."""
    lead = leads.own.get(code) or usual_leads().get(code)
    if lead is None or lead.decided_in is None:
        return None
    return leads.counted(applied_on, lead.decided_in, lead.unit)


def usual_leads() -> dict[str, Lead]:
    """The table's own days, by code of filing."""
    return {
        rule.code: Lead(rule.days_before, rule.decided_in, source=rule.source) for rule in _RULES
    }


def broken_by(before: Occasion, after: Occasion) -> frozenset[str]:
    """The codes of the filings that no longer cover the session after such a change.

    Another time, place or content, another authority, or a larger crowd than was filed (条例 15):
    fewer people break nothing as long as the same authority stays in charge.
    """
    moved = (before.day, before.hours, before.place) != (after.day, after.hours, after.place)
    grown = (after.people or 0) > (before.people or 0)
    authorities = {need.code: need.authority for need in needed(after)}
    return frozenset(
        need.code
        for need in needed(before)
        if moved
        or before.features != after.features
        or (need.code == "MASS_EVENT" and grown)
        or authorities.get(need.code, need.authority) != need.authority
    )


def stands_in_the_way(code: str, state: str, apply_by: date, *, on: date) -> bool:
    """Whether a session may not be announced: its safety permit is out of time and not granted."""
    return code == "MASS_EVENT" and state != FilingState.GRANTED and on > apply_by


def numbered(code: str) -> bool:
    """Whether the authority decides and answers with a number; a report is only received."""
    return any(rule.code == code and rule.decided_in is not None for rule in _RULES)


def english_name(code: str) -> str:
    """What a filing is called in English; empty for one that this table does not know."""
    return next((rule.en for rule in _RULES if rule.code == code), "")
