"""One vendor's paperwork: what is needed and why, how it stands, and what can be done about it."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from market import clock, rules
from market.actions import errands, overrides
from market.core.actors import Actor
from market.core.paper_states import OVERRIDE, SUSPENSION
from market.models import Market, PaperOverride, PermitType, Suspension, Vendor, Worker
from market.pages.desk.door import desk, desk_deed, done, find, pressed
from market.pages.desk.paperwork.forms import PassForm, SuspendForm, WhyForm
from market.pages.forms import attempt
from market.queries.errands import errands_seen_by, open_errands
from market.queries.needed_papers import needed_papers
from market.queries.paper_policies import overrides_seen_by, suspensions_seen_by
from market.queries.places import markets_worked_at
from market.queries.sight import WITH_PAPERS, of_vendors, sight_of

PAGE = "desk_paperwork"


def vendors_of(by: Actor) -> QuerySet[Vendor]:
    """The vendors whose papers this actor sees."""
    rows = Vendor.objects.filter(of_vendors(sight_of(by, "permit", WITH_PAPERS)))
    return rows.prefetch_related("accounts")


@desk
def vendor(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """What one vendor needs, paper by paper."""
    return _page(request, by, find(vendors_of(by), pk))


@desk_deed
def let_pass(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Let them go on without a paper for some days."""
    one, form = find(vendors_of(by), pk), PassForm(request.POST)
    market = _market(by, one)
    act = overrides.grant
    if attempt(form, lambda told: act(one, market, **told, by=by, at=clock.now())) is None:
        return _page(request, by, one, passing=form)
    words = _("Let pass until {day}. It ends by itself.")
    return done(request, words.format(day=form.cleaned_data["until"].isoformat()), PAGE, pk)


@desk_deed
def take_back(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Let them pass no longer."""
    row: PaperOverride = find(overrides_seen_by(by), pk)
    why = request.POST.get("reason", "")[:300]
    act = overrides.take_back
    words = _("They are not let pass any more.")
    return pressed(
        request, lambda: act(row, reason=why, by=by, at=clock.now()), words, PAGE, row.vendor_id
    )


@desk_deed
def suspend(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Stop them from trading."""
    one, form = find(vendors_of(by), pk), SuspendForm(request.POST)
    market = _market(by, one)
    act = overrides.suspend
    if attempt(form, lambda told: act(one, market, **told, by=by, at=clock.now())) is None:
        return _page(request, by, one, suspending=form)
    return done(request, _("Suspended. The vendor is told."), PAGE, pk)


@desk_deed
def reinstate(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Let them trade again."""
    row: Suspension = find(suspensions_seen_by(by), pk)
    why = request.POST.get("reason", "")[:300]
    words = _("Reinstated. The vendor is told.")
    return pressed(
        request,
        lambda: overrides.reinstate(row, reason=why, by=by, at=clock.now()),
        words,
        PAGE,
        row.vendor_id,
    )


@desk_deed
def begin_errand(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """See to a paper for them."""
    one = find(vendors_of(by), pk)
    kind = get_object_or_404(PermitType, code=request.POST.get("type", ""))
    asked = request.POST.get("worker", "")
    people = Worker.objects.filter(vendor=one)
    worker = find(people, int(asked)) if asked.isdecimal() else None
    errand = errands.begin(one, _market(by, one), kind, worker=worker, by=by, at=clock.now())
    return done(request, _("Opened. Tick what is there."), "desk_errand", errand.pk)


def _market(by: Actor, one: Vendor) -> Market:
    """The market of the vendor at which this actor works."""
    here = markets_worked_at(by).filter(accounts__vendor=one).order_by("pk").first()
    return here or find(markets_worked_at(by), 0)


def _page(request: HttpRequest, by: Actor, one: Vendor, **given: forms.Form) -> HttpResponse:
    on = clock.today()
    market = markets_worked_at(by).filter(accounts__vendor=one).order_by("pk").first()
    suspensions = list(suspensions_seen_by(by).filter(vendor=one)[:10])
    passes = list(overrides_seen_by(by).filter(vendor=one)[:10])
    context: dict[str, Any] = {
        "vendor": one,
        "papers": needed_papers([one.pk], on=on),
        "errands": open_errands(errands_seen_by(by)).filter(vendor=one),
        "passes": [(row, rules.can(by, "paperoverride", OVERRIDE, row)) for row in passes],
        "suspensions": [(row, rules.can(by, "suspension", SUSPENSION, row)) for row in suspensions],
        "suspended": any(row.state == "suspended" for row in suspensions),
        "may_pass": market is not None and rules.allows(by, "paperoverride.grant", market),
        "may_suspend": market is not None and rules.allows(by, "suspension.suspend", market),
        "may_open": market is not None and rules.allows(by, "errand.open", market),
        "passing": PassForm(),
        "suspending": SuspendForm(initial={"since": on}),
        "why": WhyForm(),
        "on": on,
    }
    status = 422 if given else 200
    template = "market/desk/paperwork/vendor.html"
    return render(request, template, context | given, status=status)
