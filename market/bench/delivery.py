"""How many notices a second four workers hand to a provider, beside a bare loop of the same requests."""

import multiprocessing
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter, sleep

from django.conf import settings
from django.db import connection

from market.actions import delivery
from market.actions.notices import draft
from market.channels.wire import post_json
from market.core.actors import HOUSE
from market.models import Notice, Vendor

AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
NAME = "bench"
WORKERS = 4
KINDS = ("key", "neither")
PROVIDER = "tests.market.channels.provider"


def run(notices: int = 2000, rounds: int = 5) -> dict[str, float]:
    """Notices a second by four workers, requests a second by four bare loops, and the ratio.

    For a provider that knows a key again, to which several are marked at once, and for one that
    does not, where every message is marked and noted by itself. The provider is a process of its
    own. Both take turns; the median counts. What is written down is taken away afterwards.
    """
    figures = {"notices": float(notices), "rounds": float(rounds)}
    for knows in KINDS:
        with _provider(knows):
            measured = [_round(notices) for _ in range(rounds)]
        bare, delivered, ratio, sent = (median(column) for column in zip(*measured, strict=True))
        figures |= {
            f"{knows}: sent": sent,
            f"{knows}: requests a second, bare": bare,
            f"{knows}: notices a second, delivered": delivered,
            f"{knows}: ratio": ratio,
        }
    return figures


def _round(notices: int) -> tuple[float, float, float, float]:
    bare = notices / _together(_post, notices // WORKERS)
    vendor = _write_down(notices)
    with connection.cursor() as cursor:  # as the house's own does now and then
        cursor.execute("VACUUM (ANALYZE) market_notice")
    try:
        delivered = notices / _together(_deliver, notices)
        sent = Notice.objects.filter(vendor=vendor, state="sent").count()
    finally:
        Notice.objects.filter(vendor=vendor).delete()
        vendor.delete()
    return bare, delivered, delivered / bare, float(sent)


@contextmanager
def _provider(knows: str) -> Iterator[None]:
    """A provider in a process of its own, and the one channel that leads to it."""
    port = _free_port()
    address = f"http://127.0.0.1:{port}/sms"
    settings.CHANNELS = {NAME: "market.channels.gateway.Gateway"}
    settings.PROVIDERS = {"gateway": {"url": address, "token": "gateway-token", "knows": knows}}
    with tempfile.TemporaryDirectory() as folder:
        given = ("--port", str(port), "--log", str(Path(folder) / "told.jsonl"))
        provider = subprocess.Popen([sys.executable, "-m", PROVIDER, *given])  # noqa: S603
        try:
            _until_it_listens(port)
            yield
        finally:
            provider.terminate()
            provider.wait()


def _write_down(count: int) -> Vendor:
    vendor = Vendor.objects.create(name=NAME, name_key=NAME, phone="13800000000", since=AT)
    Notice.objects.bulk_create(
        (
            draft(
                "application_received",
                subject=f"application:{number}",
                key=f"{NAME}/{vendor.pk}/{number}",
                channel=NAME,
                vendor=vendor,
                market=None,
                facts={"reference": f"A-{number}"},
                not_before=AT,
                stale_at=AT + timedelta(days=3),
                at=AT,
            )
            for number in range(count)
        ),
        batch_size=1000,
    )
    return vendor


def _together(act: Callable[[int], None], count: int) -> float:
    """Seconds until four processes have done it."""
    connection.close()
    fork = multiprocessing.get_context("fork")
    workers = [fork.Process(target=act, args=(count,)) for _ in range(WORKERS)]
    began = perf_counter()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return perf_counter() - began


def _post(count: int) -> None:
    ours = settings.PROVIDERS["gateway"]
    for number in range(count):
        key = f"{id(ours)}-{number}"
        post_json(
            ours["url"],
            {"key": key, "phone": "13800000000", "text": "您的申请收到了，编号A-1。"},
            headers={"Idempotency-Key": key, "Authorization": f"Bearer {ours['token']}"},
        )


def _deliver(most: int) -> None:
    delivery.deliver_due(by=HOUSE, at=AT, limit=most)


def _free_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])


def _until_it_listens(port: int) -> None:
    for _ in range(100):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1.0):
            return
        sleep(0.05)
    raise TimeoutError("the provider does not listen")
