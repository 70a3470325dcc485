"""Who may not trade here for a time: asked by applications, leases and sessions alike."""

from dataclasses import dataclass
from datetime import date

from market.core.inspecting.bars import Bar, bar_of
from market.core.inspecting.states import PenaltyState
from market.core.refusals import Conflict
from market.models import Penalty, Vendor


@dataclass(frozen=True)
class Barred:
    """until: the last day. reason: in the operator's words, or empty where penalties say it."""

    until: date
    reason: str


def bar_by_penalties(vendor: Vendor) -> Bar | None:
    """What the standing penalties of a vendor, at whichever market, come to."""
    standing = Penalty.objects.filter(vendor=vendor, state=PenaltyState.STANDING)
    return bar_of(standing.values_list("penalised_on", "trade_class"))


def barred(vendor: Vendor, *, on: date) -> Barred | None:
    """Whether a vendor is barred on a day: by the operator, or by three penalties in a year."""
    said = [Barred(vendor.barred_until, vendor.barred_reason)] if vendor.barred_until else []
    found = bar_by_penalties(vendor)
    if found is not None and found.since <= on:
        said.append(Barred(found.until, ""))
    lasting = [bar for bar in said if bar.until >= on]
    return max(lasting, key=lambda bar: bar.until, default=None)


def require_free(vendor: Vendor, *, on: date) -> None:
    """This will refuse a vendor who is barred on the day, with Conflict("vendor_barred")."""
    bar = barred(vendor, on=on)
    if bar is not None:
        raise Conflict(
            "vendor_barred",
            "{vendor} may not trade here until {until}.",
            vendor=vendor.name,
            until=bar.until,
        )
