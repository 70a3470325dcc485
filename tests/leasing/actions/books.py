"""What stands in the books of a lease or of a vendor, in fen, to be compared in one line."""

from datetime import date

from django.db.models import Sum

from market.actions import payments
from market.core.actors import HOUSE
from market.models import Account, Charge


def charged(lease):
    """What was charged of each bill, with its corrections."""
    found = {}
    for bill in lease.instalments.filter(billed__isnull=False).distinct().order_by("period"):
        charges = [row.charge for row in bill.billed.all()]
        found[bill.period.lower] = sum(
            one.amount_fen + sum(back.amount_fen for back in one.reversals.all()) for one in charges
        )
    return found


def booked(vendor):
    """What was charged to a vendor in all, less what was credited."""
    return Charge.objects.filter(account__vendor=vendor).aggregate(fen=Sum("amount_fen"))["fen"]


def owed(vendor):
    return Charge.objects.filter(account__vendor=vendor).aggregate(fen=Sum("open_fen"))["fen"]


def credit(vendor):
    """What of a vendor's payments has paid nothing yet."""
    account = Account.objects.get(vendor=vendor)
    return account.payments.aggregate(fen=Sum("free_fen"))["fen"] or 0


def pay(vendor, fen, *, at, key="cash/1"):
    payments.record(
        Account.objects.get(vendor=vendor),
        key=key,
        amount_fen=fen,
        method="cash",
        received_on=date(2026, 4, 1),
        by=HOUSE,
        at=at,
    )
