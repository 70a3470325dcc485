"""What an application looks like: as it is sent, and as it is answered."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from leasing import rules
from leasing.core.rubrics import opinion
from leasing.core.states import ApplicationState
from leasing.core.telling import told_state
from leasing.models import Application, ApplicationPaper
from leasing.queries.following import papers_of, standing_lease
from market.api.schemas import Day, Id, Line, Moment, Out, Short, Strict, Text, YuanOut
from market.core.actors import Actor

# pitches in the order of one's wishes; `pitch` alone names the first
Wishes = Annotated[list[Id], Field(max_length=5)]


class ApplicationIn(Strict):
    """An application as it begins. No account is needed; the answer carries a token to go on."""

    market: Id
    name: Line
    phone: Annotated[Short, Field(examples=["138 0000 0000"])]
    contact: Short = ""
    call: Short = ""
    late_code: Short = ""
    kind: Short = "stall"
    trade: Short = ""
    goods: Annotated[list[Short], Field(max_length=30)] = []
    pitch: Id | None = None
    wishes: Wishes = []
    any_pitch: bool = False
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
    wishes: Wishes | None = None
    any_pitch: bool | None = None
    starts_on: Day | None = None
    months: Annotated[int, Field(ge=1, le=240)] | None = None
    message: Annotated[Text, Field(max_length=1000)] | None = None


class CorrectIn(Strict):
    """One complete list of what is to be put right, and by when."""

    corrections: Annotated[Text, Field(min_length=1)]
    due_on: Day | None = Field(None, description="five working days on, when left out")
    came_in: Annotated[Line, Field(description="what has come to light since the last list")] = ""


class SubmitIn(Strict):
    """The code that still lets one in after a call has closed."""

    late_code: Short = ""


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


class InsideOut(Out):
    """What only the market's own people see of an application."""

    place: int | None
    reviews: int
    score: Decimal | None
    spread: Decimal | None
    reason: str
    pitch: int | None
    rent: YuanOut | None
    title: str
    body: str

    @classmethod
    def of(cls, row: Application) -> "InsideOut":
        decision = getattr(row, "decision", None)
        found = opinion(review.score for review in row.reviews.all())
        return cls(
            place=row.place if row.state == ApplicationState.WAITLISTED else None,
            reviews=found.reviews if found else 0,
            score=found.mean if found else None,
            spread=found.spread if found else None,
            reason=decision.reason if decision else "",
            pitch=decision.pitch_id if decision else None,
            rent=decision.rent_fen if decision else None,
            title=decision.title if decision else "",
            body=decision.body if decision else "",
        )


class ApplicationOut(Out):
    """An application as its applicant and the operators see it.

    A decision that was not told shows to operators alone: in `state`, in `can` and in `inside`.
    """

    reference: str
    state: str
    can: list[str]
    market: int
    vendor: int
    vendor_name: str
    kind: str
    trade: str
    goods: list[str]
    call: str | None
    late: bool
    pitch: int | None
    wishes: list[int]
    any_pitch: bool
    starts_on: Day | None
    months: int
    message: str
    corrections: str
    corrections_due_on: Day | None
    offer_until: Moment | None
    lease: str | None
    papers: list[PaperOut]
    submitted_at: Moment | None
    inside: InsideOut | None

    @classmethod
    def of(cls, row: Application, by: Actor) -> "ApplicationOut":
        lease = standing_lease(row)
        within = rules.allows(by, "application.see_decision", row)
        return cls(
            reference=row.reference,
            state=row.state if within else told_state(row.state, row.decided_from),
            can=rules.moves_open(row, by),
            market=row.market_id,
            vendor=row.vendor_id,
            vendor_name=row.vendor.name,
            kind=row.kind,
            trade=row.trade,
            goods=row.goods,
            call=row.call.reference if row.call else None,
            late=row.late,
            pitch=row.wish_id,
            wishes=[wish.pitch_id for wish in row.wishes.all()],
            any_pitch=row.any_pitch,
            starts_on=row.starts_on,
            months=row.months,
            message=row.message,
            corrections=row.corrections,
            corrections_due_on=row.corrections_due_on,
            offer_until=row.offer_until,
            lease=lease.reference if lease else None,
            papers=[PaperOut.of(paper) for paper in papers_of(row)],
            submitted_at=row.submitted_at,
            inside=InsideOut.of(row) if within else None,
        )


class Begun(ApplicationOut):
    """The first answer. The token is shown once: send it as `Authorization: Bearer …`."""

    token: str | None = None


class PaperIn(Strict):
    """One paper; the file comes in the same multipart request as `file`."""

    type: Annotated[Short, Field(min_length=1, examples=["BIZ_LICENSE"])]
    number: Short = ""
    expires_on: Day | None = None
    consent: bool = False


class Wanted(Strict):
    """Which applications."""

    state: ApplicationState | None = None
    kind: Short = ""
    trade: Short = ""
    call: Annotated[Short, Field(description="the reference of a call")] = ""
