"""Erasing what is no longer needed: destroyed for good, with a line that it was and why."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from market import rules
from market.actions import uploads
from market.core.actors import Actor
from market.core.hours import local_day
from market.core.refusals import Invalid
from market.core.reports import Line, Report
from market.core.retention import FILE_LEAST_DAYS, Kept
from market.models import Complaint, Erasure, Retention, Vendor, Worker
from market.queries.erasures import ASKED, Due, due_by, over_of

MOST_AT_ONCE = 500
_GONE = {"id_kind": "", "id_sealed": "", "id_print": "", "id_masked": ""}


@transaction.atomic
def erase_due(*, by: Actor, at: datetime) -> Report:
    """Destroy what is due today: files and their keys, identity numbers, numbers of complainers.

    Twice is once: what is gone is not found again. What was revealed, moved or signed stays.
    """
    rules.require(by, "erasure.run", None)
    on = local_day(at)
    due = due_by(on, on=on)[:MOST_AT_ONCE]
    destroy(due, by=by, at=at)
    return Report(
        "erase_due",
        {"erased": len(due)},
        tuple(Line("erased", each.subject, each.why) for each in due),
    )


@transaction.atomic
def erase_over(vendors: Collection[Vendor], *, by: Actor, at: datetime) -> int:
    """Destroy now, because the vendor asks, what queries.erasures.over_of finds. Returns how much.

    Twice is once. Only the vendor's own may ask, not who helps.
    """
    for vendor in vendors:
        rules.require(by, "vendor.erase", vendor)
    on = local_day(at)
    over = [replace(due, due_on=on, why=ASKED) for due in over_of([v.pk for v in vendors], on=on)]
    destroy(over, by=by, at=at)
    return len(over)


def destroy(due: Sequence[Due], *, by: Actor, at: datetime) -> None:
    """Have these gone for good, with a line for each. Must run inside the caller's transaction."""
    by_noun: dict[str, list[int]] = defaultdict(list)
    for each in due:
        by_noun[each.noun].append(each.pk)
    uploads.destroy(by_noun["upload"], at=at)
    Worker.objects.filter(pk__in=by_noun["worker"]).update(**_GONE)
    Vendor.objects.filter(pk__in=by_noun["vendor"]).update(**_GONE)
    Complaint.objects.filter(pk__in=by_noun["complaint"]).update(
        contact_sealed="", contact_masked=""
    )
    Erasure.objects.bulk_create(_line(each, by, at) for each in due)


@transaction.atomic
def edit(retention: Retention, changes: dict[str, object], *, by: Actor, at: datetime) -> Retention:
    """Change for how long something is kept, or where that is written. changes: keep_days, purpose, source.

    Raises Invalid below half a year for the vendor's file: that long it must stay.
    """
    rules.require_somewhere(by, "retention.edit")
    unknown = sorted(changes.keys() - {"keep_days", "purpose", "purpose_en", "source"})
    if unknown:
        raise Invalid("unknown_field", "There is no field called {field}.", field=unknown[0])
    days = int(str(changes.get("keep_days", retention.keep_days)))
    if retention.code == Kept.VENDOR_FILE and days < FILE_LEAST_DAYS:
        raise Invalid(
            "kept_too_short",
            "A vendor's file is kept for at least {least} days after the vendor has left.",
            least=FILE_LEAST_DAYS,
            field="keep_days",
        )
    Retention.objects.filter(pk=retention.pk).update(**changes)
    retention.refresh_from_db()
    return retention


def _line(due: Due, by: Actor, at: datetime) -> Erasure:
    return Erasure(
        subject=due.subject,
        kept=due.kept,
        vendor_id=due.vendor,
        ended_on=due.ended_on,
        due_on=due.due_on,
        why=due.why,
        sha256=due.sha256,
        at=at,
        by_id=by.user,
        by_name=by.name,
    )
