"""Papers and the files that came with them, as far as one may see them."""

from datetime import date, timedelta

from django.db.models import Prefetch, Q, QuerySet

from market.core.actors import Actor
from market.core.renewals import Window, window
from market.core.states import PermitState
from market.models import Account, Permit, Upload
from market.queries.days import working_calendar
from market.queries.enquiries import enquiries_seen_by
from market.queries.inspections import findings_seen_by
from market.queries.lights import terms_of
from market.queries.paid_notes import paid_notes_seen_by
from market.queries.sight import WITH_PAPERS, of_vendors, sight_of


def permits_seen_by(actor: Actor) -> QuerySet[Permit]:
    """The papers of the vendors that one may see papers of."""
    sight = sight_of(actor, "permit", WITH_PAPERS)
    accounts = Prefetch("vendor__accounts", queryset=Account.objects.order_by("pk"))
    return (
        Permit.objects.filter(of_vendors(sight, "vendor"))
        .select_related("vendor", "type", "worker", "pitch__zone")
        .prefetch_related(
            accounts,
            Prefetch("uploads", queryset=Upload.objects.select_related("preview").order_by("pk")),
        )
        .order_by("vendor__name_key", "vendor", "type__code", "-expires_on", "-pk")
    )


def to_check(permits: QuerySet[Permit]) -> QuerySet[Permit]:
    """Those that wait to be checked, the longest waiting first."""
    return permits.filter(state=PermitState.SUBMITTED).order_by("submitted_at", "pk")


def expiring(permits: QuerySet[Permit], *, on: date, days: int) -> QuerySet[Permit]:
    """Those in force whose last day is the day or one of the next so many, the nearest first."""
    last = on + timedelta(days=days)
    return permits.filter(
        state=PermitState.ACCEPTED, expires_on__gte=on, expires_on__lte=last
    ).order_by("expires_on", "pk")


def lapsed(permits: QuerySet[Permit], *, on: date) -> QuerySet[Permit]:
    """Those that ran out before the day and were not replaced, the longest ago first."""
    return permits.filter(state=PermitState.ACCEPTED, expires_on__lt=on).order_by(
        "expires_on", "pk"
    )


def in_force(permits: QuerySet[Permit], *, on: date) -> QuerySet[Permit]:
    """Those that are checked and valid on the day."""
    valid = permits.filter(state=PermitState.ACCEPTED)
    return valid.exclude(expires_on__lt=on).exclude(issued_on__gt=on)


def renewal_window(permit: Permit) -> Window | None:
    """When a checked paper that runs out may be renewed. One query."""
    if permit.state != PermitState.ACCEPTED or permit.expires_on is None:
        return None
    return window(permit.expires_on, terms_of(permit.type), working_calendar())


def uploads_seen_by(actor: Actor) -> QuerySet[Upload]:
    """The files of the papers and findings that one sees; a sensitive one opens with a reason only."""
    papers = Q(permit__in=permits_seen_by(actor).order_by())
    findings = findings_seen_by(actor).order_by().prefetch_related(None)
    told = paid_notes_seen_by(actor).order_by()
    asked = enquiries_seen_by(actor).order_by()
    return Upload.objects.filter(
        papers
        | Q(finding_photo__finding__in=findings)
        | Q(paid_note__in=told)
        | Q(enquiry_message__enquiry__in=asked)
    ).select_related("permit__vendor", "permit__type", "permit__pitch__zone")
