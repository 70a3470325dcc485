"""Bills as pages show them: each amount with how it came about, and how far it is paid."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from leasing.core.rents import Instalment as Planned
from leasing.models import Instalment, InstalmentLine
from market.core import conditions
from market.core.periods import Period
from market.core.sums import sum_of
from market.models import Charge, FeeItem
from market.templatetags.glances import named


@dataclass(frozen=True)
class Bill:
    """One bill: its days, when it is due, and its lines as parts/money.html wants them.

    condition: planned (not charged yet), due, overdue, paid, or reversed. open_fen: what is
    still owed of what was charged. account: where it is charged, None when it is not.
    """

    period: Period
    due_on: date
    lines: tuple[dict[str, Any], ...]
    amount_fen: int
    condition: str = "planned"
    open_fen: int = 0
    account: int | None = None


def drafted(planned: Iterable[Planned], items: Mapping[str, str]) -> list[Bill]:
    """The bills of a plan that is not stored. items: the fee item behind each line's name."""
    names = {item.code: named(item) for item in FeeItem.objects.all()}
    return [
        Bill(
            period=bill.period,
            due_on=bill.due_on,
            lines=tuple(
                {
                    "label": names[items.get(line.charge, line.charge)],
                    "amount_fen": line.amount_fen,
                    "why": sum_of(line.working.as_json()),
                }
                for line in bill.lines
            ),
            amount_fen=bill.amount_fen,
        )
        for bill in planned
    ]


def stored(plan: Iterable[Instalment], *, on: date) -> list[Bill]:
    """The bills of a stored plan (queries.standing.stored_plan) as they stand on a day."""
    return [_stored(bill, on) for bill in plan]


def _stored(bill: Instalment, on: date) -> Bill:
    lines = list(bill.lines.all())
    charges = [each.charge for each in bill.billed.all()]
    shared = len({line.vendor_id for line in lines}) > 1
    return Bill(
        period=Period(bill.period.lower, bill.period.upper),
        due_on=bill.due_on,
        lines=tuple(_line(line, shared=shared) for line in lines),
        amount_fen=sum(line.amount_fen for line in lines),
        condition=_condition(charges, bill.due_on, on) if charges else "planned",
        open_fen=sum(charge.open_fen for charge in charges),
        account=charges[0].account_id if charges else None,
    )


def _line(line: InstalmentLine, *, shared: bool) -> dict[str, Any]:
    label = named(line.line.item)
    return {
        "label": f"{label} · {line.vendor.name}" if shared else label,
        "amount_fen": line.amount_fen,
        "why": sum_of(line.working),
    }


def _condition(charges: list[Charge], due_on: date, on: date) -> str:
    """The condition of the whole bill, taken as one charge."""
    return conditions.of_charge(
        sum(charge.amount_fen for charge in charges),
        sum(charge.open_fen for charge in charges),
        due_on,
        on=on,
        credited_fen=-sum(back.amount_fen for one in charges for back in one.reversals.all()),
    )
