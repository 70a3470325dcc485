"""What a vendor should know of the ground at a glance: what is owed, which paper runs out."""

from datetime import date
from typing import Any

from market.core.actors import Actor
from market.core.money import yuan
from market.core.waiting import Glance
from market.queries.money import accounts_seen_by, balances
from market.queries.needed_papers import needed_papers
from market.queries.permits import expiring, lapsed, permits_seen_by, to_check

SOON_DAYS = 45


def glance(actor: Actor, on: date) -> list[Glance]:
    """Money first, then papers; nothing where there is nothing to say."""
    return [*_money(actor, on), *_papers(actor, on)]


def _money(actor: Actor, on: date) -> list[Glance]:
    accounts = accounts_seen_by(actor).filter(vendor__in=actor.vendors)
    book = balances(accounts, on=on)
    overdue_fen = sum(balance.overdue_fen for balance in book)
    open_fen = sum(balance.open_fen for balance in book)
    if overdue_fen:
        words = "{amount} yuan should have been paid by now."
        return [Glance(words, {"amount": yuan(overdue_fen)}, "/me/bills/", "overdue", urgent=True)]
    if open_fen:
        return [Glance("{amount} yuan to pay.", {"amount": yuan(open_fen)}, "/me/bills/", "open")]
    return []


def _papers(actor: Actor, on: date) -> list[Glance]:
    mine = permits_seen_by(actor).filter(vendor__in=actor.vendors)
    found = []
    for permit in lapsed(mine, on=on):
        facts: dict[str, Any] = {"paper": permit.type, "day": permit.expires_on}
        words = "{paper} was valid until {day}. Please bring the new one."
        found.append(Glance(words, facts, "/me/papers/", "lapsed", urgent=True))
    for permit in expiring(mine, on=on, days=SOON_DAYS):
        facts = {"paper": permit.type, "day": permit.expires_on}
        words = "{paper} is valid until {day}. Renew it in time."
        found.append(Glance(words, facts, "/me/papers/", "expiring"))
    missing = sum(each.phase == "missing" for each in needed_papers(actor.vendors, on=on))
    if missing:
        words = "Papers that your stall needs and we have not got: {count}."
        found.append(Glance(words, {"count": missing}, "/me/papers/", "missing", urgent=True))
    waiting = to_check(mine).count()
    if waiting:
        words = "Papers that we are checking: {count}."
        found.append(Glance(words, {"count": waiting}, "/me/papers/", "submitted"))
    return found
