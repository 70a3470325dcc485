"""Builders of what is to be said, and of a provider to say it through."""

from datetime import timedelta
from typing import Any

from market.actions import notices
from market.models import Notice
from tests.builders import AT, a_vendor


def a_notice(**given: Any) -> Notice:
    """News about an application for a vendor with a phone, due since AT, at any hour."""
    number = Notice.objects.count() + 1
    given.setdefault("vendor", None)
    given["vendor"] = given["vendor"] or a_vendor(phone="13800000000")
    columns = {
        "occasion": "application_received",
        "subject": f"application:{number}",
        "key": f"notice/{number}",
        "channel": "mailbox",
        "market": None,
        "facts": {"reference": f"A-{number}"},
        "not_before": AT,
        "stale_at": AT + timedelta(days=3),
        "at": AT,
    }
    notice = notices.draft(
        **{key: given.pop(key, value) for key, value in columns.items()}, vendor=given.pop("vendor")
    )
    for name, value in given.items():
        setattr(notice, name, value)
    notice.save()
    return notice


def again(notice: Notice) -> Notice:
    """The row as it is now."""
    return Notice.objects.select_related("vendor", "market").get(pk=notice.pk)
