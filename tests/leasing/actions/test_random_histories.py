"""Whatever happens to leases and money, in whatever order: the books add up, billing is done once.

50 histories in every run of the tests; HUIQUAN_HISTORIES=500 for a night.
"""

import os
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leasing.actions import amendments, billing, endings, leases
from leasing.core.amending import Amendment
from leasing.core.drafts import DraftLine, DraftParty
from leasing.core.endings import EndReason
from leasing.models import Instalment, Lease
from market.actions import charges, payments
from market.core.actors import HOUSE
from market.core.refusals import Refusal
from market.models import Account, Charge, Payment
from market.queries.reconciling import differences
from tests.builders import a_market, a_vendor
from tests.leasing.builders import a_signed_lease

pytestmark = pytest.mark.django_db
HISTORIES = int(os.environ.get("HUIQUAN_HISTORIES", "50"))
FIRST = date(2026, 4, 1)
DAYS = 420

which = st.integers(0, 30)
fen = st.integers(1, 700_000)
day = st.integers(0, DAYS)
deeds = st.lists(
    st.one_of(
        st.tuples(st.just("bill")),
        st.tuples(st.just("pay"), which, fen),
        st.tuples(st.just("bounce"), which),
        st.tuples(st.just("credit"), which, fen, st.sampled_from(["waiver", "correction"])),
        st.tuples(st.just("void"), which),
        st.tuples(st.just("amend"), which, day, fen),
        st.tuples(st.just("end"), which, day, st.sampled_from(list(EndReason))),
        st.tuples(st.just("reopen"), which),
    ),
    min_size=3,
    max_size=14,
)


class House:
    """Two leases, one of them with two tenants, and the days that go by while deeds are done."""

    def __init__(self) -> None:
        market, other = a_market(), a_vendor()
        rent = DraftLine("rent", 170_000)
        a_signed_lease(
            market=market, lines=(rent, DraftLine("management", 12_000)), deposit_fen=170_000
        )
        vendor = a_vendor()
        shares = (DraftParty(vendor.pk, Fraction(1, 3)), DraftParty(other.pk, Fraction(2, 3)))
        a_signed_lease(market=market, vendor=vendor, parties=shares, interval_months=3)
        self.done, self.on = 0, FIRST

    @property
    def at(self) -> datetime:
        return datetime(self.on.year, self.on.month, self.on.day, 2, tzinfo=UTC)

    def do(self, name: str, *told: object) -> None:
        """One deed on the day after so many. What the house refuses has not happened."""
        self.done += 1
        self.on += timedelta(days=17)
        try:
            with transaction.atomic():
                getattr(self, name)(*told)
                connection.check_constraints()
        except Refusal:
            return

    def bill(self) -> None:
        billing.charge_due(by=HOUSE, at=self.at)

    def pay(self, n: int, amount_fen: int) -> None:
        payments.record(
            self._one(Account, n),
            key=f"cash/{self.done}",
            amount_fen=amount_fen,
            method="cash",
            received_on=self.on,
            by=HOUSE,
            at=self.at,
        )

    def bounce(self, n: int) -> None:
        if Payment.objects.exists():
            payments.reverse(self._one(Payment, n), reason="bounced", by=HOUSE, at=self.at)

    def credit(self, n: int, amount_fen: int, why: str) -> None:
        charges.reverse(
            self._one(Charge, n),
            amount_fen=amount_fen,
            key=f"credit/{self.done}",
            reason="agreed",
            why=why,
            by=HOUSE,
            at=self.at,
        )

    def void(self, n: int) -> None:
        billing.void(self._one(Instalment, n), reason="wrong", by=HOUSE, at=self.at)

    def amend(self, n: int, days: int, amount_fen: int) -> None:
        change = Amendment(FIRST + timedelta(days), lines=(DraftLine("rent", amount_fen),))
        amendments.amend(self._one(Lease, n), change, reason="agreed", by=HOUSE, at=self.at)

    def end(self, n: int, days: int, ground: EndReason) -> None:
        last = FIRST + timedelta(days)
        leases.end(self._one(Lease, n), last=last, reason="", ground=ground, by=HOUSE, at=self.at)

    def reopen(self, n: int) -> None:
        endings.reopen(self._one(Lease, n), reason="a slip", by=HOUSE, at=self.at)

    def _one(self, model, n):
        rows = model.objects.order_by("pk")
        return rows[n % rows.count()]


@settings(
    max_examples=HISTORIES,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(story=deeds)
def test_the_books_add_up_and_a_second_run_finds_nothing(db, story):
    with transaction.atomic():
        house = House()
        for deed in story:
            house.do(*deed)
        house.bill()
        again = billing.charge_due(by=HOUSE, at=house.at).counts
        connection.check_constraints()

        assert (again["charged"], again["credited"], again["faulty_leases"]) == (0, 0, 0)
        assert differences() == []
        transaction.set_rollback(True)
