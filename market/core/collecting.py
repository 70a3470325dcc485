"""One sum for several accounts: how much of it goes where, and onto which bills."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from market.core.allocations import OpenCharge, Portion, allocate


@dataclass(frozen=True, slots=True)
class Part:
    """What one account gets of a sum: the portions of its charges, and the rest as credit."""

    account: str
    amount_fen: int
    portions: tuple[Portion, ...] = ()

    @property
    def credit_fen(self) -> int:
        return self.amount_fen - sum(portion.amount_fen for portion in self.portions)


def share_out(
    owed: Mapping[str, Sequence[OpenCharge]],
    amount_fen: int,
    *,
    keeper: str,
    named: Collection[str] = (),
) -> tuple[Part, ...]:
    """This will pay the named charges first, then the oldest due of all accounts together.

    owed: the open charges of each account, in the order of the accounts. keeper: the account
    that keeps what is left over. An account that gets nothing has no part.
    """
    whose = {charge.key: account for account, charges in owed.items() for charge in charges}
    every = [charge for charges in owed.values() for charge in charges]
    chosen = allocate([charge for charge in every if charge.key in named], amount_fen)
    others = allocate([charge for charge in every if charge.key not in named], chosen.left_fen)

    portions: dict[str, list[Portion]] = {account: [] for account in owed}
    for portion in (*chosen.portions, *others.portions):
        portions[whose[portion.key]].append(portion)
    parts = []
    for account, paid in portions.items():
        left_fen = others.left_fen if account == keeper else 0
        part_fen = sum(portion.amount_fen for portion in paid) + left_fen
        if part_fen:
            parts.append(Part(account, part_fen, tuple(paid)))
    return tuple(parts)


def share_as_told(
    owed: Mapping[str, Sequence[OpenCharge]],
    amounts: Mapping[str, int],
    *,
    named: Collection[str] = (),
) -> tuple[Part, ...]:
    """The same where the payer said how much is for whom: every account by itself."""
    return tuple(
        part
        for account, charges in owed.items()
        for part in share_out(
            {account: charges}, amounts.get(account, 0), keeper=account, named=named
        )
    )
