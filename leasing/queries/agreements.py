"""Agreements to pay in parts, as far as one may see them, and whether they are kept."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from leasing.core import agreements as core
from leasing.core.arrears_states import AgreementState
from leasing.core.late_histories import Portion
from leasing.models import Agreement, AgreementCharge
from market.core.actors import Actor
from market.queries.sight import WITH_MONEY, of_accounts, sight_of


@dataclass(frozen=True)
class Kept:
    """An agreement on a day: its standing, what it covers, is paid and was missed, in fen."""

    agreement: Agreement
    standing: str
    covered_fen: int
    open_fen: int
    missed_fen: int
    next_part: Portion | None

    @property
    def paid_fen(self) -> int:
        return self.covered_fen - self.open_fen


def agreements_seen_by(actor: Actor) -> QuerySet[Agreement]:
    """Those of one's markets and of one's own vendors, the newest first. Three queries."""
    sight = sight_of(actor, "charge", WITH_MONEY)
    return (
        Agreement.objects.filter(of_accounts(sight, "account"))
        .select_related("account__vendor", "account__market")
        .prefetch_related("covered__charge__item", "parts")
        .order_by("-pk")
    )


def kept(agreement: Agreement, *, on: date) -> Kept:
    """How it stands on a day, of one that came with its charges and parts."""
    rows = list(agreement.covered.all())
    covered_fen = sum(row.open_fen for row in rows)
    open_fen = min(sum(row.charge.open_fen for row in rows), covered_fen)
    parts = parts_of(agreement)
    given: dict[str, Any] = {"covered_fen": covered_fen, "open_fen": open_fen, "on": on}
    return Kept(
        agreement,
        core.standing(agreement.state, parts, **given),
        covered_fen,
        open_fen,
        core.missed_fen(parts, covered_fen - open_fen, on=on),
        _next(parts, covered_fen - open_fen),
    )


def parts_of(agreement: Agreement) -> tuple[Portion, ...]:
    return tuple(Portion(part.due_on, part.amount_fen) for part in agreement.parts.all())


def broken(actor: Actor, *, on: date) -> list[Kept]:
    """Agreements with a part that was missed, and nobody has acted yet."""
    agreed = agreements_seen_by(actor).filter(state=AgreementState.AGREED, parts__due_on__lt=on)
    found = (kept(one, on=on) for one in agreed.distinct())
    return [one for one in found if one.standing == "broken"]


def covered_now(charges: Any = None) -> QuerySet[AgreementCharge]:
    """The charges that stand under an agreement, or under the offer of one."""
    rows = AgreementCharge.objects.filter(
        agreement__state__in=(AgreementState.PROPOSED, AgreementState.AGREED)
    )
    return rows if charges is None else rows.filter(charge__in=charges)


def not_covered() -> Q:
    """The condition for charges that no agreement stands for."""
    rows = AgreementCharge.objects.filter(
        charge=OuterRef("pk"), agreement__state=AgreementState.AGREED
    )
    return Q(~Exists(rows))


def _next(parts: tuple[Portion, ...], paid_fen: int) -> Portion | None:
    """The first part that is not paid in full, with what is missing of it."""
    reached = 0
    for part in parts:
        reached += part.amount_fen
        if reached > paid_fen:
            return Portion(part.due_on, min(reached - paid_fen, part.amount_fen))
    return None
