"""One table for the four ways of saying no: problem+json on the API, a message on a page."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from psycopg import errors

from market.api.doors import TurnedAway
from market.core.refusals import Conflict, Forbidden, Invalid, Missing, Refusal
from market.phrasing import sentence

STATUS: dict[type[Refusal], int] = {Forbidden: 403, Missing: 404, Conflict: 409, Invalid: 422}
NOTHING = Missing("missing", "There is nothing here.")
BUSY = Conflict("busy", "Somebody else is working on this right now. Please try again in a moment.")

# what the database calls an entry in a month whose books are closed (market migration 0006b)
MONTH_CLOSED = "23H01"


def status_of(refusal: Refusal) -> int:
    if isinstance(refusal, TurnedAway):
        return refusal.status
    return next(code for kind, code in STATUS.items() if isinstance(refusal, kind))


def problem(refusal: Refusal) -> HttpResponse:
    """application/problem+json (RFC 9457) with code, detail and facts."""
    status = status_of(refusal)
    return JsonResponse(
        {
            "type": f"/problems/{refusal.code}",
            "title": refusal.code,
            "status": status,
            "code": refusal.code,
            "detail": sentence(refusal),
            "facts": refusal.facts,
        },
        status=status,
        content_type="application/problem+json",
        json_dumps_params={"ensure_ascii": False, "default": str},
    )


def as_refusal(fault: BaseException) -> Refusal | None:
    """A refusal, or a fault of the database or the framework that means one."""
    if isinstance(fault, Refusal):
        return fault
    if isinstance(fault.__cause__, errors.LockNotAvailable | errors.DeadlockDetected):
        return BUSY
    if getattr(fault.__cause__, "sqlstate", None) == MONTH_CLOSED:
        return _closed(fault.__cause__)
    if isinstance(fault, Http404):
        return NOTHING
    if isinstance(fault, PermissionDenied):
        return Forbidden("forbidden", "You may not do this.")
    return None


def _closed(fault: Any) -> Refusal:
    return Conflict(
        "month_closed",
        "The books are closed until {until}, and nothing was booked. Book it with today's date, or "
        "ask for the month to be opened again.",
        until=fault.diag.message_detail,
    )


def nothing_here(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No address matched: a page for people, a problem for programs."""
    if request.path.startswith("/api/"):
        return problem(NOTHING)
    return render(request, "404.html", status=404)


class RefusalMiddleware:
    """Shows a page's refusal as a page. The API answers its own (see market.config.api)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        refusal = as_refusal(fault)
        if refusal is None:
            return None
        context: dict[str, Any] = {"refusal": refusal, "sentence": sentence(refusal)}
        return render(request, "market/refused.html", context, status=status_of(refusal))
