"""The vendor's signature under a contract: by a code to the phone, or by hand and scanned."""

from collections.abc import Collection, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import transaction

from leasing import rules
from leasing.actions import plans
from leasing.core.evidence import Evidence
from leasing.core.states import ApplicationState, LeaseState
from leasing.documents import contracts, signatures
from leasing.models import Lease, LeaseSignature
from leasing.queries.signatures import file_seen_by, signature_under
from leasing.queries.standing import contract_of
from market.actions import codes, reveals, uploads
from market.core.actors import Actor
from market.core.files import PDF, CleanFile, clean
from market.core.identity.masks import masked_phone
from market.core.refusals import Conflict, Invalid
from market.documents.drawing import pdf_of
from market.models import Document, Upload

MOST_PAGES = 12


@transaction.atomic
def prepare(lease: Lease, *, at: datetime) -> Document:
    """The contract as it is to be signed now, frozen anew where the terms have changed.

    This will refuse with Conflict("nothing_to_sign") a lease that is neither offered nor in
    force, and with Conflict("accept_first") an offer that was not accepted.
    """
    locked = Lease.objects.select_for_update(of=("self",)).get(pk=lease.pk)
    if locked.state == LeaseState.OFFERED:
        _require_accepted(locked)
        return contracts.freeze(locked, plans.proposed(locked), at=at)
    paper = contract_of(locked)
    if locked.state != LeaseState.SIGNED or paper is None:
        raise Conflict("nothing_to_sign", "There is no contract to be signed here now.")
    return paper


def send_code(
    lease: Lease, *, document: int, ticked: Collection[str], by: Actor, at: datetime
) -> None:
    """Send the vendor's phone a code that signs this very paper, and no other.

    document: the id of the paper that was read. ticked: see sign_by_code. Refuses with
    Conflict("contract_changed_meanwhile") when that is not what is to be signed any more, with
    Conflict("signed_already"), Conflict("no_phone"), and as codes.issue does.
    """
    rules.require(by, "lease.agree", lease)
    paper = _current(lease, document, at=at)
    _require_ticked(contracts.heavy_numbers(paper.contents), ticked)
    codes.issue(_phone(lease), errand=_errand(lease, paper), at=at)


def sign_by_code(
    lease: Lease,
    *,
    document: int,
    code: str,
    ticked: Collection[str],
    evidence: Evidence,
    by: Actor,
    at: datetime,
) -> LeaseSignature:
    """Put the vendor's name under the contract. What was agreed is kept as the PDF it was.

    ticked: the numbers of the heavy clauses, every one of them. Refuses as send_code does, with
    Invalid("not_all_ticked"), and with Invalid("bad_code") a code that is wrong, old, or for
    another paper. Source: 电子签名法 第十三条, 第十四条; 民法典 第四百九十六条.
    """
    rules.require(by, "lease.agree", lease)
    paper = _current(lease, document, at=at)
    heavy = contracts.heavy_numbers(paper.contents)
    _require_ticked(heavy, ticked)
    phone = codes.prove(_phone(lease), code, _errand(lease, paper), at=at)
    given = {
        "method": "code",
        "phone_masked": masked_phone(phone),
        "ip": evidence.ip,
        "user_agent": evidence.agent,
        "ticked": heavy,
    }
    pdf = pdf_of(paper)
    given["pdf_sha256"] = sha256(pdf).hexdigest()
    file = CleanFile(pdf, PDF, f"{lease.reference}.pdf")
    return write(lease, paper, [file], given, by=by, at=at)


def sign_by_scan(
    lease: Lease, pages: Sequence[tuple[bytes, str]], *, by: Actor, at: datetime
) -> LeaseSignature:
    """Keep the scan of the contract that was signed by hand: photos or a PDF, sealed.

    pages: content and name of each file. Refuses as prepare() does, what files.clean() refuses,
    Conflict("signed_already"), and more than MOST_PAGES files or none.
    """
    rules.require(by, "lease.scan", lease)
    if not 0 < len(pages) <= MOST_PAGES:
        raise Invalid(
            "bad_pages",
            "Send the signed contract as one to {most} photos, or as one PDF.",
            most=MOST_PAGES,
            field="files",
        )
    files = [clean(content, name, most_bytes=settings.UPLOAD_BYTES) for content, name in pages]
    return write(lease, prepare(lease, at=at), files, {"method": "scan"}, by=by, at=at)


@transaction.atomic
def open_file(key: str, *, by: Actor, at: datetime) -> tuple[Upload, bytes]:
    """A file of a signature, for whoever manages the lease. That it was read is written down."""
    lease, upload = file_seen_by(by, key)
    rules.require(by, "lease.scan", lease)
    subject, reason = f"upload:{upload.pk}", f"signed contract {lease.reference}"
    reveals.note(lease.vendor, subject=subject, reason=reason, by=by, at=at)
    return upload, uploads.read(upload)


@transaction.atomic
def write(
    lease: Lease,
    paper: Document,
    files: Sequence[CleanFile],
    given: dict[str, Any],
    *,
    by: Actor,
    at: datetime,
) -> LeaseSignature:
    """The row, its files, and the slip that says how it was signed. Signed is signed once.

    Whoever calls this has asked the rules, and knows that the vendor agreed to this very paper.
    """
    Lease.objects.select_for_update(of=("self",)).get(pk=lease.pk)
    _require_unsigned(paper)
    row = LeaseSignature.objects.create(
        lease=lease,
        document=paper,
        sha256=paper.sha256,
        at=at,
        by_id=by.user,
        by_name=by.name,
        **given,
    )
    kept: list[Upload] = [uploads.keep(file, sealed=True, by=by, at=at) for file in files]
    row.files.set(kept)
    signatures.freeze(row, at=at)
    return row


def _current(lease: Lease, document: int, *, at: datetime) -> Document:
    """The paper to be signed, when it is the one that was read."""
    paper = prepare(lease, at=at)
    if paper.pk != document:
        raise changed()
    _require_unsigned(paper)
    return paper


def changed() -> Conflict:
    return Conflict(
        "contract_changed_meanwhile",
        "The contract has changed since you opened it. Please read it again as it is now.",
    )


def _require_unsigned(paper: Document) -> None:
    if signature_under(paper) is not None:
        raise Conflict("signed_already", "This contract is signed already.")


def _require_accepted(lease: Lease) -> None:
    application = lease.application
    if application is not None and application.state != ApplicationState.ACCEPTED:
        raise Conflict("accept_first", "Accept the offer first, then sign the contract.")


def _require_ticked(heavy: Sequence[str], ticked: Collection[str]) -> None:
    left = [number for number in heavy if number not in ticked]
    if left:
        raise Invalid(
            "not_all_ticked",
            "Please read and tick these clauses too: {numbers}.",
            numbers="、".join(left),
            field="ticked",
        )


def _phone(lease: Lease) -> str:
    if not lease.vendor.phone:
        raise Conflict(
            "no_phone",
            "There is no mobile number on file to send a code to. Sign on paper at the market "
            "office.",
        )
    return lease.vendor.phone


def _errand(lease: Lease, paper: Document) -> codes.Errand:
    return codes.Errand(
        "signing", "signing_code", about=paper.sha256, facts={"reference": lease.reference}
    )
