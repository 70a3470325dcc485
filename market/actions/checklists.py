"""The checklist of inspections: the operator's to edit."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from market import rules
from market.actions import moves
from market.core.actors import Actor
from market.core.refusals import Invalid
from market.models import CheckItem

EDITABLE = frozenset(("points", "days", "grave", "in_use", "source"))


@transaction.atomic
def edit(item: CheckItem, changes: Mapping[str, Any], *, by: Actor, at: datetime) -> CheckItem:
    """Change what a line counts, or whether it is asked about. What is written down stays as it was."""
    rules.require_somewhere(by, "checklist.edit")
    unknown = sorted(changes.keys() - EDITABLE)
    if unknown:
        raise Invalid("unknown_field", "There is no field called {field}.", field=unknown[0])
    CheckItem.objects.filter(pk=item.pk).update(**changes)
    item.refresh_from_db()
    moves.note(item, "edit", by=by, at=at)
    return item
