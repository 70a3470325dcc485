"""What an application looks like: as it is sent, and as it is answered."""

from typing import Annotated

from pydantic import Field

from leasing import rules
from leasing.core.states import APPLICATION, ApplicationState
from leasing.models import Application, ApplicationPaper
from leasing.queries.following import papers_of, standing_lease
from market.api.schemas import Day, Id, Line, Moment, Out, Short, Strict, Text
from market.core.actors import Actor


class ApplicationIn(Strict):
    """An application as it begins. No account is needed; the answer carries a token to go on."""

    market: Id
    name: Line
    phone: Annotated[Short, Field(examples=["138 0000 0000"])]
    contact: Short = ""
    kind: Short = "stall"
    trade: Short = ""
    goods: Annotated[list[Short], Field(max_length=30)] = []
    pitch: Id | None = None
    starts_on: Day | None = None
    months: Annotated[int, Field(ge=1, le=240)] = 12
    message: Annotated[Text, Field(max_length=1000)] = ""
    language: Annotated[str, Field(pattern="^(zh-hans|en)$")] = "zh-hans"
    uscc: Short = ""
    id_kind: Short = ""
    id_number: Short = ""


class ApplicationEdit(Strict):
    """What of a draft is to be changed; what is left out stays."""

    kind: Short | None = None
    trade: Short | None = None
    goods: Annotated[list[Short], Field(max_length=30)] | None = None
    pitch: Id | None = None
    starts_on: Day | None = None
    months: Annotated[int, Field(ge=1, le=240)] | None = None
    message: Annotated[Text, Field(max_length=1000)] | None = None


class CorrectIn(Strict):
    """One complete list of what is to be put right, and by when."""

    corrections: Annotated[Text, Field(min_length=1)]
    due_on: Day


class PaperOut(Out):
    id: int
    permit: int
    type: str
    number: str
    expires_on: Day | None
    state: str
    faults: str

    @classmethod
    def of(cls, paper: ApplicationPaper) -> "PaperOut":
        permit = paper.permit
        return cls(
            id=paper.pk,
            permit=permit.pk,
            type=permit.type.code,
            number=permit.number,
            expires_on=permit.expires_on,
            state=permit.state,
            faults=permit.faults,
        )


class ApplicationOut(Out):
    """An application as its applicant and the operators see it."""

    reference: str
    state: str
    can: list[str]
    market: int
    vendor: int
    vendor_name: str
    kind: str
    trade: str
    goods: list[str]
    pitch: int | None
    starts_on: Day | None
    months: int
    message: str
    corrections: str
    corrections_due_on: Day | None
    offer_until: Moment | None
    lease: str | None
    papers: list[PaperOut]
    submitted_at: Moment | None

    @classmethod
    def of(cls, row: Application, by: Actor) -> "ApplicationOut":
        lease = standing_lease(row)
        return cls(
            reference=row.reference,
            state=row.state,
            can=rules.can(by, "application", APPLICATION, row),
            market=row.market_id,
            vendor=row.vendor_id,
            vendor_name=row.vendor.name,
            kind=row.kind,
            trade=row.trade,
            goods=row.goods,
            pitch=row.wish_id,
            starts_on=row.starts_on,
            months=row.months,
            message=row.message,
            corrections=row.corrections,
            corrections_due_on=row.corrections_due_on,
            offer_until=row.offer_until,
            lease=lease.reference if lease else None,
            papers=[PaperOut.of(paper) for paper in papers_of(row)],
            submitted_at=row.submitted_at,
        )


class Begun(ApplicationOut):
    """The first answer. The token is shown once: send it as `Authorization: Bearer …`."""

    token: str | None = None


class PaperIn(Strict):
    """One paper; the file comes in the same multipart request as `file`."""

    type: Annotated[Short, Field(examples=["BIZ_LICENSE"])]
    number: Short = ""
    expires_on: Day | None = None
    consent: bool = False


class Wanted(Strict):
    """Which applications."""

    state: ApplicationState = ApplicationState.SUBMITTED
    kind: Short = ""
    trade: Short = ""
