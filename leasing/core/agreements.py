"""Paying in parts: parts that add up, what each means for the charges, and whether they are kept."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from leasing.core.arrears_states import AgreementState
from leasing.core.late_histories import Portion
from market.core.money import split, yuan
from market.core.periods import months_after
from market.core.refusals import Invalid

MOST_PARTS = 36


def divide(total_fen: int, count: int, *, first: date) -> tuple[Portion, ...]:
    """The total in equal monthly parts from a day on; the fen left over go to the earlier."""
    amounts = split(total_fen, [Fraction(1)] * count)
    return tuple(
        Portion(months_after(first, place), fen) for place, fen in enumerate(amounts) if fen
    )


def check(parts: Sequence[Portion], total_fen: int, *, on: date) -> None:
    """This will refuse parts that do not come to the total, or whose days are past or repeat."""
    if not 0 < len(parts) <= MOST_PARTS:
        raise Invalid(
            "bad_parts",
            "Name one part at least, and {most} at most.",
            most=MOST_PARTS,
            field="parts",
        )
    days = [part.due_on for part in parts]
    if days != sorted(set(days)) or days[0] < on:
        raise Invalid(
            "bad_days",
            "Give the parts in the order of their days, each day once, none before {today}.",
            today=on,
            field="parts",
        )
    if min(part.amount_fen for part in parts) <= 0:
        raise Invalid("bad_amount", "Each part must be above zero.", field="parts")
    came_to = sum(part.amount_fen for part in parts)
    if came_to != total_fen:
        raise Invalid(
            "parts_do_not_add_up",
            "The parts come to {parts} yuan, and {total} yuan is owed. Change one of them by "
            "{difference}.",
            parts=yuan(came_to),
            total=yuan(total_fen),
            difference=yuan(total_fen - came_to),
            field="parts",
        )


def lay(opened: Mapping[int, int], parts: Sequence[Portion]) -> dict[int, tuple[Portion, ...]]:
    """For each charge (id: what was open of it, the oldest first) the portions it is paid in.

    The parts pay the charges one after the other.
    """
    laid: dict[int, list[Portion]] = {charge: [] for charge in opened}
    queue = list(parts)
    for charge, open_fen in opened.items():
        left = open_fen
        while left and queue:
            part = queue.pop(0)
            portion_fen = min(left, part.amount_fen)
            laid[charge].append(Portion(part.due_on, portion_fen))
            left -= portion_fen
            if part.amount_fen > portion_fen:
                queue.insert(0, Portion(part.due_on, part.amount_fen - portion_fen))
    return {charge: tuple(portions) for charge, portions in laid.items()}


def missed_fen(parts: Sequence[Portion], paid_fen: int, *, on: date) -> int:
    """How much of the parts that were due before the day has not been paid."""
    due_fen = sum(part.amount_fen for part in parts if part.due_on < on)
    return max(due_fen - paid_fen, 0)


def standing(
    state: str, parts: Sequence[Portion], *, covered_fen: int, open_fen: int, on: date
) -> str:
    """The state; of an agreed one whether it is kept (all is paid), broken, or runs (agreed)."""
    if state != AgreementState.AGREED:
        return state
    if open_fen == 0:
        return "kept"
    return "broken" if missed_fen(parts, covered_fen - open_fen, on=on) else "agreed"
