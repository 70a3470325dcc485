"""Sending a code: at once, past the table of notices, so that it is nowhere readable."""

import logging
from collections.abc import Mapping
from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.utils.translation import get_language

from market.channels import Message
from market.channels.registry import channel_named
from market.core.phrases import compose
from market.models import User, Vendor

log = logging.getLogger(__name__)


def send(number: str, occasion: str, facts: Mapping[str, str], *, at: datetime) -> None:
    """Hand the code to the first channel for codes that takes it, in the reader's language.

    Whether it could be sent, the caller does not learn: the answer must be the same for every
    phone. The log does, without the phone and without the code.
    """
    language = get_language() or settings.LANGUAGE_CODE
    words = compose(occasion, language, dict(facts))
    message = Message(
        key=str(uuid4()),
        name="",
        phone=number,
        email=_email_of(number),
        title=words.title,
        body=words.body,
        language=language,
        market="",
        at=at,
        occasion=occasion,
        facts=dict(facts),
    )
    for name in settings.CODE_CHANNELS:
        try:
            channel_named(name).send(message)
        # whatever a provider's library raises must not tell one phone from another
        except Exception as fault:
            log.error("a code could not be sent by %s: %s", name, type(fault).__name__)
        else:
            return


def _email_of(number: str) -> str:
    """Where to write when the channel needs an address: the person's own, or the vendor's."""
    people = User.objects.filter(phone=number).values_list("email", flat=True)
    vendors = Vendor.objects.filter(phone=number).values_list("email", flat=True)
    return next((email for email in (*people, *vendors) if email), "")
