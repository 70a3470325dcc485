"""To whom a notice goes, by the channel's own name for the person."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db.models import F, Q

from market.channels import Message
from market.core.spoken import spoken
from market.models import Contact, Notice
from market.queries.links import ENTRANCE, address_of
from market.queries.readers import reader_of


def contacts_of(notices: Sequence[Notice]) -> dict[int, Contact]:
    """By notice, where its reader is reached through its channel. One question for all."""
    vendors = {notice.vendor_id for notice in notices if notice.vendor_id}
    users = {notice.user_id for notice in notices if notice.user_id}
    known = Contact.objects.filter(Q(vendor__in=vendors) | Q(user__in=users), gone_at=None)
    by_reader = {(each.channel, each.vendor_id, each.user_id): each for each in known}
    found = {}
    for notice in notices:
        user = None if notice.vendor_id else notice.user_id
        contact = by_reader.get((_account(notice.channel), notice.vendor_id, user))
        if contact is not None:
            found[notice.pk] = contact
    return found


def _account(channel: str) -> str:
    """A reader's openid is the same for both kinds of WeChat messages."""
    return "wechat" if channel == "wechat_subscription" else channel


def message(notice: Notice, contact: Contact | None, *, at: datetime) -> Message:
    """The notice as it leaves the house."""
    reader = reader_of(notice)
    told = {name: spoken(name, value, notice.language) for name, value in notice.facts.items()}
    return Message(
        key=str(notice.public_id),
        name=reader.name,
        phone=reader.phone,
        email=reader.email,
        title=notice.title,
        body=notice.body,
        language=notice.language,
        market=notice.market.name if notice.market else "",
        at=at,
        occasion=notice.occasion,
        facts=told,
        address=contact.address if contact else "",
        link=f"{settings.PUBLIC_URL}{ENTRANCE if reader.newcomer else address_of(notice)}",
        staff=notice.vendor is None and notice.user is not None,
        newcomer=reader.newcomer,
    )


def spend(contact: Contact | None) -> bool:
    """Take one consent of the reader's. False when there is none left."""
    if contact is None:
        return False
    left = Contact.objects.filter(pk=contact.pk, consents__gt=0)
    return bool(left.update(consents=F("consents") - 1))


def give_back(contact: Contact | None) -> None:
    """The consent was not used after all."""
    if contact is not None:
        Contact.objects.filter(pk=contact.pk).update(consents=F("consents") + 1)


def note_gone(contact: Contact | None, *, at: datetime) -> None:
    """The provider says that the address is not good any more: it is not tried again."""
    if contact is not None:
        Contact.objects.filter(pk=contact.pk, gone_at=None).update(gone_at=at)
