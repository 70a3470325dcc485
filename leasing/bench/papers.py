"""How long it takes to say who has which papers, and whom a changed rule touches."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from time import perf_counter
from typing import TypeVar

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from leasing.models import Lease, LeasePitch
from market.actions import needs, requirements
from market.core.actors import HOUSE
from market.models import (
    Account,
    Market,
    Permit,
    PermitType,
    Pitch,
    RequirementRule,
    Vendor,
    Worker,
    Zone,
)
from market.queries.affected import touched_by
from market.queries.lights import lights_of
from market.queries.matrix import lines_of, tally
from market.queries.requirements import as_rule

T = TypeVar("T")
AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
ON = date(2026, 3, 2)
TRADES = ("小吃", "熟食", "蔬菜", "鲜肉", "粮油干货")
CODES = ("BIZ_LICENSE", "SD_SMALL_CATERING", "FOOD_PERMIT", "HEALTH_CERT")


def run(vendors: int = 5000) -> dict[str, float]:
    """Seconds over so many vendors with four papers each; nothing is kept."""
    with transaction.atomic():
        market = laid_out(vendors)
        _, reckoned = _timed(lambda: needs.reckon(by=HOUSE, at=AT))
        counted_anew()
        _, again = _timed(lambda: needs.reckon(by=HOUSE, at=AT))
        with CaptureQueriesContext(connection) as told:
            lights, seconds = _timed(lambda: lights_of([market.pk], on=ON))
        _, counted = _timed(lambda: (lines_of(lights), tally(lights)))
        touched, tried = _timed(lambda: _touched(market))
        figures = {
            "permits": float(Permit.objects.count()),
            "needs": float(len(lights)),
            "queries for the lights": float(len(told)),
            "seconds, every light": seconds,
            "seconds, lines and counts": counted,
            "seconds, everything reckoned": reckoned,
            "seconds, reckoned again": again,
            "touched by a changed rule": float(touched),
            "seconds, whom it touches": tried,
        }
        transaction.set_rollback(True)
    return figures


def _touched(market: Market) -> int:
    rule = RequirementRule.objects.select_related("paper").get(key="catering-small-shop")
    fresh = requirements.revised(rule, {"area_below": Decimal(20)}, effective_from=ON)
    return len(touched_by(as_rule(fresh), on=ON, markets=[market.pk]))


def laid_out(count: int) -> Market:
    """A market with so many vendors: a shop, a lease, a worker and four papers each."""
    market = Market.objects.create(code="bench-papers", name="bench")
    zone = Zone.objects.create(market=market, code="z", name="z")
    pitches = Pitch.objects.bulk_create(
        Pitch(
            zone=zone,
            code=f"P-{n}",
            code_key=f"p-{n:06}",
            kind="shopfront",
            shopfront=True,
            area_m2=Decimal(30 + n % 40),
        )
        for n in range(count)
    )
    people = Vendor.objects.bulk_create(
        Vendor(
            name=f"v{n}",
            name_key=f"v{n:06}",
            kind="household",
            trade=TRADES[n % len(TRADES)],
            since=AT,
        )
        for n in range(count)
    )
    Account.objects.bulk_create(
        Account(vendor=vendor, market=market, opened_at=AT) for vendor in people
    )
    workers = Worker.objects.bulk_create(
        Worker(vendor=vendor, name="w", name_key="w", since=ON) for vendor in people
    )
    leases = Lease.objects.bulk_create(
        Lease(
            reference=f"L{n}",
            market=market,
            vendor=vendor,
            state="signed",
            starts_on=date(2026, 1, 1),
            ends_on=date(2026, 12, 31),
            created_at=AT,
        )
        for n, vendor in enumerate(people)
    )
    LeasePitch.objects.bulk_create(
        LeasePitch(lease=lease, pitch=pitch) for lease, pitch in zip(leases, pitches, strict=True)
    )
    _file(people, workers)
    counted_anew()
    return market


def counted_anew() -> None:
    """Let the database know how much there is, as it would find out by itself in a while."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE market_permit, market_need, market_pitch, market_vendor")


def _file(people: list[Vendor], workers: list[Worker]) -> None:
    """Four papers each, running out all over the next two years."""
    types = PermitType.objects.in_bulk(CODES, field_name="code")
    Permit.objects.bulk_create(
        (
            Permit(
                vendor=vendor,
                type=types[code],
                worker=worker if code == "HEALTH_CERT" else None,
                state="accepted",
                expires_on=date.fromordinal(ON.toordinal() + (n * 7 + place * 97) % 700 - 30),
                submitted_at=AT,
            )
            for n, (vendor, worker) in enumerate(zip(people, workers, strict=True))
            for place, code in enumerate(CODES)
        ),
        batch_size=5000,
    )


def _timed(deed: Callable[[], T]) -> tuple[T, float]:
    begun = perf_counter()
    answer = deed()
    return answer, perf_counter() - begun
