"""What a vendor needs, paper by paper: why, how it stands, when and where to renew it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from market.core.renewals import Window, phase, window
from market.core.workdays import Calendar
from market.models import Need, Permit, PermitType, Pitch, RequirementRule, Vendor, Worker
from market.queries.days import working_calendar
from market.queries.lights import GOOD, Light, lights_of, terms_of


@dataclass(frozen=True)
class NeededPaper:
    """One needed paper. permit: what is on file for it, if anything; window: when to renew it.

    phase: of a checked paper: valid, open, late, applied, continues, lapsed; else the light.
    """

    vendor: Vendor
    type: PermitType
    worker: Worker | None
    pitch: Pitch | None
    rule: RequirementRule | None
    permit: Permit | None
    light: str
    phase: str
    expires_on: date | None
    window: Window | None
    instead: tuple[str, ...]

    @property
    def good(self) -> bool:
        return self.light in GOOD

    @property
    def to_do(self) -> bool:
        """Whether the vendor has something to do about it now."""
        return self.phase in ("open", "late", "lapsed", "missing", "returned", "elsewhere")


def needed_papers(vendors: Collection[int], *, on: date) -> list[NeededPaper]:
    """Every needed paper of these vendors, what wants doing first. A fixed number of queries."""
    needs = {
        need.pk: need
        for need in Need.objects.filter(vendor__in=vendors).select_related(
            "type", "worker", "pitch"
        )
    }
    if not needs:
        return []
    markets = {need.market_id for need in needs.values()}
    lights = lights_of(markets, on=on, vendors=list(vendors))
    permits = Permit.objects.select_related("type").in_bulk(
        [light.permit for light in lights if light.permit]
    )
    rules = _rules({need.rule for need in needs.values()}, on)
    calendar = working_calendar()
    found = [
        _paper(
            needs[light.need],
            light,
            permits.get(light.permit or 0),
            rules=rules,
            days=(calendar, on),
        )
        for light in lights
        if light.need in needs
    ]
    return sorted(found, key=lambda each: (each.good, not each.to_do, each.type.code))


def _paper(
    need: Need,
    light: Light,
    permit: Permit | None,
    *,
    rules: dict[str, RequirementRule],
    days: tuple[Calendar, date],
) -> NeededPaper:
    calendar, on = days
    checked = permit is not None and permit.state == "accepted" and light.light != "elsewhere"
    terms = terms_of(permit.type if permit else need.type)
    there = window(light.expires_on, terms, calendar) if light.expires_on and checked else None
    return NeededPaper(
        vendor=need.vendor,
        type=need.type,
        worker=need.worker,
        pitch=need.pitch,
        rule=rules.get(need.rule),
        permit=permit,
        light=light.light,
        phase=_phase(permit, calendar, on) if checked and permit else light.light,
        expires_on=light.expires_on,
        window=there,
        instead=tuple(need.instead),
    )


def _phase(permit: Permit, calendar: Calendar, on: date) -> str:
    return phase(
        permit.expires_on,
        terms_of(permit.type),
        calendar,
        on=on,
        applied=permit.renewal_applied_on is not None,
        in_time=permit.renewal_in_time,
    )


def _rules(keys: Collection[str], on: date) -> dict[str, RequirementRule]:
    rows = RequirementRule.objects.filter(key__in=keys, effective_from__lte=on)
    return {row.key: row for row in rows.order_by("effective_from")}
