"""Who was let pass without a paper, and who may not trade for now."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from market import clock, rules
from market.core.actors import Actor
from market.core.paper_states import OVERRIDE, SUSPENSION
from market.pages.desk.door import desk
from market.queries.paper_policies import overrides_seen_by, suspensions_seen_by

MOST = 100


@desk
def passes(request: HttpRequest, by: Actor) -> HttpResponse:
    """Those that stand first, then those that are over."""
    on = clock.today()
    granted = [
        (
            row,
            row.state == "granted" and row.until >= on,
            rules.can(by, "paperoverride", OVERRIDE, row),
        )
        for row in overrides_seen_by(by)[:MOST]
    ]
    stopped = [
        (
            row,
            row.state == "suspended" and (row.until is None or row.until >= on),
            rules.can(by, "suspension", SUSPENSION, row),
        )
        for row in suspensions_seen_by(by)[:MOST]
    ]
    context = {
        "passes": sorted(granted, key=lambda each: not each[1]),
        "suspensions": sorted(stopped, key=lambda each: not each[1]),
        "on": on,
    }
    return render(request, "market/desk/paperwork/passes.html", context)
