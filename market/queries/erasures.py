"""What is to be erased, and when: everything whose purpose is over, or will be by a day."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, DateTimeField, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce, Least, TruncDate
from django.utils.translation import gettext_noop as _

from market.core.actors import Actor
from market.core.hours import SHANGHAI, local_day, start_of
from market.core.periods import ONE_DAY
from market.core.retention import Kept, erase_on
from market.core.states import PermitState
from market.models import (
    Charge,
    Complaint,
    Erasure,
    Move,
    Payment,
    Retention,
    Upload,
    Vendor,
    Worker,
)
from market.queries.sight import of_vendors, sight_of
from market.queries.standing import gone

AUDITING = frozenset(("owner", "manager", "checker", "auditor"))
ANYBODYS = Q()
_OF_FILE = ("sha256", "sealed", "permit__vendor__name", "permit__type__code", "permit__type__name")
CLOSED = (PermitState.REFUSED, PermitState.REPLACED, PermitState.WITHDRAWN, PermitState.REVOKED)

PAPER_OVER, WORKER_LEFT, VENDOR_LEFT, SETTLED, CONSENT_BACK, ASKED = (
    _("the paper is over"),
    _("the worker has left"),
    _("the vendor has left"),
    _("it is settled"),
    _("the consent was taken back"),
    _("the vendor asked for it"),
)
REASONS = (PAPER_OVER, WORKER_LEFT, VENDOR_LEFT, SETTLED, CONSENT_BACK, ASKED)
# what stays its whole time, whoever asks: by law, or while either side may claim something
STAYS = (Kept.VENDOR_FILE, Kept.VENDOR_ID)


@dataclass(frozen=True)
class Due:
    """One thing, whose it is, and the first day on which it is to be gone."""

    noun: str
    pk: int
    kept: str
    vendor: int | None
    vendor_name: str
    what: str
    ended_on: date
    due_on: date
    why: str
    sha256: str = ""

    @property
    def subject(self) -> str:
        return f"{self.noun}:{self.pk}"


def due_by(until: date, *, on: date) -> list[Due]:
    """All that is to be gone by a day, the first due first. on: today, for who has left.

    One query of each kind of thing, however much there is.
    """
    days = _keep_days()
    left = gone(on)
    found: dict[str, Due] = {}
    for due in (
        *_papers(until, days, left),
        *_workers(until, days, left),
        *_vendors(until, days, left),
        *_contacts(until, days),
    ):
        first = found.get(due.subject)
        if first is None or due.due_on < first.due_on:
            found[due.subject] = due
    listed = (due for due in found.values() if due.due_on <= until)
    return sorted(listed, key=lambda due: (due.due_on, due.noun, due.pk))


def over_of(vendors: Collection[int], *, on: date) -> list[Due]:
    """What these vendors may have gone today, before its day: its purpose is over, no law keeps it.

    Photos of sensitive papers that are over, and numbers of people who have left. Source:
    个人信息保护法 第四十七条.
    """
    days = _keep_days()
    far = on + max(days.values(), default=0) * ONE_DAY
    found = [
        *_papers(far, days, {}, Q(permit__vendor__in=vendors)),
        *_workers(far, days, {}, Q(vendor__in=vendors)),
    ]
    return [due for due in found if due.ended_on <= on and due.kept not in STAYS]


def erasures_seen_by(by: Actor) -> QuerySet[Erasure]:
    """What has been erased of the vendors of one's markets, the latest first."""
    sight = sight_of(by, "erasure", AUDITING)
    rows = Erasure.objects.select_related("vendor").order_by("-pk")
    if sight.markets is None:
        return rows
    return rows.filter(of_vendors(sight, "vendor"), vendor__isnull=False)


def seen_of(due: Iterable[Due], by: Actor, vendors: QuerySet[Vendor]) -> list[Due]:
    """Those of vendors whom one sees; those of nobody in particular for who sees every market."""
    listed = list(due)
    sight = sight_of(by, "erasure", AUDITING)
    if sight.markets is None:
        return listed
    mine = set(vendors.filter(pk__in={each.vendor for each in listed}).values_list("pk", flat=True))
    return [each for each in listed if each.vendor in mine]


def _keep_days() -> dict[str, int]:
    return dict(Retention.objects.values_list("code", "keep_days"))


def _gone_by(day: date, left: dict[int, date]) -> list[int]:
    return [vendor for vendor, last in left.items() if last <= day]


