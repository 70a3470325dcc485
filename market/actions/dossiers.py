"""Folders for inspectors: asked for, built by whichever worker claims them, fetched, let go.

The row is the memory. A worker claims it for a minute and draws the claim out as it goes on; one that
is killed simply stops doing so, and the next worker begins the folder anew. What a dead worker wrote
is aside under a name of its own and is swept.
"""

import hashlib
import logging
import secrets
import uuid
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from celery import current_app
from django.conf import settings
from django.db import connection, transaction
from kombu.exceptions import OperationalError

from market import rules
from market.actions import moves, people
from market.actions.folders.building import Builder, Progress
from market.core.actors import HOUSE, Actor
from market.core.dossiers import DOSSIER, KEPT_DAYS, MOST_TRIES, DossierState, Scope
from market.core.hours import local_day
from market.core.refusals import Conflict, Invalid, Missing
from market.core.reports import Line, Report
from market.models import Dossier, Fetch, Market, Vendor, Zone
from market.queries.dossiers import recent_enough

log = logging.getLogger(__name__)

BELL = "market.build_dossiers"
LASTS_SECONDS = 60
MOST_AT_ONCE = 3

CLAIM = """
WITH next AS MATERIALIZED (
    SELECT id FROM market_dossier
    WHERE state IN ('waiting', 'building')
      AND (claim_until IS NULL OR claim_until < clock_timestamp())
    ORDER BY asked_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
)
UPDATE market_dossier dossier
SET claim_token = %(token)s, tries = tries + 1, step = '', done = 0, total = 0,
    claim_until = clock_timestamp() + %(lasts)s * interval '1 second'
FROM next WHERE dossier.id = next.id
RETURNING dossier.id
"""
# only whoever has the claim may say how far it is
GO_ON = """
UPDATE market_dossier
SET step = %(step)s, done = %(done)s, total = %(total)s,
    claim_until = clock_timestamp() + %(lasts)s * interval '1 second'
WHERE id = %(id)s AND claim_token = %(token)s AND state = 'building'
"""


class TakenOver(Exception):
    """The claim has expired, and another worker has the folder."""


@transaction.atomic
def ask(
    market: Market,
    *,
    scope: str,
    since: date,
    reason: str,
    by: Actor,
    at: datetime,
    zone: Zone | None = None,
    vendor: Vendor | None = None,
    with_sensitive: bool = False,
) -> Dossier:
    """Ask for a folder about a market, a zone or one vendor, with what happened since a day.

    reason: who inspects, and why; it is kept, and stands in the access log of every sensitive paper
    that goes in. Those go in only for who may reveal them (with_sensitive).
    This will refuse a scope without its zone or vendor, and a day too long ago or to come.
    """
    rules.require(by, "dossier.ask", market)
    if with_sensitive:
        rules.require(by, "vendor.reveal", market)
    _check(market, scope, zone, vendor)
    if not reason.strip():
        raise Invalid("reason_missing", "Please say for which inspection.", field="reason")
    if not recent_enough(since, local_day(at)):
        raise Invalid("bad_since", "Choose a day within the last five years.", field="since")
    dossier = Dossier.objects.create(
        key=secrets.token_urlsafe(32),
        market=market,
        scope=scope,
        zone=zone if scope == Scope.ZONE else None,
        vendor=vendor if scope == Scope.VENDOR else None,
        with_sensitive=with_sensitive,
        reason=reason.strip()[:160],
        since=since,
        asked_at=at,
        asked_by_id=by.user,
        by_name=by.name[:60],
    )
    transaction.on_commit(ring)
    return dossier


def build_waiting(*, by: Actor, at: datetime) -> Report:
    """Build the folders that wait, the longest waiting first; also those whose worker died."""
    rules.require(by, "dossier.build", None)
    lines = []
    for _ in range(MOST_AT_ONCE):
        token = uuid.uuid4()
        dossier = claim(token)
        if dossier is None:
            break
        lines.append(Line(_build(dossier, token, at=at), f"dossier:{dossier.pk}"))
    done = {word: sum(line.done == word for line in lines) for word in ("built", "failed")}
    return Report("build_dossiers", done, tuple(lines))


def would_build(*, by: Actor, at: datetime) -> Report:
    """What build_waiting() would find; nothing is written."""
    rules.require(by, "dossier.build", None)
    waiting = Dossier.objects.filter(state__in=[DossierState.WAITING, DossierState.BUILDING])
    return Report("build_dossiers", {"waiting": waiting.count()})


@transaction.atomic
def retry(dossier: Dossier, *, by: Actor, at: datetime) -> Dossier:
    """Try a folder again that could not be built."""
    rules.require(by, "dossier.retry", dossier)
    cleared: dict[str, Any] = {"fault": "", "tries": 0, "claim_token": None, "claim_until": None}
    moves.move(dossier, DOSSIER, "retry", by=by, at=at, **cleared)
    transaction.on_commit(ring)
    return dossier


@transaction.atomic
def expire(dossier: Dossier, *, by: Actor, at: datetime) -> Dossier:
    """Let a folder go: its file is deleted, that it was there stays."""
    rules.require(by, "dossier.expire", dossier)
    name = dossier.file
    moves.move(dossier, DOSSIER, "expire", by=by, at=at, file="")
    if name:
        transaction.on_commit(lambda: place_of(name).unlink(missing_ok=True))
    return dossier


def expire_due(*, by: Actor, at: datetime) -> Report:
    """Let go of folders past their day, and of what dead workers left behind."""
    rules.require(by, "dossier.expire", None)
    due = list(Dossier.objects.filter(state=DossierState.READY, expires_at__lte=at))
    for dossier in due:
        expire(dossier, by=by, at=at)
    transaction.on_commit(lambda: _sweep(at))
    return Report("expire_dossiers", {"expired": len(due)})


