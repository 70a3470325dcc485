"""One row of any noun, filled with what its columns and checks want: nothing that makes sense.

It is there to be looked for by those who may not see it. What a story needs, builders make.
"""

import uuid
from collections.abc import Callable, Iterator
from datetime import time, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import DateRangeField, DateTimeRangeField, IntegerRangeField
from django.db import models, transaction
from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange, NumericRange
from django.db.utils import IntegrityError

from tests.builders import AT

SECRET = "蔄秘"  # in every text of a row that is somebody's; nobody else may read it
# nouns that are for everybody, or for everybody who works here
COMMON = {
    "events.Programme",
    "events.Quota",
    "events.Series",
    "events.Session",
    "leasing.Call",
    "leasing.Draw",
    "market.CheckItem",
    "market.FeeItem",
    "market.Pause",
    "market.PayCode",
    "market.PermitType",
    "market.Pitch",
    "market.RequirementRule",
    "market.Retention",
    "market.Zone",
}
_next = count(1)


class Rows:
    """Rows of one market and one vendor; a noun that is asked for again is the same row."""

    def __init__(self, **given: Any) -> None:
        self.made: dict[str, Any] = {thing._meta.label: thing for thing in given.values()}

    def __getitem__(self, label: str) -> Any:
        """The row of a noun, made when it is first asked for."""
        if label not in self.made:
            self.made[label] = self.make(apps.get_model(label))
        return self.made[label]

    def make(self, model: type[models.Model]) -> models.Model:
        """A row with everything that must be there. Closed sets get the first value that fits."""
        for choice in _choices(model):
            given = {
                field.attname if isinstance(field, models.ForeignKey) else field.name: value
                for field in model._meta.concrete_fields
                if (value := self._value(field, choice)) is not None
            }
            try:
                with transaction.atomic():
                    return model._default_manager.create(**given)
            except IntegrityError as fault:
                last = fault
        raise last

    def _value(self, field: Any, choice: dict[str, str]) -> Any:
        if field.name in choice:
            return choice[field.name]
        settled = SETTLED.get(field.model._meta.label, {}).get(field.name)
        if settled is not None:
            return settled
        if field.primary_key and not isinstance(field, models.ForeignKey):
            return None
        if isinstance(field, models.ForeignKey):
            label = field.related_model._meta.label
            wanted = (
                not field.null
                or label in ALWAYS
                or field.name in _ALSO.get(field.model._meta.label, ())
            )
            return self[label].pk if wanted and label != field.model._meta.label else None
        if field.null or field.has_default() or field.has_db_default():
            return None
        return _plain(field)


# whose it is is filled in even where it may be left out
ALWAYS = {
    "leasing.Delivery",
    "market.Account",
    "market.Collection",
    "market.Market",
    "market.Permit",
    "market.Upload",
    "market.Vendor",
}
_ALSO = {"leasing.Meter": ("pitch",), "market.Payment": ("recorded_by",)}
# where the first value that fits is not enough
SETTLED: dict[str, dict[str, Any]] = {
    "events.Session": {"state": "published", "announced_at": AT},
    "leasing.Lease": {"state": "signed", "starts_on": AT.date()},
    "market.Collection": {"method": "cash", "received_on": AT.date(), "key": "cash/1"},
    "market.Payment": {"method": "cash", "received_on": AT.date(), "key": "cash/1"},
    "market.Hold": {"weekdays": NumericRange(1, 8), "minutes": NumericRange(360, 600)},
    "market.Permit": {"consent_at": AT},
    "market.Notice": {"subject": "account:1", "sent_at": AT},
}


def _choices(model: type[models.Model]) -> Iterator[dict[str, str]]:
    """Values of the closed sets, one after another."""
    sets = {
        name.removesuffix("__in"): values
        for check in model._meta.constraints
        if isinstance(check, models.CheckConstraint)
        for name, values in _conditions(check)
        if name.endswith("__in")
        and not model._meta.get_field(name.removesuffix("__in")).has_default()
    }
    most = max((len(values) for values in sets.values()), default=1)
    for n in range(most):
        yield {name: values[min(n, len(values) - 1)] for name, values in sets.items()}


def _conditions(check: models.CheckConstraint) -> Iterator[tuple[str, Any]]:
    for child in getattr(check.condition, "children", ()):
        if isinstance(child, tuple):
            yield child


def _plain(field: Any) -> Any:
    n = next(_next)
    if isinstance(field, models.CharField | models.TextField) and not isinstance(
        field, models.SlugField
    ):
        word = "此" if field.model._meta.label in COMMON else SECRET
        return "" if field.blank and not field.unique else f"{word}{n}"[: field.max_length or 99]
    return next(make(n) for kind, make in PLAIN.items() if isinstance(field, kind))


# what a column gets of its kind; n is another number each time
PLAIN: dict[type, Callable[[int], Any]] = {
    models.UUIDField: lambda n: uuid.uuid4(),
    models.SlugField: lambda n: f"secret-{n}",
    models.DateTimeField: lambda n: AT + timedelta(days=n % 300),
    models.DateField: lambda n: (AT + timedelta(days=n % 300)).date(),
    models.TimeField: lambda n: time(18),
    models.DecimalField: lambda n: Decimal(1),
    models.IntegerField: lambda n: 1,
    models.BooleanField: lambda n: False,
    models.JSONField: lambda n: {},
    models.BinaryField: lambda n: b"",
    DateRangeField: lambda n: DateRange(AT.date(), AT.date() + timedelta(days=30)),
    DateTimeRangeField: lambda n: DateTimeTZRange(AT, AT + timedelta(hours=7)),
    IntegerRangeField: lambda n: NumericRange(0, 7),
}
