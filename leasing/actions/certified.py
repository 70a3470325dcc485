"""Signing through a certified provider: the contract goes there, and comes back signed."""

from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.utils.module_loading import import_string

from leasing import rules
from leasing.actions import signing
from leasing.core.certified import Provider, ToSign, Unavailable
from leasing.models import Lease, LeaseSignature
from market.core.actors import Actor
from market.core.files import PDF, CleanFile
from market.core.refusals import Conflict
from market.documents.drawing import pdf_of
from market.models import Document


def send(lease: Lease, *, by: Actor, at: datetime) -> None:
    """Hand the contract, as it is to be signed now, to the provider.

    Sent again it is the same errand. This will refuse with Conflict("no_provider"),
    Conflict("provider_unavailable"), and as signing.prepare does.
    """
    rules.require(by, "lease.scan", lease)
    paper = signing.prepare(lease, at=at)
    pdf = pdf_of(paper)
    errand = ToSign(
        key=_key(lease, paper),
        title=lease.reference,
        pdf=pdf,
        sha256=sha256(pdf).hexdigest(),
        signer=lease.vendor.name,
        phone=lease.vendor.phone,
    )
    try:
        _provider().send(errand)
    except Unavailable as fault:
        raise _unavailable(fault) from fault


def fetch(lease: Lease, *, by: Actor, at: datetime) -> LeaseSignature | None:
    """Keep what the provider gives back; nothing while the vendor has not signed there.

    This will refuse with Conflict("contract_changed_meanwhile") a signature under other words
    than the lease has now.
    """
    rules.require(by, "lease.scan", lease)
    paper = signing.prepare(lease, at=at)
    try:
        signed = _provider().fetch(_key(lease, paper))
    except Unavailable as fault:
        raise _unavailable(fault) from fault
    if signed is None:
        return None
    if signed.sha256 != sha256(pdf_of(paper)).hexdigest():
        raise signing.changed()
    given = {
        "method": "provider",
        "provider_reference": signed.reference,
        "pdf_sha256": signed.sha256,
    }
    file = CleanFile(signed.pdf, PDF, f"{lease.reference}.pdf")
    return signing.write(lease, paper, [file], given, by=by, at=at)


def _provider() -> Provider:
    if not settings.SIGNATURE_PROVIDER:
        raise Conflict(
            "no_provider",
            "No provider of electronic signatures is set up. Let the vendor sign with a code, or "
            "upload the signed paper.",
        )
    provider: Provider = import_string(settings.SIGNATURE_PROVIDER)()
    return provider


def _key(lease: Lease, paper: Document) -> str:
    """The same paper is the same errand, other words are another one."""
    return f"{lease.reference}-{paper.pk}"


def _unavailable(fault: Unavailable) -> Conflict:
    return Conflict(
        "provider_unavailable",
        "The provider of electronic signatures does not answer: {why}. Please try again later.",
        why=str(fault),
    )
