"""Constraints that several nouns make in the same way."""

from collections.abc import Iterable

from django.db import models


def one_of(field: str, values: Iterable[str], *, name: str) -> models.CheckConstraint:
    """The database refuses any other value than these."""
    allowed = sorted(str(value) for value in values)
    return models.CheckConstraint(condition=models.Q(**{f"{field}__in": allowed}), name=name)
