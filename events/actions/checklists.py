"""The papers of a filing: ticked off, and kept with it; and how early an authority wants them."""

from datetime import datetime

from django.db import transaction

from events import rules
from events.core.filings import usual_leads
from events.core.leads import Unit
from events.models import Filing, FilingLead, FilingMaterial
from market.actions import uploads
from market.core.actors import Actor
from market.core.refusals import Invalid
from market.models import Market, PermitType

MOST_DAYS = 120


@transaction.atomic
def tick(material: FilingMaterial, *, ready: bool, by: Actor, at: datetime) -> FilingMaterial:
    """Note that a paper is there, or that it is not after all."""
    rules.require(by, "filing.prepare", material.filing)
    material.ready_at = at if ready else None
    material.save(update_fields=["ready_at"])
    return material


@transaction.atomic
def attach(
    material: FilingMaterial, content: bytes, name: str, *, by: Actor, at: datetime
) -> FilingMaterial:
    """Keep a file of the paper, once it is made harmless; the paper is there then."""
    rules.require(by, "filing.prepare", material.filing)
    material.upload = uploads.take_in(content, name, by=by, at=at)
    material.ready_at = at
    material.save(update_fields=["upload", "ready_at"])
    return material


@transaction.atomic
def set_lead(
    market: Market,
    code: str,
    *,
    days: int,
    decided_in: int | None,
    unit: str,
    source: str,
    by: Actor,
) -> FilingLead:
    """Set how early the market's authorities want a filing, with where that is written.

    It counts for what is filed from now on; what stands on a checklist keeps its day until the
    session is changed. Raises Invalid for a filing that is not known, or more than 120 days.
    """
    rules.require(by, "filing.set_lead", market)
    if code not in usual_leads():
        raise Invalid(
            "unknown_filing", "There is no filing called {code}.", code=code, field="code"
        )
    if not 0 < days <= MOST_DAYS or unit not in set(Unit):
        raise Invalid("bad_lead", "Between 1 and 120 days, natural or working ones.", field="days")
    if not source.strip():
        raise Invalid("source_needed", "Say where this is written.", field="source")
    lead, _ = FilingLead.objects.update_or_create(
        market=market,
        type=PermitType.objects.get(code=code),
        defaults={"days": days, "decided_in": decided_in, "unit": unit, "source": source.strip()},
    )
    return lead


def progress(filing: Filing) -> tuple[int, int]:
    """How many of its papers are there, and how many there are."""
    rows = list(filing.materials.all())
    return sum(row.ready_at is not None for row in rows), len(rows)
