"""What a change of a session would do to its filings, asked before the change is made."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from events.core.breaches import Breach, Remedy, breaches, when_cancelled
from events.core.occasions import Feature, Occasion, hours_between
from events.core.states import FilingState
from events.models import Filing, Session
from events.queries.leads import leads_of

_WITH_THE_AUTHORITY = (FilingState.APPLIED, FilingState.GRANTED)


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A filing that the change breaks or brings. state: how far it is now, empty for a new one."""

    breach: Breach
    state: str
    number: str
    late: bool

    @property
    def breaks(self) -> bool:
        """Whether something that is with the authority already will not do any more."""
        return self.state in _WITH_THE_AUTHORITY


def occasion(session: Session) -> Occasion:
    """The session as the rules of filing see it."""
    return Occasion(
        day=session.day,
        hours=hours_between(session.day, session.starts_at, session.ends_at),
        people=session.expected_people,
        features=frozenset(Feature(word) for word in session.features),
        place=session.zone_id,
    )


def foreseen(session: Session, after: Occasion, *, on: date) -> list[Foreseen]:
    """What the session's filings would need if it became `after`, the most urgent first."""
    found = breaches(occasion(session), after, leads_of(session.series.market_id))
    return _with_states(session, found, on)


def foreseen_cancelled(session: Session, *, on: date) -> list[Foreseen]:
    """What calling it off would ask for: only what is with an authority goes back."""
    found = when_cancelled(occasion(session), leads_of(session.series.market_id))
    return [each for each in _with_states(session, found, on) if each.breaks]


def _with_states(session: Session, found: Iterable[Breach], on: date) -> list[Foreseen]:
    filed = {
        row.type.code: row for row in Filing.objects.filter(session=session).select_related("type")
    }
    return [_foreseen(breach, filed.get(breach.code), on) for breach in found]


def _foreseen(breach: Breach, filing: Filing | None, on: date) -> Foreseen:
    known = filing is not None and breach.remedy is not Remedy.NEW
    breach = breach.for_one(filing.state if filing else "")
    return Foreseen(
        breach,
        filing.state if filing and known else "",
        filing.number if filing and known else "",
        breach.late(on),
    )
