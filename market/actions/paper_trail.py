"""Bills and statements: asked for at the desk or by the vendor, frozen, handed out."""

from datetime import date, datetime

from django.db import transaction

from market import rules
from market.core.actors import Actor
from market.core.hours import local_day
from market.core.periods import Period
from market.core.refusals import Invalid
from market.documents import bills, statements
from market.models import Account, Document
from market.queries.account_statements import entries_of, open_on, opening_of

MOST_DAYS = 3 * 366


@transaction.atomic
def bill(account: Account, *, due_on: date, by: Actor, at: datetime) -> Document:
    """The bill of a day: all that is due on it and still open.

    This will refuse with Invalid("nothing_due") a day on which nothing is left to pay.
    """
    rules.require(by, "account.print", account)
    charges = open_on(_locked(account), due_on)
    if not charges:
        raise Invalid(
            "nothing_due",
            "Nothing that is due on {due_on} is still to be paid. Choose another day.",
            due_on=due_on,
            field="due_on",
        )
    return bills.freeze(account, charges, due_on=due_on, on=local_day(at), at=at)


@transaction.atomic
def statement(account: Account, *, first: date, last: date, by: Actor, at: datetime) -> Document:
    """The statement of a span of days, both included; at most three years."""
    rules.require(by, "account.print", account)
    if last < first or (last - first).days >= MOST_DAYS:
        raise Invalid(
            "bad_span",
            "Choose a first and a last day, at most three years apart.",
            field="last",
        )
    span = Period.through(first, last)
    locked = _locked(account)
    entries = entries_of(locked, span)
    opening = opening_of(locked, on=first)
    return statements.freeze(account, entries, span, opening_fen=opening, at=at)


def _locked(account: Account) -> Account:
    """The account, held, so that two who ask at once freeze one paper."""
    return Account.objects.select_for_update(no_key=True).get(pk=account.pk)
