"""Papers of our own making: contracts, bills, receipts… as they were frozen, and as PDFs."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router
from pydantic import Field

from market import clock
from market.actions import paper_trail
from market.api.access import caller, member
from market.api.paging import Page, Window, page
from market.api.schemas import Day, Id, Moment, Out, Strict
from market.attachments import as_pdf
from market.documents.drawing import pdf_of
from market.models import Document
from market.queries.documents import document_seen_by, documents_seen_by
from market.queries.money import accounts_seen_by

router = Router(auth=member)


class DocumentOut(Out):
    """A paper. sha256 is over its contents: JSON, UTF-8, sorted keys, no spaces."""

    id: int
    kind: str
    subject: str
    market: int
    sha256: str
    made_at: Moment
    contents: dict[str, Any]

    @classmethod
    def of(cls, row: Document) -> "DocumentOut":
        return cls(
            id=row.pk,
            kind=row.kind,
            subject=row.subject,
            market=row.market_id,
            sha256=row.sha256,
            made_at=row.made_at,
            contents=row.contents,
        )


class Wanted(Strict):
    """Which papers."""

    kind: Annotated[str | None, Field(max_length=20)] = None
    subject: Annotated[str | None, Field(max_length=60)] = None


class BillIn(Strict):
    """The account, and the day whose bill is wanted."""

    account: Id
    due_on: Day


class StatementIn(Strict):
    """The account, and the days of the statement, both included."""

    account: Id
    first: Day
    last: Day


@router.get("", response=Page[DocumentOut])
def documents(
    request: HttpRequest, wanted: Query[Wanted], window: Query[Window]
) -> Page[DocumentOut]:
    """The papers about what the caller sees, the newest first."""
    found = documents_seen_by(caller(request)).filter(**wanted.said())
    return page(request, found, window, DocumentOut.of)


@router.post("/bills", response={201: DocumentOut})
def bill(request: HttpRequest, given: BillIn) -> DocumentOut:
    """Freeze the bill of a day. The same bill on the same day is the same paper."""
    by = caller(request)
    account = get_object_or_404(accounts_seen_by(by), pk=given.account)
    return DocumentOut.of(paper_trail.bill(account, due_on=given.due_on, by=by, at=clock.now()))


@router.post("/statements", response={201: DocumentOut})
def statement(request: HttpRequest, given: StatementIn) -> DocumentOut:
    """Freeze a statement of account."""
    by = caller(request)
    account = get_object_or_404(accounts_seen_by(by), pk=given.account)
    days = {"first": given.first, "last": given.last}
    return DocumentOut.of(paper_trail.statement(account, **days, by=by, at=clock.now()))


@router.get("/{int:document_id}", response=DocumentOut)
def document(request: HttpRequest, document_id: int) -> DocumentOut:
    """One paper with what it says."""
    return DocumentOut.of(document_seen_by(caller(request), document_id))


@router.get("/{int:document_id}/pdf", response=bytes)
def pdf(request: HttpRequest, document_id: int) -> HttpResponse:
    """The same as a PDF: the same bytes every time."""
    found = document_seen_by(caller(request), document_id)
    return as_pdf(found, pdf_of(found))
