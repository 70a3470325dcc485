"""The chart of accounts, and which account a fee item or a way of paying is booked on."""

import re
from collections.abc import Mapping

from django.db import transaction

from market import rules
from market.core.actors import Actor
from market.core.refusals import Invalid
from market.models import FeeItem, LedgerAccount, Market, MethodAccount

_CODE = re.compile(r"[0-9]{4}[0-9.\-]{0,16}")


@transaction.atomic
def set_account(code: str, *, name: str, name_en: str, grows_on: str, by: Actor) -> LedgerAccount:
    """Add an account to the chart, or call the one with this code something else.

    grows_on: "debit" or "credit". Months that are closed keep the names they were closed with.
    Raises Invalid("bad_account_code").
    """
    _require(by)
    if not _CODE.fullmatch(code):
        raise Invalid(
            "bad_account_code",
            "An account's code begins with four digits, such as 1002 or 224101.",
            field="code",
        )
    account, _ = LedgerAccount.objects.update_or_create(
        code=code, defaults={"name": name, "name_en": name_en, "grows_on": grows_on}
    )
    return account


@transaction.atomic
def place(items: Mapping[str, str], methods: Mapping[str, str], *, by: Actor) -> None:
    """Say on which account each fee item, and each way of paying, is booked from now on.

    items, methods: from their codes to those of accounts. Months that are closed stay as they
    are; every other month is told with the new accounts. Raises Invalid("unknown_account").
    """
    _require(by)
    accounts = {account.code: account for account in LedgerAccount.objects.all()}
    for code in (*items.values(), *methods.values()):
        if code not in accounts:
            raise Invalid("unknown_account", "There is no account {code} in the chart.", code=code)

    rows = list(FeeItem.objects.filter(code__in=items))
    for item in rows:
        item.account_code = items[item.code]
    FeeItem.objects.bulk_update(rows, ["account_code"])
    MethodAccount.objects.bulk_create(
        [MethodAccount(method=method, account=accounts[code]) for method, code in methods.items()],
        update_conflicts=True,
        unique_fields=["method"],
        update_fields=["account"],
    )


def may_edit(by: Actor) -> bool:
    """Whether somebody may change the chart, which is one for all markets: who may at each of them."""
    return all(rules.allows(by, "chart.edit", market) for market in Market.objects.all())


def _require(by: Actor) -> None:
    for market in Market.objects.all():
        rules.require(by, "chart.edit", market)
