"""Goods that may not be sold where somebody wants to sell them."""

from collections.abc import Iterable

from market.core.refusals import Invalid
from market.core.requirements.rules import Rule
from market.core.requirements.situations import Situation
from market.models import PermitType
from market.queries.requirements import bans_of


def refuse_banned(there: Situation, rules: Iterable[Rule]) -> None:
    """This will refuse, with Invalid("goods_banned"), goods that no paper needed there covers.

    Source: the list of the paper itself (山东省食品小作坊小餐饮和食品摊点管理条例).
    """
    found = bans_of(there, rules)
    if not found:
        return
    first = found[0]
    paper = PermitType.objects.get(code=first.paper)
    raise Invalid(
        "goods_banned",
        "{goods} may not be sold here: the law keeps {law} from whoever trades with {paper}. "
        "Take it off the list.",
        goods="、".join(ban.goods for ban in found),
        law="、".join(dict.fromkeys(ban.law for ban in found)),
        paper=paper.name,
        field="goods",
    )
