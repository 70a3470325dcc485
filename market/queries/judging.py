"""Who may stand, sign and renew: what is missing, what that stops, and who was let pass."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language

from market.core.refusals import Conflict
from market.core.trading import Place
from market.models import PaperPolicy, PermitType, Suspension, Vendor, Worker
from market.queries.lights import Light, lights_for
from market.queries.paper_policies import policies_on, standing_overrides, suspended_on
from market.queries.requirements import Needed, needed_at, rules_on, stands_of


@dataclass(frozen=True)
class Lack:
    """A paper that is not in order: its kind, whose it should be, how it stands."""

    type: PermitType
    who: str
    light: str
    expires_on: date | None

    @property
    def said(self) -> str:
        """Its name, with the person it belongs to, in the reader's language."""
        english = (get_language() or "").startswith("en")
        name = self.type.name_en if english and self.type.name_en else self.type.name
        if not self.who:
            return name
        return f"{name} ({self.who})" if english else f"{name}（{self.who}）"


@dataclass(frozen=True)
class Judgement:
    """What stands in a vendor's way on a day, what only wants mending, and what was let pass."""

    vendor: int
    stops: tuple[Lack, ...] = ()
    warns: tuple[Lack, ...] = ()
    let_pass: tuple[Lack, ...] = ()
    suspension: Suspension | None = None

    @property
    def may(self) -> bool:
        return not self.stops and self.suspension is None


def judge(
    places: Iterable[Place], market: int, *, act: str, on: date, decided_on: date | None = None
) -> dict[int, Judgement]:
    """By vendor, whether it may do this at these places on that day.

    act: sign, renew or place. decided_on: the day on which it is done, whose policy
    counts; the day itself when left out. Who is let pass signs on a day within that span, and
    stands on a night within it. A fixed number of queries, for one vendor and for three hundred.
    """
    stands = stands_of(places, on=on)
    vendors = sorted({stand.vendor for stand in stands})
    if not vendors:
        return {}
    found = lights_for(needed_at(stands, rules_on(on)).values(), on=on)
    decided = decided_on or on
    policies = policies_on(market, on=decided)
    overrides = standing_overrides(market, vendors, on=on if act == "place" else decided)
    suspended = suspended_on(market, vendors, on=on)
    bad = [(need, light) for need, light in found if not light.good]
    lacks = _lacks(bad)
    judged: dict[int, Judgement] = {}
    for vendor in vendors:
        stops: list[Lack] = []
        warns: list[Lack] = []
        passed: list[Lack] = []
        for (need, light), lack in zip(bad, lacks, strict=True):
            if need.vendor != vendor:
                continue
            if not _stops(policies.get(need.paper), act):
                warns.append(lack)
            elif overrides.get(vendor, set()) & {None, light.type}:
                passed.append(lack)
            else:
                stops.append(lack)
        judged[vendor] = Judgement(
            vendor, tuple(stops), tuple(warns), tuple(passed), suspended.get(vendor)
        )
    return judged


def require_papers(
    vendor: Vendor,
    places: Iterable[Place],
    market: int,
    *,
    act: str,
    on: date,
    decided_on: date | None = None,
) -> Judgement:
    """This will refuse what a vendor may not do for want of a paper, or while it is suspended.

    Raises Conflict: vendor_suspended, or papers_lacking with every paper that is in the way.
    """
    found = judge(places, market, act=act, on=on, decided_on=decided_on)
    judged = found.get(vendor.pk, Judgement(vendor.pk))
    if judged.suspension is not None:
        raise Conflict(
            "vendor_suspended",
            "{vendor} may not trade for now: {reason}. Reinstate them first.",
            vendor=vendor.name,
            reason=judged.suspension.reason,
            since=judged.suspension.since,
        )
    if judged.stops:
        raise Conflict(
            "papers_lacking",
            "{vendor} lacks what the law asks for: {papers}. Bring it, or let them pass for some "
            "days with a reason.",
            vendor=vendor.name,
            papers="、".join(lack.said for lack in judged.stops),
            lacks=[{"type": lack.type.code, "light": lack.light} for lack in judged.stops],
        )
    return judged


def _lacks(bad: list[tuple[Needed, Light]]) -> list[Lack]:
    """Two queries for all of them."""
    types = PermitType.objects.in_bulk({light.type for _, light in bad})
    people = Worker.objects.in_bulk({light.worker for _, light in bad if light.worker})
    return [
        Lack(
            types[light.type],
            people[light.worker].name if light.worker else "",
            light.light,
            light.expires_on,
        )
        for _, light in bad
    ]


def _stops(policy: PaperPolicy | None, act: str) -> bool:
    return policy is not None and bool(getattr(policy, act))
