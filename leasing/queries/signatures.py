"""Which leases are signed under which words, and which are in force without a signed paper."""

from dataclasses import dataclass
from datetime import date

from django.db.models import DateField, Exists, F, Func, OuterRef, Q, QuerySet

from leasing.core.drafts import WRITTEN_FROM_MONTHS, must_be_written
from leasing.core.states import ApplicationState, LeaseState
from leasing.models import Lease, LeaseSignature
from leasing.queries.leases import leases_seen_by
from market.core.actors import Actor
from market.core.refusals import Conflict, Missing
from market.models import Document, Upload


@dataclass(frozen=True)
class Signing:
    """How far the signing of a lease has come, with the papers of it.

    needed: the law asks for a signed paper. voided: the vendor signed, but other words. standing:
    the lease is in force, or its offer is accepted.
    """

    paper: Document | None
    plan: Document | None
    slip: Document | None
    signature: LeaseSignature | None
    needed: bool
    voided: bool
    standing: bool

    @property
    def open_to_vendor(self) -> bool:
        """Whether there is something for the vendor to sign now."""
        return self.paper is not None and self.signature is None and self.standing

    @property
    def ready(self) -> bool:
        """Whether the market can put its own name under it without a reason."""
        return self.signature is not None or not (self.needed or self.voided)


def signing_of(lease: Lease) -> Signing:
    """How far the signing of this lease has come. Four queries."""
    kinds = ("contract", "plan", "signature")
    papers = Document.objects.filter(kind__in=kinds, subject=f"lease:{lease.pk}").order_by("pk")
    latest = {paper.kind: paper for paper in papers}
    paper = latest.get("contract")
    signature = signature_under(paper)
    return Signing(
        paper=paper,
        plan=latest.get("plan"),
        slip=latest.get("signature") if signature else None,
        signature=signature,
        needed=must_be_written(lease.starts_on, lease.ends_on),
        voided=signature is None and lease.signatures.exists(),
        standing=_standing(lease),
    )


def _standing(lease: Lease) -> bool:
    application = lease.application
    accepted = application is None or application.state == ApplicationState.ACCEPTED
    return lease.state == LeaseState.SIGNED or (lease.state == LeaseState.OFFERED and accepted)


def signature_under(document: Document | None) -> LeaseSignature | None:
    """The vendor's signature under this very paper, if there is one."""
    if document is None:
        return None
    return LeaseSignature.objects.filter(document=document).prefetch_related("files").first()


def require_agreed(lease: Lease, paper: Document, *, reason: str) -> None:
    """This will refuse to put a lease in force whose vendor has not signed what it says now.

    With a reason it goes on, and so does a lease of less than six months (民法典 第七百零七条).
    """
    if reason.strip() or LeaseSignature.objects.filter(document=paper).exists():
        return
    if LeaseSignature.objects.filter(lease=lease).exists():
        raise Conflict(
            "contract_changed",
            "The terms have changed since the vendor signed. The vendor has to sign the new "
            "contract, or say why it is put in force without.",
            field="reason",
        )
    if must_be_written(lease.starts_on, lease.ends_on):
        raise Conflict(
            "not_signed_by_vendor",
            "The vendor has not signed yet, and a lease of six months or more must be written "
            "(Civil Code, article 707). Let the vendor sign, upload the signed paper, or say why "
            "it is put in force without.",
            field="reason",
        )


def leases_without_paper(leases: QuerySet[Lease], *, on: date) -> QuerySet[Lease]:
    """Those in force on a day that must be written and have no signed paper on file.

    The law takes them for leases without an end (民法典 第七百零七条). Leases that were brought
    in from the operator's own lists were signed elsewhere and are left out.
    """
    signed = LeaseSignature.objects.filter(lease=OuterRef("pk"))
    standing = leases.filter(state=LeaseState.SIGNED, source_key=None).exclude(ends_on__lt=on)
    return standing.filter(~Exists(signed)).filter(_must_be_written())


def _must_be_written() -> Q:
    """core.drafts.must_be_written, in SQL."""
    half_a_year_on = Func(
        F("starts_on"),
        template=f"(%(expressions)s + interval '{WRITTEN_FROM_MONTHS} months')::date",
        output_field=DateField(),
    )
    return Q(ends_on__isnull=True) | Q(ends_on__gte=half_a_year_on)


def file_seen_by(actor: Actor, key: str) -> tuple[Lease, Upload]:
    """A file of a signature, and its lease. Raises Missing for whoever may not see the lease."""
    found = (
        LeaseSignature.objects.filter(files__key=key, lease__in=leases_seen_by(actor).order_by())
        .select_related("lease__vendor", "lease__market")
        .first()
    )
    if found is None:
        raise Missing("missing", "There is nothing here.")
    return found.lease, found.files.get(key=key)
