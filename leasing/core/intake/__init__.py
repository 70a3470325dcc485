"""The kinds of rows that leasing takes in from tables."""

from typing import Any

from leasing.core.intake.leases import LEASES, LeaseRow
from leasing.core.intake.payments import PAYMENTS, Method, PaymentRow
from leasing.core.intake.readings import READINGS, ReadingRow
from market.core.maps import Kind

KINDS: dict[str, Kind[Any]] = {kind.name: kind for kind in (LEASES, PAYMENTS, READINGS)}

__all__ = [
    "KINDS",
    "LEASES",
    "PAYMENTS",
    "READINGS",
    "LeaseRow",
    "Method",
    "PaymentRow",
    "ReadingRow",
]
