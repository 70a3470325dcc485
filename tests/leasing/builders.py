"""Builders of leasing's things."""

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from typing import Any

from leasing.actions import applications, leases, meters, readings, tariffs
from leasing.core.drafts import DraftLine, LeaseDraft
from leasing.models import Application, Lease, LeaseSignature, Meter, Reading, Tariff
from market.actions import accounts
from market.core.actors import HOUSE
from market.models import Document, Market
from tests.builders import AT, a_market, a_pitch, a_vendor

RENT = DraftLine("rent", 170000)
READ_AT = datetime(2026, 12, 20, 2, 0, tzinfo=UTC)
_next = count(1)


def terms(**given: Any) -> LeaseDraft:
    """A year of monthly rent of 1700.00 yuan from 1 April 2026."""
    return LeaseDraft(
        **{
            "first": date(2026, 4, 1),
            "last": date(2027, 3, 31),
            "lines": (RENT,),
            **given,
        }
    )


def a_lease(**given: Any) -> Lease:
    """A drafted lease of one pitch. Further arguments are its terms."""
    pitches = given.pop("pitches", None) or [
        a_pitch(market=given.pop("market", None) or a_market())
    ]
    market = pitches[0].zone.market
    vendor = given.pop("vendor", None) or a_vendor()
    who = {name: given.pop(name) for name in ("application", "source_key") if name in given}
    return leases.draft(vendor, market, pitches, terms(**given), by=HOUSE, at=AT, **who)


def a_signed_lease(**given: Any) -> Lease:
    """One in force, with the vendor's name under it."""
    at = given.pop("at", AT)
    lease = leases.sign(a_lease(**given), by=HOUSE, at=at)
    paper = Document.objects.get(kind="contract", subject=f"lease:{lease.pk}")
    LeaseSignature.objects.create(
        lease=lease, document=paper, sha256=paper.sha256, method="scan", at=at, by_name="house"
    )
    return lease


def an_application(**given: Any) -> Application:
    """A draft with everything it needs to be handed in."""
    market = given.pop("market", None) or a_market()
    vendor = given.pop("vendor", None) or a_vendor(market=market, phone="13800000000")
    accounts.open_account(vendor, market, at=AT)
    return applications.begin(
        vendor,
        market,
        by=HOUSE,
        at=AT,
        **{"trade": "鲜肉", "starts_on": date(2026, 4, 1), **given},
    )


def a_meter(**given: Any) -> Meter:
    """An electricity meter of a pitch that showed 1000 on 1 April 2026."""
    n = next(_next)
    market = given.pop("market", None)
    serves = given.get("serves", "pitch")
    if serves == "pitch" and "pitch" not in given:
        given["pitch"] = a_pitch(market=market or a_market())
    market = market or given["pitch"].zone.market
    return meters.install(
        market,
        by=HOUSE,
        at=given.pop("at", READ_AT),
        **{
            "utility": "electricity",
            "number": f"D-{n:03}",
            "on": date(2026, 4, 1),
            "value": Decimal(1000),
            **given,
        },
    )


def a_leased_meter(**given: Any) -> tuple[Meter, Lease]:
    """A meter of a pitch that is let from 1 April 2026 for a year. Arguments are the meter's."""
    lease = a_signed_lease(market=given.pop("market", None), vendor=given.pop("vendor", None))
    pitch = lease.pitches.select_related("pitch__zone__market").get().pitch
    return a_meter(pitch=pitch, **given), lease


def a_reading(meter: Meter, day: date, value: int | str, **given: Any) -> Reading:
    """A reading that somebody took."""
    return readings.take(
        meter, day=day, value=Decimal(value), by=HOUSE, **{"at": READ_AT, "sure": True, **given}
    )


def a_price(market: Market, price: str = "0.5469", **given: Any) -> Tariff:
    """What the utility charges for a kWh from 1 January 2026 on."""
    utility = given.pop("utility", "electricity")
    return tariffs.set_price(
        market,
        utility,
        price=Decimal(price),
        by=HOUSE,
        at=READ_AT,
        **{"from_day": date(2026, 1, 1), **given},
    )
