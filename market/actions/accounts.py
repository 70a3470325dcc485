"""The book between a vendor and a market."""

from datetime import datetime

from market.models import Account, Market, Vendor


def open_account(vendor: Vendor, market: Market, *, at: datetime) -> Account:
    """The account of a vendor at a market; opened when there is none yet."""
    account, _ = Account.objects.get_or_create(
        vendor=vendor, market=market, defaults={"opened_at": at}
    )
    return account
