"""Builders of leasing's things."""

from datetime import date
from typing import Any

from leasing.actions import applications, leases
from leasing.core.drafts import DraftLine, LeaseDraft
from leasing.models import Application, Lease, LeaseSignature
from market.actions import accounts
from market.core.actors import HOUSE
from market.models import Document
from tests.builders import AT, a_market, a_pitch, a_vendor

RENT = DraftLine("rent", 170000)


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
