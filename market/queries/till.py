"""Whose account is meant by what a cashier types."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Replace
from django.utils.module_loading import import_string

from market.core.actors import Actor
from market.core.pinyin import initials_pattern
from market.models import Payment
from market.queries.arrears import with_sums
from market.queries.money import accounts_seen_by

MOST = 12


def found_accounts(actor: Actor, text: str, *, on: date) -> list[Any]:
    """Accounts by name, pinyin or its first letters, phone, stall, lease or payment reference.

    With their sums, those with something to pay first; at most twelve.
    """
    words = text.strip()
    if not words:
        return []
    rows = accounts_seen_by(actor).annotate(
        pinyin=Replace("vendor__name_key", Value(" "), Value(""))
    )
    meant = _by_vendor(words) | _by_reference(words) | _by_place(words, on)
    return list(with_sums(rows.filter(meant), on=on).order_by("-open_sum", "pk")[:MOST])


def _by_vendor(words: str) -> Q:
    meant = (
        Q(vendor__name__icontains=words)
        | Q(vendor__contact__icontains=words)
        | Q(vendor__phone__contains="".join(words.split()))
    )
    latin = "".join(words.split()).casefold()
    if latin.isascii() and latin.isalpha():
        meant |= Q(pinyin__contains=latin)
        meant |= Q(vendor__name_key__regex=initials_pattern(latin))
    return meant


def _by_reference(words: str) -> Q:
    number = "".join(words.split())
    paid = Payment.objects.filter(account=OuterRef("pk"), key__iendswith=f"/{number}")
    return Q(Exists(paid))


def _by_place(words: str, on: date) -> Q:
    meant = Q()
    for name in settings.TILL_FINDERS:
        for vendor, market in import_string(name)(words, on):
            meant |= Q(vendor=vendor, market=market)
    return meant


def chosen_accounts(rows: QuerySet[Any], ids: list[str]) -> list[Any]:
    """The accounts with these ids, in the order in which they were chosen; others are left out."""
    wanted = [int(each) for each in dict.fromkeys(ids) if each.isascii() and each.isdecimal()][:50]
    found = {row.pk: row for row in rows.filter(pk__in=wanted)}
    return [found[pk] for pk in wanted if pk in found]
