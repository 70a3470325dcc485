"""The ranked wishes of an application: the only writer of them."""

from collections.abc import Sequence

from leasing.core.wishes import ranked
from leasing.models import Application, Call, Wish
from leasing.queries.calls import pitches_of
from market.core.refusals import Invalid
from market.models import Market, Pitch


def check(market: Market, wishes: Sequence[Pitch], call: Call | None) -> None:
    """This will refuse wishes of another market, outside the call, twice, or too many."""
    ranked(wishes)
    for pitch in wishes:
        if pitch.zone.market_id != market.pk:
            raise Invalid("other_market", "{pitch} is not at this market.", pitch=pitch.code)
    if call is not None and wishes:
        within = set(pitches_of(call).values_list("pk", flat=True))
        for pitch in wishes:
            if pitch.pk not in within:
                raise Invalid(
                    "not_in_the_call",
                    "{pitch} is not part of this call. Choose one of those it names.",
                    pitch=pitch.code,
                    field="wishes",
                )


def write(application: Application, wishes: Sequence[Pitch]) -> None:
    """Put these in the place of those that were there."""
    rows = [Wish(application=application, pitch=pitch, rank=rank) for rank, pitch in ranked(wishes)]
    application.wishes.all().delete()
    Wish.objects.bulk_create(rows)
    first = wishes[0] if wishes else None
    Application.objects.filter(pk=application.pk).update(wish=first)
    application.wish = first
