"""The rules about papers, changed by an operator: looked at first, then written down."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from market import rules
from market.core.actors import Actor
from market.core.hours import local_day
from market.core.refusals import Invalid
from market.models import Market, PaperPolicy, PermitType, RequirementRule

# what of a row may be said anew
EDITABLE = (
    *("instead", "goods", "without", "kinds", "not_kinds", "vendor_kinds", "shopfront", "gas"),
    *("temporary", "area_from", "area_below", "authority", "why", "why_en", "source", "read_on"),
    *("confidence", "enabled"),
)


def revised(
    row: RequirementRule, changes: dict[str, Any], *, effective_from: date
) -> RequirementRule:
    """The row as it would be, not yet written: for a look at whom it touches.

    Raises Invalid("not_editable") for what is not changed here and Invalid("areas_out_of_order")
    where no area would be left.
    """
    unknown = set(changes) - set(EDITABLE)
    if unknown:
        raise Invalid("not_editable", "{field} is not changed here.", field=min(unknown))
    fields = {
        field.attname: getattr(row, field.attname)
        for field in RequirementRule._meta.concrete_fields
        if field.attname not in ("id", "effective_from", "written_at", "written_by")
    }
    fresh = RequirementRule(**fields | changes, effective_from=effective_from)
    least, end = fresh.area_from, fresh.area_below
    if least is not None and end is not None and least >= end:
        raise Invalid(
            "areas_out_of_order",
            "The area that it begins with must be under the one that it ends at.",
            field="area_below",
        )
    return fresh


def require_everywhere(by: Actor) -> None:
    """The rules are one table for the whole house: who changes them may do so at every market."""
    for market in _everywhere():
        rules.require(by, "requirement.revise", market)


def may_revise(by: Actor) -> bool:
    """Whether require_everywhere() would let somebody."""
    return all(rules.allows(by, "requirement.revise", market) for market in _everywhere())


def _everywhere() -> list[Market | None]:
    return [*Market.objects.all()] or [None]


@transaction.atomic
def revise(
    row: RequirementRule,
    changes: dict[str, Any],
    *,
    effective_from: date,
    by: Actor,
    at: datetime,
) -> RequirementRule:
    """Write a new row of the same key that counts from a day on. The old one stays as it was.

    This will refuse a day that is over with Invalid("effective_in_the_past"): what was asked of
    people then was asked by the old rule. A row of that very day is written over.
    """
    require_everywhere(by)
    if effective_from < local_day(at):
        raise Invalid(
            "effective_in_the_past",
            "A rule changes from today on, or later.",
            field="effective_from",
        )
    fresh = revised(row, changes, effective_from=effective_from)
    if not fresh.source.strip():
        raise Invalid("source_missing", "Say where this is written.", field="source")
    fresh.written_at, fresh.written_by = at, by.name
    same = RequirementRule.objects.filter(key=row.key, effective_from=effective_from)
    fresh.pk = same.values_list("pk", flat=True).first()
    fresh.save()
    return fresh


@transaction.atomic
def set_policy(
    market: Market,
    type: PermitType,
    *,
    sign: bool,
    renew: bool,
    place: bool,
    effective_from: date,
    note: str = "",
    by: Actor,
    at: datetime,
) -> PaperPolicy:
    """Say what the lack of a kind of paper stops at a market, from a day on."""
    rules.require(by, "policy.set", market)
    if effective_from < local_day(at):
        raise Invalid(
            "effective_in_the_past",
            "A rule changes from today on, or later.",
            field="effective_from",
        )
    told: dict[str, Any] = {
        **{"sign": sign, "renew": renew, "place": place, "note": note},
        **{"written_at": at, "written_by": by.name},
    }
    row, _ = PaperPolicy.objects.update_or_create(
        market=market, type=type, effective_from=effective_from, defaults=told
    )
    return row
