"""Reviews: each person once, 0 to 5 points for every criterion of the market's rubric."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from leasing import rules
from leasing.core.rubrics import Marked, score
from leasing.core.states import DECIDED, ApplicationState
from leasing.models import Application, Criterion, Mark, Review
from market.core.actors import Actor
from market.core.refusals import Conflict, Forbidden, Invalid

OPEN = (ApplicationState.REVIEWING, ApplicationState.WAITLISTED, *sorted(DECIDED))


@transaction.atomic
def review(
    application: Application,
    points: Mapping[int, int],
    *,
    by: Actor,
    at: datetime,
    note: str = "",
) -> Review:
    """Mark an application, or change one's own marks.

    points: by criterion id, 0 to 5 each. This will refuse marks that leave a criterion out, and
    Conflict("not_in_review") for an application that is not being looked at.
    """
    rules.require(by, "application.review", application)
    if by.user is None:
        raise Forbidden("persons_only", "Only a person reviews. Log in as yourself.")
    locked = Application.objects.select_for_update(of=("self",), no_key=True).get(pk=application.pk)
    if locked.state not in OPEN:
        raise Conflict("not_in_review", "This application is not being looked at now.")
    criteria = {row.pk: row for row in criteria_of(application.market_id)}
    if set(points) != set(criteria):
        raise Invalid("marks_missing", "Give points for every criterion, and no other.")
    told = score(Marked(points[pk], criterion.weight) for pk, criterion in criteria.items())
    row, _ = Review.objects.update_or_create(
        application=application,
        by_id=by.user,
        defaults={"by_name": by.name[:60], "at": at, "note": note.strip(), "score": told},
    )
    row.marks.all().delete()
    Mark.objects.bulk_create(
        Mark(review=row, criterion=criterion, points=points[pk])
        for pk, criterion in criteria.items()
    )
    return row


def criteria_of(market: int) -> list[Criterion]:
    """The rubric of a market as it is now, in its order."""
    return list(Criterion.objects.filter(market=market, retired_at__isnull=True))
