"""What somebody works on, named by whoever asks; refused in words where it is another's."""

from leasing.models import Call
from leasing.queries.calls import calls_worked_at
from market.core.actors import Actor
from market.core.refusals import Missing
from market.models import Market
from market.queries.places import markets_worked_at


def own_call(actor: Actor, reference: str) -> Call:
    """A call of a market where one works. Raises Missing for any other."""
    found = calls_worked_at(actor).filter(reference=reference).first()
    if found is None:
        raise Missing("no_call", "There is no such call here.")
    return found


def own_market(actor: Actor, pk: int) -> Market:
    """A market where one works. Raises Missing for any other."""
    found = markets_worked_at(actor).filter(pk=pk).first()
    if found is None:
        raise Missing("no_market", "There is no such market here.")
    return found
