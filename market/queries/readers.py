"""Who a notice is for: a vendor, somebody of the house, or whoever has the phone that was invited."""

from market.core.readers import Reader
from market.models import Invitation, Notice

INVITATION = "invitation"


def subject_of(invitation: Invitation) -> str:
    return f"{INVITATION}:{invitation.pk}"


def reader_of(notice: Notice) -> Reader:
    """Asks the database only about who was invited: the phone stands nowhere in the notice."""
    if vendor := notice.vendor:
        user = notice.user
        return Reader(
            vendor.name,
            vendor.phone or (user.phone if user else "") or "",
            vendor.email or (user.email if user else ""),
        )
    if user := notice.user:
        return Reader(str(user), user.phone or "", user.email)
    return _invited(notice)


def _invited(notice: Notice) -> Reader:
    kind, _, number = notice.subject.partition(":")
    if kind != INVITATION:
        return Reader()
    found = Invitation.objects.filter(pk=number).first()
    return Reader(found.name, found.phone, newcomer=True) if found else Reader()
