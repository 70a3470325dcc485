"""Quick tests of produce for pesticides, and what became of what failed."""

import uuid
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from market import rules
from market.actions.contention import one_at_a_time
from market.core.actors import Actor
from market.core.hours import local_day
from market.core.inspecting.measures import Verdict, quick_test
from market.core.refusals import Conflict, Invalid
from market.models import Market, Pitch, QuickTest, Vendor


@transaction.atomic
def record(
    market: Market,
    vendor: Vendor,
    *,
    key: uuid.UUID,
    day: date,
    sample: str,
    inhibition: Decimal | None,
    by: Actor,
    at: datetime,
    pitch: Pitch | None = None,
    origin: str = "",
) -> QuickTest:
    """Write a test down. The same key is the same test. inhibition: in percent; none: no result.

    Source of the verdict: GB/T 5009.199-2003, positive from 50 percent.
    """
    rules.require(by, "quicktest.record", market)
    one_at_a_time(f"quick-test/{key}")
    if known := QuickTest.objects.filter(key=key).first():
        return known
    if not sample.strip():
        raise Invalid("missing_text", "Please fill this in.", field="sample")
    if day > local_day(at):
        raise Invalid("day_to_come", "This day is still to come.", field="day")
    if not vendor.accounts.filter(market=market).exists():
        raise Invalid("other_market", "This vendor is not at this market.", field="vendor")
    if pitch is not None and pitch.zone.market_id != market.pk:
        raise Invalid(
            "other_market", "{pitch} is not at this market.", pitch=pitch.code, field="pitch"
        )
    return QuickTest.objects.create(
        key=key,
        market=market,
        vendor=vendor,
        pitch=pitch,
        day=day,
        sample=sample.strip()[:40],
        origin=origin.strip()[:100],
        inhibition=inhibition,
        verdict=quick_test(inhibition),
        tested_at=at,
        tested_by_id=by.user,
        by_name=by.name[:60],
    )


@transaction.atomic
def dispose(test: QuickTest, *, disposal: str, by: Actor, at: datetime) -> QuickTest:
    """Say what became of goods that failed: taken from sale, tested again at a laboratory, destroyed."""
    rules.require(by, "quicktest.dispose", test)
    locked = QuickTest.objects.select_for_update(of=("self",)).get(pk=test.pk)
    if locked.verdict != Verdict.FAILED or locked.disposed_at is not None:
        raise Conflict("not_now", "There is nothing to be done about this test.")
    if not disposal.strip():
        raise Invalid("reason_missing", "Please say what became of the goods.", field="disposal")
    QuickTest.objects.filter(pk=test.pk).update(disposal=disposal.strip()[:300], disposed_at=at)
    test.refresh_from_db()
    return test
