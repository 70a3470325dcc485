"""The letters about a lease, as they were stored."""

from django.db.models import QuerySet

from leasing.models import Lease
from market.models import Document

LETTERS = ("amendment", "renewal", "transfer", "relocation", "objection")


def letters_of(lease: Lease) -> QuerySet[Document]:
    """All of them, the newest first."""
    return Document.objects.filter(subject=f"lease:{lease.pk}", kind__in=LETTERS).order_by("-pk")
