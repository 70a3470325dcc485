"""Turning bills that are due into charges: set-based, never twice, and only the difference after."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import DataError, IntegrityError, InternalError, transaction
from django.db.models import Q

from leasing import rules
from leasing.actions import differences, plans
from leasing.core.states import LeaseState
from leasing.models import Billed, Instalment, Lease
from market.actions import allocations, charges
from market.core.actors import HOUSE, Actor
from market.core.hours import local_day
from market.core.periods import months_after
from market.core.refusals import Refusal
from market.core.reports import Line, Report
from market.models import Charge
from market.models.money import CORRECTION

PLAN_AHEAD_MONTHS = 3
CHUNK = 25_000


def charge_due(*, by: Actor, at: datetime) -> Report:
    """The charge run: every bill that has gone out by now is charged, and changed ones put right.

    This will first lay out open-ended leases further. Run twice, or twice at once, it charges
    once; missed months are caught up, each on its own bill; killed halfway, the next run goes
    on. A lease that cannot be billed is left out, reported and marked; it stops no other.
    """
    rules.require(by, "lease.bill", None)
    run = _Run(at)
    extended = run.lay_further()
    while run.next_chunk():
        pass
    return run.report(extended)


def charge_lease(lease: Lease, *, at: datetime) -> None:
    """Charge one lease what is due of it now, the difference where something changed.

    Must run inside the caller's transaction.
    """
    on = local_day(at)
    found = differences.due_bills(on=on, lease=lease.pk, left_out=[], most=CHUNK)
    bills = [bill for of_lease in found.values() for bill in of_lease]
    if bills:
        made = differences.charge(bills, on=on, at=at, note=lease.reference)
        _let_credit_pay(made.with_credit, at)


@transaction.atomic
def void(bill: Instalment, *, reason: str, by: Actor, at: datetime) -> None:
    """Take back all that was charged for a bill, because it was wrong. The next run makes it anew.

    What was paid on it becomes the vendor's credit and pays the new one.
    """
    rules.require(by, "lease.bill", bill.lease)
    Lease.objects.select_for_update().get(pk=bill.lease_id)
    standing = Billed.objects.filter(instalment=bill).select_related("charge")
    for row in standing.order_by("charge"):
        left = charges.left_of(row.charge)
        if left > 0:
            charges.reverse(
                row.charge,
                key=f"{row.charge.key}/void/{_times(row.charge)}",
                reason=reason,
                why=CORRECTION,
                by=HOUSE,
                at=at,
            )
    plans.bill_again([bill])


class _Run:
    """One charge run: what it has done so far, and what it had to leave out."""

    def __init__(self, at: datetime) -> None:
        self.at, self.on = at, local_day(at)
        self.made: list[differences.Made] = []
        self.faults: dict[int, str] = {}
        self.left_out: list[int] = []

    def lay_further(self) -> int:
        """Lay out the leases without an end whose plan runs out; a fault stops no other."""
        added = 0
        for lease in _running_out(self.on):
            try:
                with transaction.atomic():
                    added += plans.lay_further(lease, on=self.on)
            except (Refusal, ValueError) as fault:
                self.faults[lease.pk] = str(fault)
        return added

    @transaction.atomic
    def next_chunk(self) -> bool:
        """Charge the next bills. False when these were the last."""
        found = differences.due_bills(on=self.on, lease=None, left_out=self.left_out, most=CHUNK)
        if found:
            self._charge(found)
        return sum(map(len, found.values())) == CHUNK

    def report(self, extended: int) -> Report:
        _mark(self.faults)
        names = dict(Lease.objects.filter(pk__in=self.faults).values_list("pk", "reference"))
        counts = {
            "charged": sum(made.charged for made in self.made),
            "vendors": sum(made.vendors for made in self.made),
            "fen": sum(made.fen for made in self.made),
            "credited": sum(made.credited for made in self.made),
            "instalments_planned": extended,
            "faulty_leases": len(self.faults),
        }
        lines = tuple(
            Line("left_out", f"lease:{names[lease]}", said)
            for lease, said in sorted(self.faults.items())
        )
        return Report("charge_rent", counts, lines)

    def _charge(self, found: dict[int, list[int]]) -> None:
        """All of them in one go; where the database refuses, by halves until the fault is found."""
        bills = [bill for of_lease in found.values() for bill in of_lease]
        try:
            with transaction.atomic():
                made = differences.charge(bills, on=self.on, at=self.at, note="")
                _let_credit_pay(made.with_credit, self.at)
        except (DataError, IntegrityError, InternalError) as fault:
            self._isolate(found, fault)
        else:
            self.made.append(made)

    def _isolate(self, found: dict[int, list[int]], fault: Exception) -> None:
        leases = list(found)
        if len(leases) == 1:
            self.faults[leases[0]] = str(fault).splitlines()[0]
            self.left_out.extend(found[leases[0]])
            return
        half = len(leases) // 2
        for part in (leases[:half], leases[half:]):
            self._charge({lease: found[lease] for lease in part})


def _let_credit_pay(accounts: Sequence[int], at: datetime) -> None:
    if accounts:
        allocations.settle_all(accounts, at=at)


def _mark(faults: dict[int, str]) -> None:
    """Keep on each lease why it was left out, and forget it where that is over."""
    Lease.objects.exclude(billing_fault="").exclude(pk__in=faults).update(billing_fault="")
    for lease, said in faults.items():
        Lease.objects.filter(pk=lease).update(billing_fault=said[:300])


def _running_out(on: date) -> list[Lease]:
    """Open-ended leases whose stored plan ends soon."""
    open_ended = Lease.objects.filter(
        Q(ends_on__isnull=True) | Q(holdover_since__isnull=False), state=LeaseState.SIGNED
    )
    return list(
        open_ended.filter(laid_until__lte=months_after(on, PLAN_AHEAD_MONTHS))
        .select_related("market")
        .prefetch_related("lines", "concessions", "parties")
    )


def _times(charge: Charge) -> int:
    return charge.reversals.count() + 1
