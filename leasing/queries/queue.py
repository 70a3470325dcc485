"""Which applications wait for somebody at the desk."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from leasing.core.states import OPEN_APPLICATIONS, ApplicationState, LeaseState
from leasing.models import Application, Lease

WAITING = tuple(state for state in OPEN_APPLICATIONS if state != ApplicationState.DRAFT)


def waiting(applications: QuerySet[Application]) -> QuerySet[Application]:
    """Those that were handed in and are not decided, and those whose lease is to be signed."""
    return applications.filter(Q(state__in=WAITING) | _unsigned())


def to_sign(applications: QuerySet[Application]) -> QuerySet[Application]:
    """Those whose vendor took the offer: the lease is to be signed."""
    return applications.filter(_unsigned())


def late_corrections(applications: QuerySet[Application], *, on: date) -> QuerySet[Application]:
    """Those that were to be put right before the day, and were not."""
    return applications.filter(state=ApplicationState.CORRECTING, corrections_due_on__lt=on)


def _unsigned() -> Q:
    lease = Lease.objects.filter(application=OuterRef("pk"), state=LeaseState.OFFERED)
    return Q(Exists(lease), state=ApplicationState.ACCEPTED)
