"""What a reader does with a message: sees it, and says 收到."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import F
from django.db.models.functions import Coalesce

from market.core.actors import Actor
from market.models import Notice


def confirm(notice: Notice, *, at: datetime) -> Notice:
    """The reader says that it has arrived. The first time counts.

    For whoever holds the signed link, or has logged in and sees the message.
    """
    Notice.objects.filter(pk=notice.pk, sent_at__isnull=False).update(
        confirmed_at=Coalesce(F("confirmed_at"), at), read_at=Coalesce(F("read_at"), at)
    )
    notice.refresh_from_db()
    return notice


def see(notices: Collection[int], *, by: Actor, at: datetime) -> None:
    """The reader has these on the screen. Only a vendor's own people read what is theirs."""
    unread = Notice.objects.filter(pk__in=notices, vendor__in=by.vendors, read_at=None)
    unread.filter(sent_at__isnull=False).update(read_at=at)
