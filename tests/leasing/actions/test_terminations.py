"""The cases of leases that end early, through leases.end and the books."""

from datetime import date

import pytest

from leasing.actions import leases
from leasing.core.drafts import DraftLine
from leasing.queries.lease_charges import account_of, charges_of_lease
from market.actions import payments
from market.core.actors import HOUSE
from market.core.money import fen, yuan
from market.queries.arrears import with_credits
from tests.builders import AT
from tests.leasing.builders import a_signed_lease
from tests.leasing.late import moment
from tests.rent_cases import cases

pytestmark = pytest.mark.django_db
MONTHS = {"month": 1, "year": 12}


def day(text):
    return date.fromisoformat(text)


def pay(charge, amount_fen):
    payments.record(
        charge.account,
        key=f"test/{charge.pk}",
        amount_fen=amount_fen,
        method="bank",
        received_on=charge.due_on,
        by=HOUSE,
        at=AT,
        first=[charge],
    )


def figures(lease, paid_fen):
    """What the books say once the lease has ended, as the cases put it."""
    charge = with_credits(charges_of_lease(lease)).get()
    credit_fen = sum(account_of(lease).payments.values_list("free_fen", flat=True))
    return {
        "should_have_been": yuan(charge.amount_fen - charge.credited_fen),
        "credit_total": yuan(charge.credited_fen),
        "offset_against_unpaid": yuan(charge.credited_fen - credit_fen),
        "refund": yuan(credit_fen),
        "still_due": yuan(charge.open_fen),
    }


@pytest.mark.parametrize(("given", "expected"), cases("termination"))
def test_the_cases_of_an_early_end_come_out_through_the_books(given, expected):
    first, last = map(day, given["billed_period"])
    ends = day(given["last_day"])
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    begins = min(first, ends.replace(day=1)) if ends < first else first
    per = given["charge"]["per"]
    line = DraftLine("rent", fen(given["charge"]["amount"]), per=per, first=first)
    lease = a_signed_lease(
        first=begins, last=last, lines=(line,), interval_months=months, at=moment(first)
    )
    charge = charges_of_lease(lease).get()
    assert yuan(charge.amount_fen) == given["billed"]
    pay(charge, fen(given["paid"]))

    leases.end(lease, last=ends, reason="left early", by=HOUSE, at=moment(ends))

    assert figures(lease, fen(given["paid"])) == expected


@pytest.mark.parametrize(("given", "expected"), cases("termination_future"))
def test_bills_of_later_periods_are_credited_in_full_through_the_books(given, expected):
    spans = [tuple(map(day, invoice["period"])) for invoice in given["invoices"]]
    line = DraftLine("rent", fen(given["invoices"][0]["amount"]))
    lease = a_signed_lease(
        first=spans[0][0], last=spans[-1][1], lines=(line,), at=moment(spans[-1][0])
    )
    charges = list(charges_of_lease(lease))
    for charge, invoice in zip(charges, given["invoices"], strict=True):
        if fen(invoice["paid"]):
            pay(charge, fen(invoice["paid"]))

    leases.end(lease, last=day(given["last_day"]), reason="left", by=HOUSE, at=moment(spans[-1][1]))

    found = []
    for charge in with_credits(charges_of_lease(lease)):
        if charge.credited_fen == charge.amount_fen:
            found.append({"status": "credited_in_full", "open": yuan(charge.open_fen)})
        else:
            found.append({"status": "paid", "amount": yuan(charge.amount_fen)})
    credit_fen = sum(account_of(lease).payments.values_list("free_fen", flat=True))
    assert {"invoices": found, "refund": yuan(credit_fen)} == expected
