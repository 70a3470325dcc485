"""The one thing that an address names, or the page that says there is none."""

from typing import TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404

T = TypeVar("T", bound=Model)


def found(rows: QuerySet[T]) -> T:
    """The first of these rows. Raises Http404 where there is none."""
    thing = rows.first()
    if thing is None:
        raise Http404
    return thing
