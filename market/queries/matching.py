"""What the house knows of payers, laid out for matching. A handful of queries, however many lines."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Sum
from django.utils.module_loading import import_string

from market.core.matching import Bill, Book, Index, Known, Typed
from market.models import Account, Charge, Market, PayerLink, Payment
from market.queries.statements import with_line

_REMEMBERED = timedelta(days=730)
_AROUND = timedelta(days=3)


def index_of(market: Market, *, first: date, last: date) -> Index:
    """The accounts of a market with what is open, by all that a payer may be known by.

    first, last: the days of the lines that are to be matched.
    """
    return Index(_books(market, last), _known(market, last), _typed(market, first, last))


def _books(market: Market, on: date) -> Iterator[Book]:
    bills, signs = _bills(market), _signs(market, on)
    rows = Account.objects.filter(market=market).values_list(
        "pk", "vendor_id", "vendor__name", "vendor__contact", "vendor__phone"
    )
    for account, vendor, name, contact, phone in rows:
        yield Book(
            account=account,
            names=tuple(dict.fromkeys(each for each in (name, contact) if each)),
            bills=tuple(bills.get(account, ())),
            phone=phone,
            signs=tuple(signs.get(vendor, ())),
        )


def _bills(market: Market) -> dict[int, list[Bill]]:
    """What is open of each account, day by day, the oldest first."""
    rows = (
        Charge.objects.filter(account__market=market, open_fen__gt=0)
        .order_by("due_on")
        .values_list("account_id", "due_on")
        .annotate(fen=Sum("open_fen"))
    )
    found: dict[int, list[Bill]] = defaultdict(list)
    for account, due_on, fen in rows:
        found[account].append(Bill(fen, due_on))
    return found


def _signs(market: Market, on: date) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for path in settings.STATEMENT_SIGNS:
        for vendor, sign in import_string(path)(market, on):
            found[vendor].append(sign)
    return found


def _known(market: Market, on: date) -> Iterator[Known]:
    links = PayerLink.objects.filter(account__market=market)
    for account, print_ in links.values_list("account_id", "print"):
        yield Known(account, print=print_)
    paid = Payment.objects.filter(
        account__market=market,
        amount_fen__gt=0,
        reversal__isnull=True,
        received_on__gte=on - _REMEMBERED,
    )
    names = paid.exclude(payer="").order_by().values_list("account_id", "payer").distinct()
    for account, name in names:
        yield Known(account, name=name)


def _typed(market: Market, first: date, last: date) -> Iterable[Typed]:
    paid = Payment.objects.filter(
        account__market=market,
        amount_fen__gt=0,
        reversal__isnull=True,
        method__in=("wechat", "alipay", "bank", "card", "other"),
        received_on__range=(first - _AROUND, last + _AROUND),
    )
    rows = with_line(paid).order_by()
    for row in rows.values_list("pk", "account_id", "amount_fen", "received_on", "lined"):
        yield Typed(*row)
