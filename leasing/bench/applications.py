"""A thousand applications at once, beside a bare endpoint that does one insert, in the same run."""

import json
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from threading import local
from time import perf_counter
from typing import Any

from django.db import connection

from leasing.bench.applicants import PAPERS, TWINS, Applicant, Tally, a_photo, apply, crowd
from leasing.models import Application, ApplicationPaper
from leasing.queries.applications import applications_seen_by, in_state
from market.actions.uploads import place_of
from market.bench import servers
from market.core.actors import HOUSE
from market.models import Answer, Market, Upload, Vendor

KINDS = ("begin", "document", "submit")
BARE = "leasing.bench.bare:application"


def run(applications: int = 1000, parallel: int = 200) -> dict[str, float]:
    """So many applications on a database of their own, which is thrown away afterwards."""
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        return measured(applications, parallel)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def measured(applications: int, parallel: int) -> dict[str, float]:
    """On the database at hand, whose servers write for good: what came of it, and how fast."""
    with tempfile.TemporaryDirectory() as folder:
        tally, seconds = applied(applications, parallel, Path(folder))
        yardstick = _yardstick(applications, parallel, Path(folder))
    figures: dict[str, float] = {
        "applications": applications,
        "in parallel": parallel,
        "requests": sum(map(len, tally.seconds.values())),
        "answered again from what was kept": tally.replayed,
        "told to wait, and asked again": tally.busy,
        "seconds": round(seconds, 2),
    }
    for kind in KINDS:
        figures[f"{kind}: p50 ms"] = tally.share(kind, 0.5)
        figures[f"{kind}: p99 ms"] = tally.share(kind, 0.99)
    figures["one bare insert: p50 ms"] = yardstick.share("insert", 0.5)
    figures["one bare insert: p99 ms"] = yardstick.share("insert", 0.99)
    for part, name in ((0.5, "p50"), (0.99, "p99")):
        times = tally.share("begin", part) / max(yardstick.share("insert", part), 0.001)
        figures[f"begin, times the bare insert, {name}"] = round(times, 1)
    return figures


def applied(applications: int, parallel: int, uploads: Path) -> tuple[Tally, float]:
    """Everybody applies to a server of its own process; how it went, and in how many seconds.

    Raises AssertionError where an answer, a key, an upload or a place in the queue is not right.
    """
    market = Market.objects.create(code="bench-applications", name="bench")
    people = list(crowd(applications, market.pk))
    with servers.serving(**_told(uploads)) as port:
        tally, seconds = _all(people, _applying(port), parallel)
    check(people, tally, uploads)
    return tally, seconds


def check(people: Iterable[Applicant], tally: Tally, uploads: Path) -> None:
    """Every key did one thing, no upload is lost, and the queue holds each once, in its order."""
    applicants = {one.number: one for one in people}
    count = len(applicants)
    assert not tally.faults, tally.faults[:3]
    assert Application.objects.count() == Vendor.objects.count() == count
    assert Answer.objects.count() == sum(len(one.keys) for one in applicants.values())
    assert ApplicationPaper.objects.count() == count * len(PAPERS)
    kept = Upload.objects.filter(preview_of=None)
    assert kept.count() == count * len(PAPERS)
    files = {path.name for path in uploads.rglob("*") if path.is_file() and path.stat().st_size}
    missing = [upload.key for upload in kept if place_of(upload.key).name not in files]
    assert not missing, f"{len(missing)} files are missing"
    queue = in_state(applications_seen_by(HOUSE), "submitted", by=HOUSE)
    moments = list(queue.values_list("submitted_at", flat=True))
    assert len(moments) == count
    assert moments == sorted(moments)
    assert tally.replayed >= count // TWINS


def _all(
    people: list[Applicant], act: Callable[[Applicant, Tally], None], parallel: int
) -> tuple[Tally, float]:
    """Everybody, so many at once; what fails is kept in words."""
    tally = Tally()

    def one(person: Applicant) -> None:
        try:
            act(person, tally)
        except Exception as fault:
            tally.faults.append(f"{type(fault).__name__}: {fault}")

    began = perf_counter()
    with ThreadPoolExecutor(parallel) as pool:
        list(pool.map(one, people))
    return tally, perf_counter() - began


def _applying(port: int) -> Callable[[Applicant, Tally], None]:
    photo, lines = a_photo(), local()

    def act(person: Applicant, tally: Tally) -> None:
        apply(person, _line(lines, port), photo, tally)

    return act


def _told(uploads: Path) -> dict[str, str]:
    """Where its files go. Every applicant has an address: that which a proxy names."""
    return {"HUIQUAN_UPLOADS": str(uploads), "HUIQUAN_PROXIES": "1"}


def _yardstick(count: int, parallel: int, uploads: Path) -> Tally:
    """As many requests, as many at once, of an endpoint that writes one row."""
    lines = local()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_insert (name text, phone text)")
    try:
        with servers.serving(BARE, **_told(uploads)) as port:

            def act(person: Applicant, tally: Tally) -> None:
                line = _line(lines, port)
                body = json.dumps({"name": person.told()["name"], "phone": person.phone})
                began = perf_counter()
                headers = {"Content-Type": "application/json"}
                line.request("POST", "/insert", body.encode(), headers)
                answer = line.getresponse()
                answer.read()
                tally.seconds["insert"].append(perf_counter() - began)
                assert answer.status == 201

            tally, _ = _all([Applicant(number, 0, ()) for number in range(count)], act, parallel)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE bench_insert")
    assert not tally.faults, tally.faults[:3]
    return tally


def _line(lines: Any, port: int) -> HTTPConnection:
    """Each thread's own connection, kept open from one applicant to the next."""
    if not hasattr(lines, "one"):
        lines.one = HTTPConnection("127.0.0.1", port, timeout=120)
    kept: HTTPConnection = lines.one
    return kept
