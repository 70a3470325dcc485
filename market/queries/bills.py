"""What is still to be paid at a market by a day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from market.models import Charge

# an account, and a day by which something is to be paid
Due = tuple[int, date]


@dataclass(frozen=True, slots=True)
class Bill:
    """All that one account owes by one day: an amount in fen, and what it is for."""

    amount_fen: int
    items: tuple[str, ...]
    items_en: tuple[str, ...]

    def plus(self, fen: int, name: str, name_en: str) -> "Bill":
        """The same with so much more for something, which is named once."""
        return Bill(
            self.amount_fen + fen,
            tuple(dict.fromkeys((*self.items, name))),
            tuple(dict.fromkeys((*self.items_en, name_en or name))),
        )

    def facts(self, language: str) -> dict[str, Any]:
        """As the phrases of rent_due and rent_overdue want it, but for the day."""
        chinese = language.lower().startswith("zh")
        what = "、".join(self.items) if chinese else ", ".join(self.items_en)
        return {"amount_fen": self.amount_fen, "what": what}


def open_bills(wanted: Collection[Due]) -> dict[Due, Bill]:
    """The bills that are not paid yet, of those that are asked for."""
    if not wanted:
        return {}
    charges = Charge.objects.filter(
        open_fen__gt=0,
        account__in={account for account, _ in wanted},
        due_on__in={due_on for _, due_on in wanted},
    )
    bills: dict[Due, Bill] = {}
    columns = ("account", "due_on", "open_fen", "item__name", "item__name_en")
    for account, due_on, fen, name, name_en in charges.order_by(
        "item__position", "item__code"
    ).values_list(*columns):
        bill = bills.get((account, due_on), Bill(0, (), ()))
        bills[account, due_on] = bill.plus(fen, name, name_en)
    return {due: bills[due] for due in wanted if due in bills}
