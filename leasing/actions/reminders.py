"""Reminders of bills: one for all that a vendor has to pay at a market by one day."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings

from leasing import rules
from market.actions import planning
from market.actions.notices import draft
from market.core.actors import Actor
from market.core.hours import local_day
from market.core.reminders import RENT
from market.core.reports import Report
from market.models import Account, Notice
from market.queries.bills import open_bills

# A bill is what one account owes by one day, whatever for. Its subject is the account and its day
# is a fact: when a due date is moved, that is another bill, and the old one is settled.
_BILLS = """
    SELECT account_id AS thing, due_on, 0 AS policy FROM market_charge
    WHERE open_fen > 0 AND due_on BETWEEN %(first)s AND %(last)s
    GROUP BY account_id, due_on
"""


def plan_rent(*, by: Actor, at: datetime) -> Report:
    """This will write down what is to be said about bills, ten days ahead.

    Rent and fees that are due on one day make one message, over their sum. Bills that are paid,
    or overdue past the last stage, are left alone.
    """
    rules.require(by, "lease.bill", None)
    lacks = planning.lacking("account", _BILLS, {0: RENT}, on=local_day(at))
    return planning.write_down("plan_rent_notices", _drafts(lacks, at))


def _drafts(lacks: list[planning.Lack], at: datetime) -> Iterator[Notice]:
    known = Account.objects.select_related("vendor", "market")
    accounts = known.in_bulk([lack.thing for lack in lacks])
    bills = open_bills({(lack.thing, lack.due_on) for lack in lacks})
    for lack in lacks:
        account = accounts[lack.thing]
        bill = bills.get((lack.thing, lack.due_on))
        if bill is None:  # paid since it was asked for
            continue
        for planned in lack.planned:
            for channel in settings.NOTICE_CHANNELS:
                yield draft(
                    planned.occasion,
                    subject=planned.subject,
                    key=planned.key(channel),
                    channel=channel,
                    vendor=account.vendor,
                    market=account.market,
                    facts={
                        **bill.facts(account.vendor.language),
                        "due_on": lack.due_on.isoformat(),
                    },
                    not_before=planned.not_before,
                    stale_at=planned.stale_at,
                    at=at,
                )
