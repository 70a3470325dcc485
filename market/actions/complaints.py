"""What customers are not content with: taken in from anybody, answered in time."""

from datetime import datetime, timedelta

from django.db import transaction

from market import rules
from market.actions import moves
from market.actions.references import new_reference
from market.core.actors import Actor
from market.core.hours import local_day
from market.core.identity.phones import mobile
from market.core.inspecting.states import COMPLAINT
from market.core.particulars import at_field
from market.core.refusals import Conflict, Invalid
from market.core.wording import masked
from market.models import Complaint, Market, Pitch, Vendor
from market.models.inspections import CAME_BY, COMPLAINT_KINDS
from market.queries.days import working_calendar
from market.sealing import COMPLAINT_CONTACT, house_seal

# 市场监督管理投诉举报处理暂行办法 第十四条: whether it is taken up, within seven working days
WORKING_DAYS = 7
# of one pitch in a day, from its page: beyond that somebody plays
MOST_A_DAY = 30


@transaction.atomic
def receive(
    market: Market,
    *,
    kind: str,
    text: str,
    by: Actor,
    at: datetime,
    pitch: Pitch | None = None,
    vendor: Vendor | None = None,
    contact: str = "",
    came_by: str = "desk",
) -> Complaint:
    """Take a complaint in. contact: a mobile number, optional; it is sealed, and erased in time.

    Anybody may complain. Raises Invalid for an unknown kind, without a text, or for a number that
    is none.
    """
    if kind not in COMPLAINT_KINDS or came_by not in CAME_BY:
        raise Invalid("bad_kind", "Choose what it is about.", field="kind")
    if len(text.strip()) < 2:
        raise Invalid("missing_text", "Please say in a few words what happened.", field="text")
    number = at_field("contact", mobile, contact) if contact.strip() else ""
    _require_bearable(market, pitch, at)
    return Complaint.objects.create(
        reference=new_reference("C"),
        market=market,
        pitch=pitch,
        vendor=vendor,
        kind=kind,
        text=text.strip()[:1000],
        contact_sealed=house_seal().seal(number, COMPLAINT_CONTACT) if number else "",
        contact_masked=masked(number) if number else "",
        came_by=came_by,
        due_on=working_calendar().add_working_days(local_day(at), WORKING_DAYS),
        received_at=at,
    )


@transaction.atomic
def take(complaint: Complaint, *, by: Actor, at: datetime) -> Complaint:
    """Somebody looks into it."""
    rules.require(by, "complaint.take", complaint)
    return moves.move(complaint, COMPLAINT, "take", by=by, at=at)


@transaction.atomic
def settle(complaint: Complaint, *, answer: str, by: Actor, at: datetime) -> Complaint:
    """It is dealt with; how, is kept and told to whoever complained."""
    return _close(complaint, "settle", answer, by=by, at=at)


@transaction.atomic
def dismiss(complaint: Complaint, *, answer: str, by: Actor, at: datetime) -> Complaint:
    """There is nothing in it, or it is not ours to judge; why, is kept."""
    return _close(complaint, "dismiss", answer, by=by, at=at)


@transaction.atomic
def contact(complaint: Complaint, *, by: Actor, at: datetime) -> str:
    """How to reach whoever complained, in plain. Who read it and when is written down first."""
    rules.require(by, "complaint.contact", complaint)
    if not complaint.contact_sealed:
        raise Invalid("nothing_sealed", "There is no number on file.")
    moves.note(complaint, "contact", by=by, at=at)
    return house_seal().open(complaint.contact_sealed, COMPLAINT_CONTACT)


def _close(complaint: Complaint, name: str, answer: str, *, by: Actor, at: datetime) -> Complaint:
    rules.require(by, f"complaint.{name}", complaint)
    if not answer.strip():
        raise Invalid("reason_missing", "Please say what came of it.", field="answer")
    told = answer.strip()[:500]
    return moves.move(
        complaint, COMPLAINT, name, by=by, at=at, reason=told, answer=told, closed_at=at
    )


def _require_bearable(market: Market, pitch: Pitch | None, at: datetime) -> None:
    """What the cache's throttle lets through when it is down, the database still counts."""
    today = Complaint.objects.filter(market=market, pitch=pitch, came_by="qr")
    if today.filter(received_at__gt=at - timedelta(days=1)).count() >= MOST_A_DAY:
        raise Conflict("too_many", "Very many have written today. Please call the market office.")
