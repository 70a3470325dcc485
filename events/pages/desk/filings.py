"""Filings on the desk: what is due when, the papers of each, and how early an authority wants it."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events import rules
from events.actions import checklists, filings
from events.core.breaches import Remedy
from events.core.filings import ENGLISH, english_name, usual_leads
from events.core.states import FILING, NOT_ON, FilingState
from events.models import Filing, FilingLead, FilingMaterial
from events.pages.said import REMEDIES
from events.pages.taking_part_forms import LeadForm
from events.queries.filings import filings_seen_by
from market import clock
from market.actions import uploads
from market.attachments import as_attachment
from market.core.actors import Actor
from market.core.refusals import Missing
from market.models import PermitType
from market.pages.desk.door import desk, desk_deed, desk_form, done, find, pressed
from market.pages.forms import attempt
from market.queries.places import markets_worked_at

PAGE = 40
SESSION = "events:desk_session"


@desk
def listed(request: HttpRequest, by: Actor) -> HttpResponse:
    """Every filing for a session to come, the earliest last day first; what is late in red."""
    on, english = clock.today(), (get_language() or "zh-hans").startswith("en")
    rows = (
        filings_seen_by(by)
        .filter(session__day__gte=on)
        .annotate(
            ready=Count("materials", filter=Q(materials__ready_at__isnull=False)),
            papers=Count("materials"),
        )
    )
    show = request.GET.get("show", "")
    if show != "all":
        rows = rows.exclude(state__in=(FilingState.GRANTED, FilingState.RETURNED)).exclude(
            state=FilingState.NEEDED, session__state__in=NOT_ON
        )
    page = Paginator(rows.order_by("apply_by", "pk"), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": [line(each, by, english=english) for each in page],
        "show": show,
        "may_set": any(rules.allows(by, "filing.set_lead", m) for m in markets_worked_at(by)),
    }
    return render(request, "events/desk/filings.html", context)


@desk_deed
def tick(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """A paper is there, or is not after all."""
    one = _material(by, pk)
    ready = request.POST.get("ready") == "1"
    words = _("Noted.")
    act, session = checklists.tick, one.filing.session_id
    return pressed(
        request, lambda: act(one, ready=ready, by=by, at=clock.now()), words, SESSION, session
    )


@desk_deed
def attach(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Keep a file of a paper."""
    one, sent = _material(by, pk), request.FILES.get("file")
    session = one.filing.session_id
    if sent is None:
        return redirect(SESSION, session)
    content, name, act = sent.read(), sent.name or "", checklists.attach
    return pressed(
        request,
        lambda: act(one, content, name, by=by, at=clock.now()),
        _("Kept with the filing."),
        SESSION,
        session,
    )


@desk
def file(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """A paper's file, to be saved."""
    one = _material(by, pk)
    if one.upload is None:
        raise Missing("missing", "There is nothing here.")
    return as_attachment(one.upload, uploads.read(one.upload))


@desk_deed
def give_back(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """The authority knows in writing, and has its permit back."""
    one = find(filings_seen_by(by), pk)
    act, session = filings.give_back, one.session_id
    return pressed(
        request,
        lambda: act(one, by=by, at=clock.now()),
        _("Noted as given back."),
        SESSION,
        session,
    )


@desk
def leads(request: HttpRequest, by: Actor) -> HttpResponse:
    """How early each filing is wanted: the table's days, and the operator's own."""
    english = (get_language() or "zh-hans").startswith("en")
    markets = markets_worked_at(by)
    own = {
        (row.market_id, row.type.code): row
        for row in FilingLead.objects.filter(market__in=markets).select_related("type")
    }
    names = dict(PermitType.objects.filter(code__in=usual_leads()).values_list("code", "name"))
    rows = [
        {
            "market": market,
            "code": code,
            "name": english_name(code) if english else names.get(code, code),
            "usual": usual,
            "own": own.get((market.pk, code)),
            "may": rules.allows(by, "filing.set_lead", market),
        }
        for market in markets
        for code, usual in usual_leads().items()
    ]
    return render(request, "events/desk/leads.html", {"rows": rows})


@desk_form
def lead(request: HttpRequest, by: Actor, market: int, code: str) -> HttpResponse:
    """Set how early one is wanted."""
    place = find(markets_worked_at(by), market)
    usual = usual_leads().get(code)
    if usual is None:
        raise Missing("missing", "There is nothing here.")
    known = FilingLead.objects.filter(market=place, type__code=code).first() or usual
    initial = {name: getattr(known, name) for name in ("days", "unit", "decided_in", "source")}
    form = LeadForm(request.POST or None, initial=initial)
    act = checklists.set_lead
    if attempt(form, lambda told: act(place, code, **told, by=by)) is None:
        context = {"form": form, "title": _("How early"), "back": reverse("events:leads")}
        status = 422 if form.errors else 200
        return render(request, "events/desk/form.html", {**context, "series": True}, status=status)
    return done(request, _("Saved. It counts for what is filed from now on."), "events:leads")


def line(filing: Filing, by: Actor, *, english: bool) -> dict[str, Any]:
    """A filing as a line of a list: its name, its authority, how late it is, what can be done."""
    on = clock.today()
    name = filing.type.name_en or english_name(filing.type.code)
    open_still = filing.state in (FilingState.NEEDED, FilingState.DUE_BACK)
    return {
        "filing": filing,
        "name": name if english and name else filing.type.name,
        "authority": ENGLISH.get(filing.authority, "") if english else filing.authority,
        "late": open_still and filing.apply_by < on,
        "unanswered": filing.state == FilingState.APPLIED
        and filing.decided_by is not None
        and filing.decided_by < on,
        "remedy": REMEDIES.get(Remedy(filing.remedy)) if filing.remedy else "",
        "can": rules.can(by, "filing", FILING, filing),
        "may_prepare": rules.allows(by, "filing.prepare", filing),
    }


def _material(by: Actor, pk: int) -> FilingMaterial:
    rows = FilingMaterial.objects.filter(filing__in=filings_seen_by(by))
    return find(rows.select_related("filing__session__series", "upload"), pk)
