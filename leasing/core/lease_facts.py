"""What a lease has, as far as its clauses depend on it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class FreeDays:
    """Days without rent, both included. claw_back: owed after all by whoever leaves early."""

    first: date
    last: date
    claw_back: bool = True


@dataclass(frozen=True)
class Share:
    """One of several tenants, and the part that is theirs, as people say it: "1/3", "40%"."""

    tenant: str
    part: str


@dataclass(frozen=True)
class LeaseFacts:
    """Whoever fills these in says only what differs from an ordinary stall let for a year.

    Amounts are decimal yuan strings, rates percent as text. steps: how the rent rises, in words
    ("自2027年4月1日起每月1,785.00元"). hours: the time of day it is open, in words, or "".
    """

    market: str
    vendor: str
    pitches: tuple[str, ...]
    first: date
    last: date | None
    goods: tuple[str, ...] = ()
    food: bool = False
    gas: bool = False
    temporary_until: date | None = None
    deposit: str = "0.00"
    deposit_return_days: int = 30
    free: tuple[FreeDays, ...] = ()
    steps: tuple[str, ...] = ()
    late_fee_percent_per_day: str = "0.05"
    late_fee_cap_percent: str = "30"
    metered: bool = True
    heating: bool = False
    closure_rebate: bool = True
    sublet_with_consent: bool = True
    shares: tuple[Share, ...] = ()
    night: bool = False
    weekdays: str = ""
    hours: str = ""
    cure_days: int = 15
    leave_notice_days: int = 30
