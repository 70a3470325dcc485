"""What vendors say they have paid, as far as one may see it."""

from django.db.models import QuerySet

from market.core.actors import Actor
from market.core.states import PaidNoteState
from market.models import PaidNote
from market.queries.sight import WITH_MONEY, of_accounts, sight_of


def paid_notes_seen_by(actor: Actor) -> QuerySet[PaidNote]:
    """Those of one's markets and of one's own vendors, the longest waiting first."""
    return (
        PaidNote.objects.filter(of_accounts(sight_of(actor, "payment", WITH_MONEY), "account"))
        .select_related("account__vendor", "account__market", "photo", "payment")
        .order_by("told_at", "pk")
    )


def to_look_at(notes: QuerySet[PaidNote]) -> QuerySet[PaidNote]:
    """Those that nobody has looked at."""
    return notes.filter(state=PaidNoteState.TOLD)
