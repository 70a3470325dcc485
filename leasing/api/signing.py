"""/leases/{reference}/contract and what puts a name under it."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import File, Router, UploadedFile
from pydantic import Field

from leasing.actions import certified, signing
from leasing.core.evidence import Evidence
from leasing.documents.contracts import heavy_numbers
from leasing.models import LeaseSignature
from leasing.queries.following import lease_seen_by
from leasing.queries.signatures import signing_of
from market import clock
from market.actions.codes import DIGITS, LIFE
from market.api.access import caller, member, operator
from market.api.codes import CodeOut
from market.api.idempotency import answered_afresh
from market.api.schemas import Id, Moment, Out, Short, Strict
from market.api.throttles import codes, guesses
from market.core.refusals import Missing
from market.pages.patience import address_of

router = Router(auth=member)
Ticked = Annotated[list[Short], Field(max_length=60)]


class SignatureOut(Out):
    """How a contract was signed. sha256 is of its contents, pdf_sha256 of its PDF."""

    document: int
    method: str
    party: str
    phone: str
    at: Moment
    ticked: list[str]
    sha256: str
    pdf_sha256: str

    @classmethod
    def of(cls, row: LeaseSignature) -> "SignatureOut":
        return cls(
            document=row.document_id,
            method=row.method,
            party=row.party,
            phone=row.phone_masked,
            at=row.at,
            ticked=row.ticked,
            sha256=row.sha256,
            pdf_sha256=row.pdf_sha256,
        )


class ContractOut(Out):
    """The contract as it stands. heavy: the clauses that are ticked one by one.

    The PDF is at /documents/{document}/pdf.
    """

    document: int
    sha256: str
    contents: dict[str, Any]
    heavy: list[str]
    must_be_signed: bool
    signature: SignatureOut | None


class CodeIn(Strict):
    """The contract that was read, and the clauses that were ticked."""

    document: Id
    ticked: Ticked = []


class SignIn(CodeIn):
    """The same with the code that came back."""

    code: Short


@router.get("/leases/{reference}/contract", response=ContractOut)
def contract(request: HttpRequest, reference: str) -> ContractOut:
    """The contract to be signed, or as it was signed."""
    standing = signing_of(lease_seen_by(caller(request), reference))
    paper, row = standing.paper, standing.signature
    if paper is None:
        raise Missing("no_contract", "There is no contract yet: the lease was not offered.")
    return ContractOut(
        document=paper.pk,
        sha256=paper.sha256,
        contents=paper.contents,
        heavy=heavy_numbers(paper.contents),
        must_be_signed=standing.needed,
        signature=SignatureOut.of(row) if row else None,
    )


@router.post("/leases/{reference}/signing-codes", response={202: CodeOut}, throttle=[codes])
@answered_afresh
def send_code(request: HttpRequest, reference: str, told: CodeIn) -> CodeOut:
    """Send the vendor's phone the code that signs this contract."""
    by = caller(request)
    signing.send_code(lease_seen_by(by, reference), **told.model_dump(), by=by, at=clock.now())
    return CodeOut(minutes=int(LIFE.total_seconds() // 60), digits=DIGITS)


@router.post("/leases/{reference}/signatures", response={201: SignatureOut}, throttle=[guesses])
@answered_afresh
def sign(request: HttpRequest, reference: str, told: SignIn) -> SignatureOut:
    """The vendor signs: every heavy clause ticked, and the code typed."""
    by = caller(request)
    seen = Evidence(address_of(request), request.headers.get("User-Agent", ""))
    lease, at = lease_seen_by(by, reference), clock.now()
    return SignatureOut.of(
        signing.sign_by_code(lease, **told.model_dump(), evidence=seen, by=by, at=at)
    )


@router.post("/leases/{reference}/certified", response={202: None}, auth=operator)
def send_to_provider(request: HttpRequest, reference: str) -> None:
    """Hand the contract to the certified provider of signatures."""
    by = caller(request)
    certified.send(lease_seen_by(by, reference), by=by, at=clock.now())


@router.post("/leases/{reference}/certified/fetch", response=SignatureOut | None, auth=operator)
def fetch_from_provider(request: HttpRequest, reference: str) -> SignatureOut | None:
    """Fetch what the provider has; nothing while the vendor has not signed there."""
    by = caller(request)
    row = certified.fetch(lease_seen_by(by, reference), by=by, at=clock.now())
    return SignatureOut.of(row) if row else None


@router.post("/leases/{reference}/scans", response={201: SignatureOut}, auth=operator)
def scan(request: HttpRequest, reference: str, files: File[list[UploadedFile]]) -> SignatureOut:
    """The contract signed by hand: photos of every page, or one PDF."""
    by = caller(request)
    pages = [(file.read(), file.name or "") for file in files]
    lease = lease_seen_by(by, reference)
    return SignatureOut.of(signing.sign_by_scan(lease, pages, by=by, at=clock.now()))
