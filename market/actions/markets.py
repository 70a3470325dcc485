"""Markets: opened once, by an owner."""

from django.db import transaction
from django.utils.text import slugify

from market import rules
from market.core.actors import Actor
from market.core.names import trade_name
from market.core.pinyin import sort_key
from market.core.refusals import Conflict
from market.models import Market

_CODE = 50


@transaction.atomic
def open_market(name: str, *, by: Actor) -> Market:
    """Open a market. Its code is made from its name. Raises Conflict("market_is_here")."""
    rules.require(by, "market.edit", None)
    code = slugify(sort_key(name))[:_CODE].strip("-") or "market"
    if Market.objects.filter(code=code).exists():
        raise Conflict("market_is_here", "There is a market called {code} already.", code=code)
    return Market.objects.create(code=code, name=trade_name(name))
