"""How long the desk waits for the matrix of vendors and papers."""

from statistics import median
from time import perf_counter, process_time

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from leasing.bench.papers import AT, counted_anew, laid_out
from market.actions import needs
from market.core.actors import HOUSE
from market.models import Market, Permit, Role, User

ROUNDS = 20


def run(vendors: int = 5000) -> dict[str, float]:
    """Milliseconds of the whole page, over so many vendors with four papers each; nothing is kept.

    best: what it takes when nothing else disturbs; own: the process's own time, without PostgreSQL.
    """
    with transaction.atomic():
        market = laid_out(vendors)
        needs.reckon(by=HOUSE, at=AT)
        counted_anew()
        desk, address = _at_the_desk(market), reverse("desk_matrix")
        first = desk.get(address)
        with CaptureQueriesContext(connection) as told:
            desk.get(address)
        queries = len(told)
        times = [_time(desk, address) for _ in range(ROUNDS)]
        figures = {
            "permits": float(Permit.objects.count()),
            "answered": float(first.status_code),
            "queries": float(queries),
            "ms": round(median(whole for whole, _ in times), 1),
            "ms, best": round(min(whole for whole, _ in times), 1),
            "ms, own": round(median(own for _, own in times), 1),
        }
        transaction.set_rollback(True)
    return figures


def _at_the_desk(market: Market) -> Client:
    user = User.objects.create(username="bench-matrix")
    Role.objects.create(user=user, market=market, name="owner")
    desk = Client(SERVER_NAME="127.0.0.1")
    desk.force_login(user)
    return desk


def _time(desk: Client, address: str) -> tuple[float, float]:
    begun, own = perf_counter(), process_time()
    desk.get(address)
    return (perf_counter() - begun) * 1000, (process_time() - own) * 1000
