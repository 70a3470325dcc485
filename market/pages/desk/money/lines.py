"""Charges and payments as the account's page shows them: how they came about, what paid what."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from market.core import conditions
from market.core.sums import sum_of
from market.models import Charge, Payment
from market.templatetags.glances import named


@dataclass(frozen=True)
class ChargeLine:
    """A charge, net of its credits, with the lines that explain the amount."""

    charge: Charge
    condition: str
    amount_fen: int
    lines: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class PaymentLine:
    """A payment and what it paid, charge by charge; `state` is paid or reversed."""

    payment: Payment
    state: str
    paid: tuple[tuple[Charge, int], ...]


def charge_line(charge: Charge, on: date) -> ChargeLine:
    """The charge as it stands on a day. It comes with credited_fen (queries.arrears) and reversals."""
    credited_fen: int = charge.credited_fen  # type: ignore[attr-defined]
    return ChargeLine(
        charge=charge,
        condition=conditions.of_charge(
            charge.amount_fen, charge.open_fen, charge.due_on, on=on, credited_fen=credited_fen
        ),
        amount_fen=charge.amount_fen - credited_fen,
        lines=tuple(_explained(charge)),
    )


def payment_line(payment: Payment) -> PaymentLine:
    """The payment with what it paid; what was taken back is left out."""
    paid: Counter[int] = Counter()
    charges: dict[int, Charge] = {}
    for allocation in payment.allocations.all():
        paid[allocation.charge_id] += allocation.amount_fen
        charges[allocation.charge_id] = allocation.charge
    reversed_ = getattr(payment, "reversal", None) is not None
    return PaymentLine(
        payment=payment,
        state="reversed" if reversed_ else "paid",
        paid=tuple((charges[pk], fen) for pk, fen in paid.items() if fen),
    )


def reference_of(payment: Payment) -> str:
    """The provider's reference; nothing for what the desk booked without one."""
    if payment.reverses_id:
        return _("Reversal")
    return (
        "" if payment.key.startswith("desk/") else payment.key.rpartition("/")[2].partition(" ")[0]
    )


def _explained(charge: Charge) -> list[dict[str, Any]]:
    """Nothing where the amount speaks for itself."""
    credits = [
        {"label": _("Credited"), "amount_fen": back.amount_fen, "why": back.note}
        for back in charge.reversals.all()
    ]
    if not charge.working and not credits:
        return []
    why = sum_of(charge.working) if charge.working else charge.note
    return [{"label": named(charge.item), "amount_fen": charge.amount_fen, "why": why}, *credits]
