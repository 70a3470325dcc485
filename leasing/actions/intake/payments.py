"""Payments from a cash book, a bank statement or a paying service's bill."""

from collections.abc import Iterable, Sequence

from leasing.core.intake import PAYMENTS, PaymentRow
from market.actions import payments
from market.actions.accounts import open_account
from market.actions.intake.errands import Errand, Intake
from market.actions.intake.holders import Register, required
from market.actions.intake.runs import run
from market.core.deliveries import Delivery
from market.core.intake import VendorRow
from market.core.landings import IntakeReport, Landing, Outcome, turned_away
from market.core.maps import MappedRow
from market.core.payment_keys import payment_key
from market.core.refusals import Invalid, Refusal
from market.models import Payment

_PAYER = 60


def bring(delivery: Delivery[PaymentRow], errand: Errand, *, dry_run: bool) -> IntakeReport:
    """Book the payments of a list; each pays its vendor's oldest open charges.

    One with a reference is known by it, also where it was typed in at the desk before; two just
    alike without one are two. A payment in the books under another amount or vendor is refused.
    No receipts are sent.
    """

    def land(rows: Sequence[MappedRow[PaymentRow]]) -> Iterable[Landing]:
        return _Chunk(rows, delivery, errand).landings()

    return run(delivery, errand, land, dry_run=dry_run, scope=errand.market)


class _Chunk:
    """Some lines of payments, the vendors they name, and those that are in the books."""

    def __init__(
        self, rows: Sequence[MappedRow[PaymentRow]], delivery: Delivery[PaymentRow], errand: Errand
    ) -> None:
        self.errand, self.columns = errand, delivery.columns
        self.rows = [
            (row.line, row.value, _key(row.value, row.nth, errand))
            for row in rows
            if row.value is not None
        ]
        self.register = Register(errand, [_vendor(row) for _, row, _ in self.rows])
        keys = [key for _, _, key in self.rows]
        self.booked = {each.key: each for each in Payment.objects.filter(key__in=keys)}

    def landings(self) -> list[Landing]:
        done = []
        for line, row, key in self.rows:
            try:
                done.append(Landing(line, self._landed(row, key)))
            except Refusal as refusal:
                done.append(turned_away(line, [refusal], self.columns))
        return done

    def _landed(self, row: PaymentRow, key: str) -> Outcome:
        if row.received_on > self.errand.on:
            raise Invalid(
                "paid_in_future",
                "This day is yet to come. Please look at the date again.",
                field="received_on",
            )
        found = self.register.holder(row.vendor, row.vendor_phone, field="vendor")
        vendor = required(found, row.vendor, field="vendor")
        booked = self.booked.get(key)
        account = open_account(vendor, self.errand.market, at=self.errand.at)
        payments.record(
            account,
            key=key,
            amount_fen=row.amount_fen,
            method=str(row.method),
            received_on=row.received_on,
            payer=row.payer[:_PAYER],
            note=row.note,
            by=self.errand.by,
            at=self.errand.at,
            quietly=True,
        )
        return Outcome.UNCHANGED if booked else Outcome.CREATED


def _vendor(row: PaymentRow) -> VendorRow:
    return VendorRow(name=row.vendor, phone=row.vendor_phone)


def _key(row: PaymentRow, nth: int, errand: Errand) -> str:
    """The provider's own, or else what the line says and which of several alike it is."""
    market = errand.market.code
    if row.reference:
        return payment_key(str(row.method), row.reference, market=market)
    return payment_key(f"list/{row.method}", row.source_key(nth), market=market)


INTAKE = Intake(PAYMENTS, bring)
