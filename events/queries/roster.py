"""Who may stand in a session, and why not: everybody who asked, judged at once."""

from dataclasses import dataclass
from datetime import date

from events.models import Session, SignUp
from market.core.trading import Place
from market.models import Pitch, Vendor
from market.queries.judging import Judgement, judge


@dataclass(frozen=True)
class Entry:
    """A sign-up, and whether its vendor may stand. barred_until: none where nothing bars it then."""

    sign_up: SignUp
    judgement: Judgement

    barred_until: date | None = None

    @property
    def may(self) -> bool:
        return self.judgement.may and self.barred_until is None


def roster(session: Session, sign_ups: list[SignUp], *, decided_on: date) -> list[Entry]:
    """Each sign-up with its judgement for the session's day. A fixed number of queries."""
    like = _any_pitch(session)
    places = [
        Place(each.vendor_id, each.pitch_id or like)
        for each in sign_ups
        if each.pitch_id or like is not None
    ]
    judged = judge(
        [place for place in places if place.pitch],
        session.series.market_id,
        act="place",
        on=session.day,
        decided_on=decided_on,
    )
    return [
        Entry(
            each,
            judged.get(each.vendor_id, Judgement(each.vendor_id)),
            barred_on(each.vendor, session.day),
        )
        for each in sign_ups
    ]


def barred_on(vendor: Vendor, day: date) -> date | None:
    """The last day on which a vendor who is barred on this day may not trade."""
    until = vendor.barred_until
    return until if until is not None and until >= day else None


def _any_pitch(session: Session) -> int:
    """A pitch on the session's ground, for those who have none yet; 0 where there is none."""
    rows = Pitch.objects.filter(zone__market=session.series.market_id)
    if session.zone_id is not None:
        rows = rows.filter(zone=session.zone_id)
    return rows.order_by("pk").values_list("pk", flat=True).first() or 0
