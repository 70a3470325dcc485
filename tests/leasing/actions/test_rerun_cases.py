"""The `rerun` cases, through signing, the charge run, payments and the real database."""

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from django.db.models import Sum

from leasing.actions import amendments, billing, leases
from leasing.core.drafts import DraftLine, DraftParty
from leasing.models import Billed, Instalment, Lease
from market.actions import payments
from market.core.actors import HOUSE
from market.core.money import fen, yuan
from market.core.periods import ONE_DAY
from market.models import Account, Charge
from tests.builders import a_market, a_pitch, a_vendor
from tests.leasing.builders import a_lease
from tests.races import at_once
from tests.rent_cases import cases

YEARLY = fen("1000.00")
START = date(2026, 1, 1)


def morning(day):
    return datetime(day.year, day.month, day.day, 1, 0, tzinfo=UTC)


def goes_out(window):
    """The day on which the bill of a month's run goes out: the first of the month before."""
    year, month = map(int, window.split("-"))
    return morning(date(year, month - 1, 1))


class Story:
    """One case as it is lived: the lease is signed, then step follows step."""

    def __init__(self, asked):
        self.market = a_market(
            billing_lead="month_before", billing_notice_days=17, merge_late_bills=True
        )
        self.created = []
        self.faults = 0
        self.lease = None
        self.steps = list(asked["steps"])
        self.amount = YEARLY
        self.parties = ()

    def play(self):
        for step in self.steps:
            if self.lease is None and not self._before_signing(step):
                self.sign(START)
            self.take(step)
        return self

    def _before_signing(self, step):
        return {"activate", "joint_tenants", "faulty_lease_first"} & step.keys()

    def sign(self, on):
        lease = a_lease(
            pitches=[a_pitch(market=self.market)],
            vendor=self.vendor if self.parties else a_vendor(),
            first=START,
            last=None,
            lines=(DraftLine("rent", self.amount, per="year"),),
            interval_months=3,
            parties=self.parties,
        )
        self.lease = leases.sign(lease, by=HOUSE, at=morning(on))
        self.first = set(Billed.objects.values_list("instalment_id", flat=True))

    def take(self, step):
        match step:
            case {"run": window}:
                self.run(goes_out(window))
            case {"run_concurrently": windows}:
                at_once(
                    *[
                        lambda w=window: billing.charge_due(by=HOUSE, at=goes_out(w))
                        for window in windows
                    ]
                )
            case {"activate": day, "expect": expect}:
                self.activate(date.fromisoformat(day), expect)
            case {"pay": "all"}:
                self.pay()
            case {"set_charge": amount}:
                self.set_charge(fen(amount))
            case {"joint_tenants": 2}:
                self.vendor, other = a_vendor(), a_vendor()
                half = Fraction(1, 2)
                self.parties = (DraftParty(self.vendor.pk, half), DraftParty(other.pk, half))
            case {"void": "all"}:
                for bill in self.later():
                    billing.void(bill, reason="wrong", by=HOUSE, at=goes_out("2026-04"))
            case {"faulty_lease_first": True}:
                self.break_one()
            case {"skip": _}:
                pass
            case _:
                raise AssertionError(f"unknown step {step}")

    def run(self, at):
        counts = billing.charge_due(by=HOUSE, at=at).counts
        self.created.append(counts["charged"])
        self.faults = counts["faulty_leases"]

    def activate(self, day, expect):
        self.sign(day)
        bill = Instalment.objects.get(pk__in=self.first)
        assert [bill.period.lower.isoformat(), (bill.period.upper - ONE_DAY).isoformat()] == expect[
            "period"
        ]
        charges = Charge.objects.filter(account__vendor=self.lease.vendor)
        assert yuan(charges.aggregate(sum=Sum("amount_fen"))["sum"]) == expect["amount"]
        self.created.append(charges.count())
        self.first = set()

    def pay(self):
        account = Account.objects.get(vendor=self.lease.vendor)
        owed = account.charges.aggregate(sum=Sum("open_fen"))["sum"]
        payments.record(
            account,
            key="cash/1",
            amount_fen=owed,
            method="cash",
            received_on=date(2026, 3, 2),
            by=HOUSE,
            at=goes_out("2026-04"),
        )

    def set_charge(self, amount_fen):
        line = self.lease.lines.get(item__code="rent")
        amendments.correct(
            self.lease,
            line,
            amount_fen=amount_fen,
            reason="typed wrong",
            by=HOUSE,
            at=goes_out("2026-04"),
        )

    def break_one(self):
        """A lease without an end whose plan runs out, and whose terms were spoilt meanwhile."""
        pitches = [a_pitch(market=self.market, code="X-1")]
        spoilt = a_lease(pitches=pitches, vendor=a_vendor(), first=START, last=None)
        leases.sign(spoilt, by=HOUSE, at=morning(START))
        for bill in spoilt.instalments.filter(billed__isnull=True):
            bill.lines.all().delete()
            bill.delete()
        Lease.objects.filter(pk=spoilt.pk).update(
            due_rule="day_of_month", due_day=None, laid_until=date(2026, 4, 1)
        )

    def later(self):
        """The bills behind the one that was made when the lease was signed."""
        bills = Instalment.objects.filter(lease=self.lease, billed__isnull=False)
        return list(bills.exclude(pk__in=self.first).distinct().order_by("period"))

    def net(self):
        """What was charged for the later bills, less what was credited."""
        total = 0
        for bill in self.later():
            for row in bill.billed.select_related("charge"):
                total += row.charge.amount_fen
                total += sum(row.charge.reversals.values_list("amount_fen", flat=True))
        return total

    def active(self):
        """Charges of the later bills that stand, by bill and tenant."""
        standing = set()
        for bill in self.later():
            for row in bill.billed.select_related("charge"):
                left = row.charge.amount_fen + sum(
                    row.charge.reversals.values_list("amount_fen", flat=True)
                )
                if left:
                    standing.add((bill.pk, row.charge.account.vendor_id))
        return len(standing)


@pytest.mark.parametrize(("asked", "expected"), cases("rerun"))
def test_a_rerun_does_what_its_case_says(asked, expected, real_transactions):
    story = Story(asked).play()

    found = {
        "created": story.created,
        "invoices": story.active(),
        "active_invoices": story.active(),
        "created_at_most": story.created,
        "invoices_for_healthy_leases": story.active(),
        "reported_failures": story.faults,
        "net_billed": yuan(story.net()),
        "adjustment": yuan(story.net() - YEARLY // 4),
        "periods": [
            [bill.period.lower.isoformat(), (bill.period.upper - ONE_DAY).isoformat()]
            for bill in story.later()
        ],
        "invoices_for_period": expected.get("invoices_for_period"),
    }
    if "created_at_most" in expected:
        assert all(a <= b for a, b in zip(story.created, expected["created_at_most"], strict=True))
        return
    assert {name: found[name] for name in expected} == expected