@transaction.atomic
def fetch(dossier: Dossier, *, by: Actor, at: datetime) -> Path:
    """Where the folder lies, for whoever takes it away; that they did is written down first.

    Raises Conflict("not_now") while there is none, Missing("file_lost") where it is gone.
    """
    rules.require(by, "dossier.fetch", dossier)
    if dossier.with_sensitive:
        rules.require(by, "vendor.reveal", dossier)
    if dossier.state != DossierState.READY or (dossier.expires_at and dossier.expires_at <= at):
        raise Conflict("not_now", "This folder is not there to be fetched.", state=dossier.state)
    place = place_of(dossier.file)
    if not place.is_file():
        raise Missing("file_lost", "This file is no longer here.")
    Fetch.objects.create(dossier=dossier, at=at, by_id=by.user, by_name=by.name[:60])
    return place


def claim(token: uuid.UUID) -> Dossier | None:
    """Take the folder that waits longest, for a minute. Committed before any work begins."""
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, {"token": token, "lasts": LASTS_SECONDS})
        row = cursor.fetchone()
    rows = Dossier.objects.select_related("market", "zone", "vendor", "asked_by")
    return rows.get(pk=row[0]) if row else None


def place_of(name: str) -> Path:
    """Where folders lie: beside the uploads, where the web server does not look."""
    return Path(settings.UPLOADS) / "folders" / name


def ring() -> None:
    """Ask for a worker now. Without a broker the next sweep finds the same rows."""
    try:
        current_app.send_task(BELL, expires=25)
    except OperationalError as fault:
        log.warning("the bell is out of order, the next sweep will build: %s", fault)


def _build(dossier: Dossier, token: uuid.UUID, *, at: datetime) -> str:
    """Build one, claimed with this token. Answers what came of it: built, failed, taken by another."""
    if dossier.tries > MOST_TRIES:
        _fail(dossier, token, "whoever built it died, three times", at)
        return "failed"
    if dossier.state == DossierState.WAITING:
        moves.move(dossier, DOSSIER, "begin", by=HOUSE, at=at)
    aside = place_of(f"{token}.part")
    aside.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        builder = Builder(
            dossier, asker=_asker(dossier), at=at, progress=_progress(dossier.pk, token)
        )
        count = builder.build(aside)
        return _finish(dossier, token, aside, count, at=at)
    except TakenOver:
        return "taken by another"
    except Exception as fault:
        log.exception("folder %s could not be built", dossier.pk)
        _fail(dossier, token, type(fault).__name__, at)
        return "failed"
    finally:
        aside.unlink(missing_ok=True)


def _asker(dossier: Dossier) -> Actor:
    """Whoever asked, as they are now: a role that was taken meanwhile reveals nothing any more."""
    if dossier.asked_by is None:
        return HOUSE
    asker = people.actor_of(dossier.asked_by)
    rules.require(asker, "dossier.ask", dossier)
    if dossier.with_sensitive:
        rules.require(asker, "vendor.reveal", dossier)
    return asker


def _progress(pk: int, token: uuid.UUID) -> Progress:
    def tell(step: str, done: int, total: int) -> None:
        given: dict[str, Any] = {
            "id": pk,
            "token": token,
            "step": step,
            "done": done,
            "total": total,
        }
        with connection.cursor() as cursor:
            cursor.execute(GO_ON, {**given, "lasts": LASTS_SECONDS})
            if not cursor.rowcount:
                raise TakenOver

    return tell


@transaction.atomic
def _finish(dossier: Dossier, token: uuid.UUID, aside: Path, count: int, *, at: datetime) -> str:
    """Give the file its name and say so, if the claim is still ours."""
    _require_ours(dossier, token)
    name = f"{secrets.token_urlsafe(32)}.zip"
    digest, size = _digest(aside)
    aside.chmod(0o600)
    aside.rename(place_of(name))
    moves.move(
        dossier,
        DOSSIER,
        "finish",
        by=HOUSE,
        at=at,
        file=name,
        size=size,
        sha256=digest,
        files=count,
        built_at=at,
        expires_at=at + timedelta(days=KEPT_DAYS),
        claim_token=None,
        claim_until=None,
    )
    return "built"


@transaction.atomic
def _fail(dossier: Dossier, token: uuid.UUID, why: str, at: datetime) -> None:
    _require_ours(dossier, token)
    moves.move(dossier, DOSSIER, "fail", by=HOUSE, at=at, reason=why, fault=why[:200])


def _require_ours(dossier: Dossier, token: uuid.UUID) -> None:
    mine = Dossier.objects.select_for_update(of=("self",)).filter(pk=dossier.pk, claim_token=token)
    if not mine.exists():
        raise TakenOver


def _digest(place: Path) -> tuple[str, int]:
    with place.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest(), place.stat().st_size


def _sweep(at: datetime) -> None:
    """Delete what no row knows, a day old."""
    known = set(Dossier.objects.exclude(file="").values_list("file", flat=True))
    before = (at - timedelta(days=1)).timestamp()
    for file in place_of("").glob("*"):
        if file.name not in known and file.stat().st_mtime < before:
            file.unlink(missing_ok=True)


def _check(market: Market, scope: str, zone: Zone | None, vendor: Vendor | None) -> None:
    if scope not in set(Scope):
        raise Invalid("bad_scope", "A folder is of a market, a zone or a vendor.", field="scope")
    if scope == Scope.ZONE and (zone is None or zone.market_id != market.pk):
        raise Invalid("no_zone", "Choose a zone of this market.", field="zone")
    if scope == Scope.VENDOR and (
        vendor is None or not vendor.accounts.filter(market=market).exists()
    ):
        raise Invalid("other_market", "This vendor is not at this market.", field="vendor")
