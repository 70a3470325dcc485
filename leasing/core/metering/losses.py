"""What is lost between a main meter and those behind it, shared as agreed, to the fen."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from leasing.core.metering.dials import plain
from leasing.core.metering.lines import Line, Metered, Slot, cut, day_parts
from leasing.core.metering.shares import Payer
from leasing.core.metering.states import UNITS, Weights
from leasing.core.metering.workings import working_of_loss
from market.core.money import rounded, split
from market.core.refusals import Invalid


@dataclass(frozen=True, slots=True)
class Group:
    """A main meter, those behind it by their roots, and by what the loss is shared.

    fixed: the agreed numbers, where the weights are fixed.
    """

    id: int
    name: str
    main: Metered
    members: tuple[Metered, ...]
    by: Weights
    fixed: Mapping[int, Fraction]


@dataclass(frozen=True, slots=True)
class Loss:
    """A group's loss in a month; below zero where the sub-meters say more than the main one."""

    group: Group
    main: Fraction
    subs: Fraction

    @property
    def units(self) -> Fraction:
        return self.main - self.subs


def loss_of(group: Group) -> Loss:
    """What was lost. This will refuse, with Invalid("group_unread"), while a meter is unread."""
    unread = [one.number for one in (group.main, *group.members) if not one.spans]
    if unread:
        raise Invalid(
            "group_unread",
            "The loss of {group} waits for a reading of {meters}.",
            group=group.name,
            meters=", ".join(unread),
        )
    subs = sum((member.units for member in group.members), Fraction(0))
    return Loss(group, group.main.units, subs)


def loss_lines(loss: Loss) -> list[Line]:
    """This will share out what the loss costs; the parts add up to it, to the fen.

    Nothing is charged where the sub-meters say more than the main one. A member's part divides
    among its payers by their days. Raises Invalid("nothing_to_share_by") where the weights are
    all nothing, and Invalid("no_price").
    """
    if loss.units <= 0:
        return []
    parties = _parties(loss.group)
    of = sum((weight for _, _, weight in parties), Fraction(0))
    if not of:
        raise Invalid(
            "nothing_to_share_by",
            "The loss of {group} cannot be shared: every weight is nothing. Agree on others.",
            group=loss.group.name,
        )
    total = cost(loss)
    whole_fen = rounded(total * 100)
    parts = split(whole_fen, [weight for _, _, weight in parties])
    main = loss.group.main
    return [
        Line(
            slot=Slot(member.root, payer, loss.group.id),
            utility=main.utility,
            period=main.period,
            units=loss.units * weight / of,
            fen=fen,
            working=working_of_loss(
                main.utility,
                group=loss.group.name,
                main=loss.main,
                subs=loss.subs,
                total=total,
                by=str(loss.group.by),
                weight=weight,
                of=of,
                fen=fen,
            ),
        )
        for (member, payer, weight), fen in zip(parties, parts, strict=True)
        if weight
    ]


def cost(loss: Loss) -> Fraction:
    """What the loss costs in yuan, unrounded, at the prices of the main meter's days."""
    main = loss.group.main
    days = sum(span.period.days for span in main.spans)
    return sum(
        (
            loss.units * portion.days / days * portion.price.yuan
            for _, found in cut(main)
            for portion in found
        ),
        Fraction(0),
    )


def exceeded(loss: Loss) -> Invalid:
    """What is said, and not charged, where the sub-meters say more than the main one."""
    return Invalid(
        "subs_exceed_main",
        "The meters behind {group} say {more} {unit} more than the main meter. Nothing is charged "
        "for a loss; look at the readings and the multipliers.",
        group=loss.group.name,
        more=plain(-loss.units),
        unit=UNITS[loss.group.main.utility],
    )


def _parties(group: Group) -> list[tuple[Metered, Payer | None, Fraction]]:
    return [
        (member, payer, _weight(group, member) * part)
        for member in group.members
        for payer, part in day_parts(member).items()
    ]


def _weight(group: Group, member: Metered) -> Fraction:
    match group.by:
        case Weights.CONSUMPTION:
            return max(member.units, Fraction(0))
        case Weights.AREA:
            return member.area_m2
        case Weights.EQUAL:
            return Fraction(1)
        case Weights.FIXED:
            return group.fixed.get(member.root, Fraction(0))
