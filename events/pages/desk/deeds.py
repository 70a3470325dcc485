"""The desk's buttons: announce, call off, give a place, file."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from events.actions import announcing, filings, sign_ups, uses
from events.pages.desk.programme import shown
from events.pages.forms import PlaceForm
from events.queries.filings import filings_seen_by
from events.queries.sessions import sessions_worked_by
from events.queries.sign_ups import sign_ups_seen_by
from market import clock
from market.core.actors import Actor
from market.pages.desk.door import desk_deed, done, find, pressed
from market.pages.forms import attempt

PAGE = "events:desk_session"


@desk_deed
def publish(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Announce a session."""
    one = find(sessions_worked_by(by), pk)
    words = _("Announced. It is on the public calendar and in the feeds.")
    go_on = request.POST.get("go_on", "").strip()[:150]
    act = announcing.announce
    return pressed(request, lambda: act(one, by=by, at=clock.now(), go_on=go_on), words, PAGE, pk)


@desk_deed
def alone(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Take the ground for this session alone, or share it again."""
    one = find(sessions_worked_by(by), pk)
    share = request.POST.get("share") == "1"
    act = uses.leave_zone if share else uses.take_zone
    words = _("Others may be there too.") if share else _("The ground is taken for it alone.")
    return pressed(request, lambda: act(one, by=by, at=clock.now()), words, PAGE, pk)


@desk_deed
def place(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Give a vendor a pitch."""
    one = find(sessions_worked_by(by), pk)
    form = PlaceForm(one, request.POST)
    placed = attempt(form, lambda told: sign_ups.place(**told, by=by, at=clock.now()))
    if placed is None:
        return shown(request, by, one, place=form)
    words = _("{vendor} has {pitch}.").format(vendor=placed.vendor, pitch=placed.pitch)
    return done(request, words, PAGE, pk)


@desk_deed
def wait(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Put a vendor on the waiting list."""
    one = find(sign_ups_seen_by(by), pk)
    words = _("{vendor} is on the waiting list.").format(vendor=one.vendor)
    act = sign_ups.wait
    return pressed(request, lambda: act(one, by=by, at=clock.now()), words, PAGE, one.session_id)


@desk_deed
def turn_down(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """There is no place for a vendor."""
    one = find(sign_ups_seen_by(by), pk)
    words = _("{vendor} is turned down.").format(vendor=one.vendor)
    act = sign_ups.refuse
    return pressed(request, lambda: act(one, by=by, at=clock.now()), words, PAGE, one.session_id)


@desk_deed
def withdraw(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """A vendor says that they will not come."""
    one = find(sign_ups_seen_by(by), pk)
    words = _("{vendor} is not coming. The pitch is free.").format(vendor=one.vendor)
    act = sign_ups.withdraw
    return pressed(request, lambda: act(one, by=by, at=clock.now()), words, PAGE, one.session_id)


@desk_deed
def apply(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """A filing is with the authority."""
    one = find(filings_seen_by(by), pk)
    number, words = _typed(request, "number"), _("Noted as filed.")
    act = filings.apply
    return pressed(
        request,
        lambda: act(one, by=by, at=clock.now(), number=number),
        words,
        PAGE,
        one.session_id,
    )


@desk_deed
def grant(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """The authority agrees."""
    one = find(filings_seen_by(by), pk)
    number, words = _typed(request, "number"), _("Noted as granted.")
    act = filings.grant
    return pressed(
        request,
        lambda: act(one, number=number, by=by, at=clock.now()),
        words,
        PAGE,
        one.session_id,
    )


@desk_deed
def refuse(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """The authority refuses."""
    one = find(filings_seen_by(by), pk)
    why, words = _typed(request, "reason"), _("Noted as refused.")
    act = filings.refuse
    return pressed(
        request,
        lambda: act(one, reason=why, by=by, at=clock.now()),
        words,
        PAGE,
        one.session_id,
    )


def _typed(request: HttpRequest, name: str) -> str:
    """A short text of a button's own form."""
    return request.POST.get(name, "").strip()[:60]
