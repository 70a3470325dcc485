"""The papers that an application asks for: exactly those that its pitch and goods bring with them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from leasing.models import Application
from market.core.requirements.rules import Rule, plan
from market.core.requirements.situations import Situation
from market.models import Market, Permit, PermitType, Pitch
from market.queries.requirements import PER_PITCH, rules_on, situation_of


@dataclass(frozen=True)
class Asked:
    """A paper that is asked for, why, and what was handed in for it."""

    type: PermitType
    count: int
    rule: Rule
    handed: tuple[Permit, ...]

    @property
    def still(self) -> int:
        """How many are still to come."""
        return max(self.count - len(self.handed), 0)


def situation(
    market: Market, *, kind: str, wish: Pitch | None, trade: str, goods: Iterable[str], workers: int
) -> Situation:
    """Where the applicant would trade: the wished pitch, or else one of that kind."""
    like = Pitch.objects.filter(zone__market=market, kind=kind).order_by("pk").first()
    pitch = wish or like
    given: dict[str, Any] = {"trade": trade, "goods": tuple(goods), "workers": max(workers, 1)}
    return situation_of([pitch], **given) if pitch else Situation(kind=kind, **given)


def asked_papers(application: Application, *, on: date) -> list[Asked]:
    """What the application asks for, each with what came for it already. Five queries."""
    return papers_for(
        application.market,
        kind=application.kind,
        wish=application.wish,
        trade=application.trade,
        goods=application.goods,
        workers=application.vendor.workers.count(),
        handed=[row.permit for row in application.papers.all() if row.permit.state != "refused"],
        on=on,
    )


def papers_for(
    market: Market,
    *,
    kind: str,
    wish: Pitch | None,
    trade: str,
    goods: Iterable[str],
    on: date,
    workers: int = 1,
    handed: Iterable[Permit] = (),
) -> list[Asked]:
    """What would be asked for by whoever sells this there, each with what came for it already."""
    there = situation(market, kind=kind, wish=wish, trade=trade, goods=goods, workers=workers)
    wanted = [each for each in plan(there, rules_on(on)) if each.paper not in PER_PITCH]
    kinds = {kind.code: kind for kind in PermitType.objects.all()}
    papers = list(handed)
    return [
        Asked(
            kinds[each.paper],
            each.count,
            each.rule,
            tuple(permit for permit in papers if permit.type.code in each.codes),
        )
        for each in wanted
    ]


def kinds_to_hand_in(asked: Iterable[Asked]) -> set[str]:
    """The codes of the kinds that may be handed in for what is asked, also in place of it."""
    return {code for each in asked for code in (each.type.code, *each.rule.instead)}
