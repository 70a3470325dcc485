"""Which applications wait for somebody at the desk."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from leasing.core.states import DECIDED, OPEN_APPLICATIONS, ApplicationState, LeaseState
from leasing.models import Application, Lease, LeasePitch

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


def decided(applications: QuerySet[Application]) -> QuerySet[Application]:
    """Those that are decided, and nobody was told."""
    return applications.filter(state__in=DECIDED)


def to_pass_on(applications: QuerySet[Application]) -> QuerySet[Application]:
    """Those whose offer was not taken and whose pitch nobody has been given since, while somebody
    on the same list waits for one."""
    waiting = Application.objects.filter(
        state=ApplicationState.WAITLISTED, market=OuterRef("market"), kind=OuterRef("kind")
    )
    on_its_call = Q(call__isnull=False) & Exists(waiting.filter(call=OuterRef("call")))
    outside = Q(call__isnull=True) & Exists(waiting.filter(call__isnull=True))
    given_again = LeasePitch.objects.filter(
        pitch=OuterRef("pitch"),
        lease__gt=OuterRef("lease"),
        lease__state__in=(LeaseState.OFFERED, LeaseState.SIGNED),
    )
    freed = LeasePitch.objects.filter(~Exists(given_again), lease__application=OuterRef("pk"))
    return applications.filter(
        on_its_call | outside,
        Exists(freed),
        state__in=(ApplicationState.DECLINED, ApplicationState.EXPIRED),
    )


def _unsigned() -> Q:
    lease = Lease.objects.filter(application=OuterRef("pk"), state=LeaseState.OFFERED)
    return Q(Exists(lease), state=ApplicationState.ACCEPTED)
