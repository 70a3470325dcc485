"""What a call looks like: as it is sent, and as it is answered."""

from typing import Annotated, Any, Literal

from pydantic import Field

from leasing import rules
from leasing.core.states import CALL, DrawState
from leasing.models import Call
from leasing.queries.calls import phase_of, pitches_of, quotas_of, states_of
from market import clock
from market.api.schemas import Id, Moment, Out, Short, Strict, Text
from market.core.actors import Actor

Places = Annotated[int, Field(ge=1, le=1000)]


class CallIn(Strict):
    """A call as it is written. quotas: places by trade; what is not named has no number."""

    market: Id
    title: Annotated[Short, Field(min_length=1)]
    title_en: Short = ""
    text: Text = ""
    text_en: Text = ""
    kind: Short = "stall"
    opens_at: Moment
    closes_at: Moment
    decided_by: Literal["arrival", "review", "lottery"] = "review"
    zone: Id | None = None
    pitches: Annotated[list[Id], Field(max_length=500)] = []
    quotas: dict[Short, Places] = {}
    late_code: Short = ""


class CallEdit(Strict):
    """What of a call is to be changed; what is left out stays."""

    title: Annotated[Short, Field(min_length=1)] | None = None
    title_en: Short | None = None
    text: Text | None = None
    text_en: Text | None = None
    kind: Short | None = None
    opens_at: Moment | None = None
    closes_at: Moment | None = None
    decided_by: Literal["arrival", "review", "lottery"] | None = None
    zone: Id | None = None
    pitches: Annotated[list[Id], Field(max_length=500)] | None = None
    quotas: dict[Short, Places] | None = None
    late_code: Short | None = None


class QuotaOut(Out):
    """taken counts what is promised, and is for the market's own people."""

    trade: str
    places: int
    taken: int | None


class CallOut(Out):
    """A call. phase is what the clock makes of its state: coming, running or over."""

    reference: str
    market: int
    kind: str
    state: str
    phase: str
    can: list[str]
    title: str
    title_en: str
    text: str
    text_en: str
    opens_at: Moment
    closes_at: Moment
    decided_by: str
    zone: int | None
    pitches: list[int]
    quotas: list[QuotaOut]
    draw: str | None
    applications: dict[str, int] | None

    @classmethod
    def of(cls, row: Call, by: Actor) -> "CallOut":
        within = rules.allows(by, "application.see_decision", row)
        taken = {quota.trade: quota.taken for quota in quotas_of(row)} if within else {}
        draw = row.draws.exclude(state=DrawState.VOID).first()
        return cls(
            reference=row.reference,
            market=row.market_id,
            kind=row.kind,
            state=row.state,
            phase=phase_of(row, at=clock.now()),
            can=rules.can(by, "call", CALL, row),
            title=row.title,
            title_en=row.title_en,
            text=row.text,
            text_en=row.text_en,
            opens_at=row.opens_at,
            closes_at=row.closes_at,
            decided_by=row.decided_by,
            zone=row.zone_id,
            pitches=[pitch.pk for pitch in pitches_of(row)],
            quotas=[
                QuotaOut(trade=each.trade, places=each.places, taken=taken.get(each.trade))
                for each in row.quotas.all()
            ],
            draw=draw.reference if draw else None,
            applications=states_of(row) if within else None,
        )


class CallLine(Out):
    """A call in a list."""

    reference: str
    market: int
    kind: str
    phase: str
    title: str
    title_en: str
    opens_at: Moment
    closes_at: Moment
    decided_by: str

    @classmethod
    def of(cls, row: Any) -> "CallLine":
        return cls(
            **{name: getattr(row, name) for name in cls.model_fields if name != "market"},
            market=row.market_id,
        )
