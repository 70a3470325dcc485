"""What a sum would pay, before it is booked."""

from collections.abc import Iterable, Mapping, Sequence

from market.core.allocations import OpenCharge
from market.core.collecting import Part, share_as_told, share_out
from market.models import Account, Charge


def plan_of(
    accounts: Sequence[Account],
    amount_fen: int,
    *,
    first: Iterable[Charge] = (),
    credit_to: Account | None = None,
    amounts: Mapping[int, int] | None = None,
) -> tuple[Part, ...]:
    """How a sum is shared: what was named first, then the oldest due of all accounts together.

    credit_to: who keeps what is left over, the first account unless told. amounts: how much is
    for each account by its id, where the payer said so. One query.
    """
    owed: dict[str, list[OpenCharge]] = {str(account.pk): [] for account in accounts}
    open_ = Charge.objects.filter(account__in=accounts, open_fen__gt=0).order_by("due_on", "pk")
    for pk, account, open_fen, due_on in open_.values_list("pk", "account", "open_fen", "due_on"):
        owed[str(account)].append(OpenCharge(str(pk), open_fen, due_on))
    named = {str(charge.pk) for charge in first}
    if amounts is not None:
        told = {str(account): fen for account, fen in amounts.items()}
        return share_as_told(owed, told, named=named)
    keeper = credit_to or accounts[0]
    return share_out(owed, amount_fen, keeper=str(keeper.pk), named=named)
