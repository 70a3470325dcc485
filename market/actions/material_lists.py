"""The list of materials of an errand, printed for the vendor or the counter."""

from datetime import datetime

from django.db import transaction

from market import rules
from market.core.actors import Actor
from market.documents import materials
from market.models import Document, Errand


@transaction.atomic
def print_(errand: Errand, *, by: Actor, at: datetime) -> Document:
    """Freeze the list as it stands now."""
    rules.require(by, "errand.print", errand)
    locked = Errand.objects.select_for_update(of=("self",), no_key=True).get(pk=errand.pk)
    return materials.freeze(locked, at=at)