def _papers(
    until: date, days: dict[str, int], left: dict[int, date], whose: Q = ANYBODYS
) -> Iterator[Due]:
    """Files of papers: sensitive ones when the paper is over, all of them after the vendor."""
    kept = Upload.objects.filter(whose, permit__isnull=False, erased_at=None)
    kept = kept.select_related("permit__vendor", "permit__type").only(*_OF_FILE)
    over_by = until - min(days.values(), default=0) * ONE_DAY
    for upload in _over_by(over_by, kept.filter(sealed=True)):
        worker_left = upload.worker_until == upload.ended_on  # type: ignore[attr-defined]
        why = WORKER_LEFT if worker_left else PAPER_OVER
        yield _of_paper(upload, upload.ended_on, why, days)  # type: ignore[attr-defined]
    for upload in kept.filter(permit__vendor__in=_gone_by(over_by, left)):
        assert upload.permit is not None
        yield _of_paper(upload, left[upload.permit.vendor_id], VENDOR_LEFT, days)


def _over_by(day: date, uploads: QuerySet[Upload]) -> QuerySet[Upload]:
    """Those whose purpose is over by a day; ended_on says since when. Least() passes NULL by."""
    decided = Move.objects.filter(
        noun="permit", thing=OuterRef("permit"), after=OuterRef("permit__state")
    ).order_by("-pk")
    at = Coalesce(
        Subquery(decided.values("at")[:1]), F("permit__submitted_at"), output_field=DateTimeField()
    )
    return uploads.annotate(
        worker_until=F("permit__worker__until"),
        ended_on=Least(
            Case(When(permit__state__in=CLOSED, then=TruncDate(at, tzinfo=SHANGHAI))),
            Case(When(permit__state=PermitState.ACCEPTED, then=F("permit__expires_on"))),
            F("permit__worker__until"),
        ),
    ).filter(ended_on__lte=day)


def _of_paper(upload: Upload, ended_on: date, why: str, days: dict[str, int]) -> Due:
    permit = upload.permit
    assert permit is not None
    sensitive = permit.type.code if permit.type.code in days else str(Kept.SENSITIVE_PAPER)
    kept = sensitive if upload.sealed else str(Kept.VENDOR_FILE)
    return Due(
        noun="upload",
        pk=upload.pk,
        kept=kept,
        vendor=permit.vendor_id,
        vendor_name=permit.vendor.name,
        what=permit.type.name,
        ended_on=ended_on,
        due_on=erase_on(ended_on, days[kept]),
        why=why,
        sha256=upload.sha256,
    )


def _workers(
    until: date, days: dict[str, int], left: dict[int, date], whose: Q = ANYBODYS
) -> Iterator[Due]:
    keep = days[Kept.WORKER_ID]
    over_by = until - keep * ONE_DAY
    ended = Q(until__lte=over_by) | Q(vendor__in=_gone_by(over_by, left))
    rows = Worker.objects.exclude(id_sealed="").filter(whose, ended).select_related("vendor")
    for worker in rows:
        ends = [day for day in (worker.until, left.get(worker.vendor_id)) if day is not None]
        ended_on = min(ends)
        yield Due(
            noun="worker",
            pk=worker.pk,
            kept=Kept.WORKER_ID,
            vendor=worker.vendor_id,
            vendor_name=worker.vendor.name,
            what=worker.name,
            ended_on=ended_on,
            due_on=erase_on(ended_on, keep),
            why=WORKER_LEFT if ended_on == worker.until else VENDOR_LEFT,
        )


def _vendors(until: date, days: dict[str, int], left: dict[int, date]) -> Iterator[Due]:
    """Who a vendor is: no longer needed once it has left and owes nothing, nor is owed anything."""
    over = _gone_by(until - days[Kept.VENDOR_ID] * ONE_DAY, left)
    open_still = Charge.objects.filter(account__vendor=OuterRef("pk"), open_fen__gt=0)
    unspent = Payment.objects.filter(account__vendor=OuterRef("pk"), free_fen__gt=0)
    rows = Vendor.objects.exclude(id_sealed="").filter(pk__in=over)
    for vendor in rows.filter(~Exists(open_still), ~Exists(unspent)):
        yield Due(
            noun="vendor",
            pk=vendor.pk,
            kept=Kept.VENDOR_ID,
            vendor=vendor.pk,
            vendor_name=vendor.name,
            what=vendor.name,
            ended_on=left[vendor.pk],
            due_on=erase_on(left[vendor.pk], days[Kept.VENDOR_ID]),
            why=VENDOR_LEFT,
        )


def _contacts(until: date, days: dict[str, int]) -> Iterator[Due]:
    keep = days[Kept.COMPLAINT_CONTACT]
    before = start_of(until - keep * ONE_DAY + ONE_DAY)
    rows = Complaint.objects.exclude(contact_sealed="").filter(closed_at__lt=before)
    for complaint in rows.select_related("vendor"):
        assert complaint.closed_at is not None
        ended_on = local_day(complaint.closed_at)
        yield Due(
            noun="complaint",
            pk=complaint.pk,
            kept=Kept.COMPLAINT_CONTACT,
            vendor=complaint.vendor_id,
            vendor_name=complaint.vendor.name if complaint.vendor else "",
            what=complaint.reference,
            ended_on=ended_on,
            due_on=erase_on(ended_on, keep),
            why=SETTLED,
        )
