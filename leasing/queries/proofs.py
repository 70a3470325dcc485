"""Photos of letters and damages: whoever sees the thing sees its file."""

from django.db.models import Q

from leasing.models import Delivery, SettlementClaim
from leasing.queries.demands import demands_seen_by
from leasing.queries.settlements import settlements_seen_by
from leasing.queries.terminations import terminations_seen_by
from market.core.actors import Actor
from market.core.refusals import Missing
from market.models import Upload


def proof_file_seen_by(actor: Actor, key: str) -> Upload:
    """The file with that key. Raises Missing where what it is about is not this actor's to see."""
    letters = Delivery.objects.filter(
        Q(demand__in=demands_seen_by(actor).order_by().values("pk"))
        | Q(termination__in=terminations_seen_by(actor).order_by().values("pk"))
    )
    claims = SettlementClaim.objects.filter(
        settlement__in=settlements_seen_by(actor).order_by().values("pk")
    )
    found = Upload.objects.filter(
        Q(pk__in=letters.values("file")) | Q(pk__in=claims.values("file")), key=key
    ).first()
    if found is None:
        raise Missing("missing", "There is nothing here.")
    return found
