"""Calls and lotteries as everybody sees them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from leasing.core.states import CallState, DrawState
from leasing.queries.calls import call_or_missing, phase_of, pitches_of, public_calls
from leasing.queries.draws import draw_or_missing, results_of
from market import clock
from market.pages.caller import caller

SCRIPT = "leasing/public/recompute_draw.py.txt"
MOST = 50


def listed(request: HttpRequest) -> HttpResponse:
    """The calls that one can apply on now, those to come, and the latest that are over."""
    rows = list(public_calls(clock.now())[:MOST])
    groups = {
        "running": sorted(
            (row for row in rows if row.phase == "running"), key=lambda row: row.closes_at
        ),
        "coming": [row for row in rows if row.phase == "coming"],
        "over": [row for row in rows if row.phase in ("over", CallState.CLOSED)],
    }
    return render(request, "leasing/public/calls.html", groups)


def call(request: HttpRequest, reference: str) -> HttpResponse:
    """One call: what it is about, until when, how it is decided."""
    one = call_or_missing(reference, caller(request))
    context = {
        "call": one,
        "phase": phase_of(one, at=clock.now()),
        "days": (one.closes_at - clock.now()).days,
        "pitches": pitches_of(one),
        "draw": one.draws.exclude(state=DrawState.VOID).first(),
    }
    return render(request, "leasing/public/call.html", context)


def draw(request: HttpRequest, reference: str) -> HttpResponse:
    """One lottery, with everything that is needed to repeat it, and how."""
    one = draw_or_missing(reference, caller(request))
    codes = {pitch["id"]: pitch["code"] for pitch in one.pitches}
    entrants = [
        {
            "reference": each["reference"],
            "wishes": [codes.get(pk, "–") for pk in each["wishes"]],
            "any": each["any"],
        }
        for each in one.entrants
    ]
    context = {
        "draw": one,
        "call": one.call,
        "entrants": entrants,
        "results": results_of(one),
        "script": render_to_string(SCRIPT),
    }
    return render(request, "leasing/public/draw.html", context)
