"""/sessions/{id}/roster: who may stand, and why not."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router

from events.core.states import SignUpState
from events.queries.roster import Entry, roster
from events.queries.sessions import sessions_worked_by
from events.queries.sign_ups import sign_ups_seen_by
from market import clock
from market.api.access import caller, operator
from market.api.schemas import Day, Out
from market.queries.judging import Lack

router = Router(auth=operator)
SHOWN = (SignUpState.PLACED, SignUpState.ASKED, SignUpState.WAITING)


class LackOut(Out):
    """A paper that is not in order; who: the person it should belong to."""

    paper: str
    who: str
    light: str
    expires_on: Day | None

    @classmethod
    def of(cls, lack: Lack) -> "LackOut":
        return cls(paper=lack.type.code, who=lack.who, light=lack.light, expires_on=lack.expires_on)


class EntryOut(Out):
    """One sign-up. stops: what is in the way; warns: what is not, but wants mending."""

    sign_up: int
    vendor: int
    vendor_name: str
    pitch: str
    state: str
    may_stand: bool
    suspended: str
    barred_until: Day | None
    stops: list[LackOut]
    warns: list[LackOut]
    let_pass: list[LackOut]

    @classmethod
    def of(cls, entry: Entry) -> "EntryOut":
        row, judged = entry.sign_up, entry.judgement
        return cls(
            sign_up=row.pk,
            vendor=row.vendor_id,
            vendor_name=row.vendor.name,
            pitch=row.pitch.code if row.pitch else "",
            state=row.state,
            may_stand=entry.may,
            suspended=judged.suspension.reason if judged.suspension else "",
            barred_until=entry.barred_until,
            stops=[LackOut.of(lack) for lack in judged.stops],
            warns=[LackOut.of(lack) for lack in judged.warns],
            let_pass=[LackOut.of(lack) for lack in judged.let_pass],
        )


@router.get("/sessions/{int:pk}/roster", response=list[EntryOut])
def of_session(request: HttpRequest, pk: int) -> list[EntryOut]:
    """Everybody who has a place in the session or wishes for one."""
    by = caller(request)
    one = get_object_or_404(sessions_worked_by(by), pk=pk)
    rows = sign_ups_seen_by(by).filter(session=one, state__in=SHOWN)
    ordered = list(rows.order_by("pitch__code_key", "asked_at", "pk"))
    return [EntryOut.of(entry) for entry in roster(one, ordered, decided_on=clock.today())]
