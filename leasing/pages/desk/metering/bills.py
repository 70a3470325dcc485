"""A month's bills by meter: looked at first, then charged; and voided where it was wrong."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from leasing import rules
from leasing.actions import metering
from leasing.core.metering.lines import Line
from leasing.core.metering.months import Difference, month_billed
from leasing.core.metering.states import METER_RUN
from leasing.models import Meter, MeterLine, MeterRun
from leasing.pages.meter_sums import said_of
from leasing.queries.readings import lines_seen_by
from market import clock
from market.core.actors import Actor
from market.core.periods import months_after
from market.core.refusals import Missing
from market.models import Market, Vendor
from market.pages.desk.door import NOTHING_HERE, desk, desk_deed, desk_form, done, find, go_on
from market.pages.desk.history import timeline
from market.pages.forms import ReasonForm, attempt, said
from market.queries.history import history_of
from market.queries.places import markets_worked_at

PAGE = "leasing:meter_bills"
MONTHS = 14


@dataclass(frozen=True)
class Shown:
    """One line to be charged or credited, with the words that explain it."""

    month: date
    vendor: str
    meter: Meter
    loss: bool
    correction: bool
    fen: int
    explained: list[dict[str, Any]]
    account: int | None = None


@desk
def bills(request: HttpRequest, by: Actor) -> HttpResponse:
    """What a month's readings come to, before anything is charged; and what was charged."""
    return _page(request, by, _market(request, by), _month(request))


@desk_deed
def charge(request: HttpRequest, by: Actor) -> HttpResponse:
    """Charge a month's bills. Pressed again, it charges what came in since."""
    market, month = _market(request, by), _month(request)
    billing = metering.charge_meters(market, month, by=by, at=clock.now())
    words = _("{count} lines are in the books.").format(count=len(billing.differences))
    return done(request, words, PAGE)


@desk_form
def run(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """A month that was billed leads to its page."""
    found = _run(by, pk)
    return go_on(request, f"{reverse(PAGE)}?month={found.month:%Y-%m}&market={found.market_id}")


@desk_deed
def void(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Take a month's bills back."""
    found = _run(by, pk)
    form = ReasonForm(request.POST)
    if attempt(form, lambda told: metering.void(found, **told, by=by, at=clock.now())) is None:
        return _page(request, by, found.market, found.month, voiding=form)
    words = _("Voided. Everything of this month is credited.")
    return done(request, words, f"{reverse(PAGE)}?month={found.month:%Y-%m}")


def _page(
    request: HttpRequest, by: Actor, market: Market | None, month: date, **given: Any
) -> HttpResponse:
    if market is None:
        return render(request, "leasing/desk/meters/bills.html", {"months": [], "month": month})
    billing = metering.plan(market, month, on=clock.today())
    found = billing.differences
    run = billing.run
    context: dict[str, Any] = {
        "market_billed": market,
        "markets": list(markets_worked_at(by)),
        "month": month,
        "months": _months(),
        "billing": billing,
        "run": run,
        "to_do": _shown(found),
        "house": _house(billing.month.house),
        "house_fen": sum(line.fen for line in billing.month.house),
        "faults": [{"about": one.about, "why": said(one.why)} for one in billing.month.faults],
        "booked": _booked(lines_seen_by(by).filter(run__market=market, month=month)),
        "vendors": len({one.slot.vendor for one in found}),
        "may_bill": rules.allows(by, "meter.bill", market),
        "can": rules.can(by, "meterrun", METER_RUN, run) if run else [],
        "voiding": ReasonForm(),
        "moves": timeline(history_of("meterrun", run.pk)) if run else [],
    }
    status = 422 if given else 200
    return render(request, "leasing/desk/meters/bills.html", context | given, status=status)


def _shown(found: Iterable[Difference]) -> list[Shown]:
    """The differences with the names of whom and what they are about. Two queries."""
    listed = list(found)
    vendors = Vendor.objects.in_bulk([one.slot.vendor for one in listed if one.slot.vendor])
    meters = _meters(one.slot.root for one in listed)
    return [
        Shown(
            month=one.month,
            vendor=vendors[one.slot.vendor or 0].name,
            meter=meters[one.slot.root],
            loss=one.slot.group is not None,
            correction=bool(one.working.get("was")),
            fen=one.fen,
            explained=said_of(one.working, one.fen),
        )
        for one in listed
    ]


def _house(lines: Iterable[Line]) -> list[Shown]:
    listed = list(lines)
    meters = _meters(line.slot.root for line in listed)
    return [
        Shown(
            month=line.period.start,
            vendor="",
            meter=meters[line.slot.root],
            loss=line.slot.group is not None,
            correction=False,
            fen=line.fen,
            explained=said_of(line.working, line.fen),
        )
        for line in listed
    ]


def _booked(lines: Iterable[MeterLine]) -> list[Shown]:
    return [
        Shown(
            month=line.month,
            vendor=line.lease.vendor.name,
            meter=line.meter,
            loss=line.group_id is not None,
            correction="was" in line.working,
            fen=line.charge.amount_fen,
            explained=said_of(line.working, line.charge.amount_fen),
            account=line.charge.account_id,
        )
        for line in lines
    ]


def _meters(roots: Iterable[int]) -> dict[int, Meter]:
    return Meter.objects.select_related("pitch").in_bulk(set(roots))


def _run(by: Actor, pk: int) -> MeterRun:
    return find(MeterRun.objects.filter(market__in=markets_worked_at(by)), pk)


def _market(request: HttpRequest, by: Actor) -> Market:
    """The market that is asked for, or the first one worked at."""
    asked = request.GET.get("market", "")
    here = markets_worked_at(by)
    found = here.filter(pk=int(asked)).first() if asked.isdigit() else here.first()
    if found is None:
        raise Missing("missing", NOTHING_HERE)
    return found


def _month(request: HttpRequest) -> date:
    """The month that is asked for; otherwise the one whose readings come in now."""
    year, _dash, number = request.GET.get("month", "").partition("-")
    try:
        return date(int(year), int(number), 1)
    except ValueError:
        return month_billed(clock.today())


def _months() -> list[date]:
    first = clock.today().replace(day=1)
    return [months_after(first, -back) for back in range(MONTHS)]
