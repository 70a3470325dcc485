"""Orders to call a session off, as far as one may see them."""

from datetime import datetime

from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Concat

from events.core.states import CallOffState
from events.models import CallOff
from market.core.actors import Actor
from market.core.states import NoticeState
from market.models import Notice
from market.queries.sight import EVERYBODY_HERE, sight_of


def call_offs_seen_by(by: Actor, *, at: datetime) -> QuerySet[CallOff]:
    """The orders of the markets where this actor works; nobody else sees any.

    Each knows whether it is undoable: nobody has been told yet. The deed asks again, with the
    rows locked.
    """
    rows = CallOff.objects.select_related("session__series__market", "session__zone")
    markets = sight_of(by, "session", EVERYBODY_HERE).markets
    if markets is not None:
        rows = rows.filter(session__series__market__in=markets)
    said = Notice.objects.filter(
        subject=Concat(Value("session:", TextField()), Cast(OuterRef("session"), TextField())),
        key__startswith=Concat(
            Value("session_off/", TextField()),
            Cast(OuterRef("pk"), TextField()),
            Value("/", TextField()),
        ),
    )
    untold = Q(Exists(said)) | Q(told_from__gt=at)
    return rows.annotate(
        undoable=ExpressionWrapper(
            Q(state=CallOffState.DONE) & untold & ~Exists(said.exclude(state=NoticeState.PENDING)),
            output_field=BooleanField(),
        )
    )
