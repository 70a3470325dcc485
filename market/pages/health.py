"""Whether this web can reach what it needs: for the proxy and the container's health check."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from market import clock
from market.queries.delivering import pulse


def health(request: HttpRequest) -> HttpResponse:
    """200 "ok" when the database answers; a fault shows itself as a 500."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")


def delivering(request: HttpRequest) -> HttpResponse:
    """200 while messages go out in time, 503 when the oldest is late or nobody looks any more."""
    found = pulse(at=clock.now())
    silent = found.silent_for
    said = {
        "troubles": found.troubles,
        "late_seconds": int(found.late_by.total_seconds()),
        "silent_seconds": None if silent is None else int(silent.total_seconds()),
        "skew_seconds": round(found.skew.total_seconds(), 1),
        "held": found.held,
    }
    return JsonResponse(said, status=503 if found.troubles else 200)
