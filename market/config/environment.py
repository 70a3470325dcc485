"""The environment, read once and strictly: a wrong value stops the start with a sentence."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import unquote, urlsplit

from market.core.seals import Seal

DEMO_SECRET = "only-for-the-demo-and-the-tests-never-for-a-real-market"  # noqa: S105
DEMO_SEAL = "ZGVtby1vbmx5LWRlbW8tb25seS1kZW1vLW9ubHktISE="


class BadEnvironment(Exception):
    """The environment asks for something that must not, or cannot, be started."""


@dataclass(frozen=True)
class Environment:
    """What the settings need to know from outside.

    clock_shift and hurry are for showing and testing, in the demo only: the moment it is taken to
    be, and the longest pause in seconds between two runs of a job.
    """

    demo: bool
    debug: bool
    secret_key: str
    seal_keys: str
    allowed_hosts: list[str]
    public_url: str
    database_url: str
    redis_url: str
    proxies: int
    uploads: str
    email_url: str
    email_from: str
    test_database: str
    clock_shift: timedelta
    hurry: int
    statement_seconds: int


def read(given: Mapping[str, str] = os.environ) -> Environment:
    """The environment as settings understand it.

    Raises BadEnvironment when a real market would run with DEBUG, with a demo key or
    without a host name.
    """
    demo = given.get("HUIQUAN_DEMO") == "1"
    debug = given.get("HUIQUAN_DEBUG") == "1"
    secret_key = given.get("HUIQUAN_SECRET_KEY") or (DEMO_SECRET if demo else "")
    seal_keys = given.get("HUIQUAN_SEAL_KEYS") or (DEMO_SEAL if demo else "")
    hosts = [host for host in given.get("HUIQUAN_ALLOWED_HOSTS", "").split(",") if host]

    if not demo:
        if debug:
            raise BadEnvironment("HUIQUAN_DEBUG=1 is for the demo only. Unset it.")
        if secret_key in ("", DEMO_SECRET):
            raise BadEnvironment("Set HUIQUAN_SECRET_KEY to a long random text of your own.")
        if seal_keys in ("", DEMO_SEAL):
            raise BadEnvironment(
                "Set HUIQUAN_SEAL_KEYS to 32 random bytes in url-safe base64: identity "
                "numbers are sealed with it. Keep a copy away from the database."
            )
    if seal_keys:
        _check_seal(seal_keys)
    return Environment(
        demo=demo,
        debug=debug,
        secret_key=secret_key,
        seal_keys=seal_keys,
        allowed_hosts=hosts or ["127.0.0.1", "localhost"],
        public_url=given.get("HUIQUAN_PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/"),
        database_url=given.get("DATABASE_URL", "postgresql://huiquan@127.0.0.1:5432/huiquan"),
        redis_url=given.get("REDIS_URL", "redis://127.0.0.1:6379/0"),
        proxies=int(given.get("HUIQUAN_PROXIES", "0")),
        uploads=given.get("HUIQUAN_UPLOADS", ""),
        email_url=given.get("HUIQUAN_EMAIL_URL", ""),
        email_from=given.get("HUIQUAN_EMAIL_FROM", ""),
        test_database=given.get("HUIQUAN_TEST_DATABASE", ""),
        clock_shift=timedelta(seconds=int(given.get("HUIQUAN_CLOCK_SHIFT", "0")) if demo else 0),
        hurry=int(given.get("HUIQUAN_HURRY", "0")) if demo else 0,
        statement_seconds=int(given.get("HUIQUAN_STATEMENT_SECONDS", "15")),
    )


def _check_seal(keys: str) -> None:
    try:
        Seal.from_text(keys)
    except ValueError as fault:
        raise BadEnvironment(
            "HUIQUAN_SEAL_KEYS must be keys of 32 bytes in url-safe base64, with commas between."
        ) from fault


def database(url: str, *, statement_seconds: int = 15) -> dict[str, Any]:
    """Django's database settings for a postgresql:// address (also with ?host=/socket/dir)."""
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise BadEnvironment(f"DATABASE_URL must begin with postgresql://, not {parts.scheme}://.")
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.get("host", parts.hostname or "")),
        "PORT": str(parts.port or query.get("port", "")),
        # to connect takes longer than most answers; a thread keeps its connection for a minute
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "options": "-c jit=off -c synchronous_commit=on -c lock_timeout=3000"
            f" -c statement_timeout={statement_seconds}s"
            " -c idle_in_transaction_session_timeout=30000",
            "application_name": "huiquan",
        },
    }


def email(url: str) -> dict[str, Any]:
    """Django's e-mail settings for smtp://user:password@host:587 (smtps:// for TLS from the start)."""
    if not url:
        return {}
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps"):
        raise BadEnvironment(
            f"HUIQUAN_EMAIL_URL must begin with smtp:// or smtps://, not {url[:8]}."
        )
    return {
        "EMAIL_HOST": parts.hostname or "",
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and bool(parts.username),
    }


def next_redis_database(url: str) -> str:
    """The same Redis, the database after the named one: the cache lives apart from the broker."""
    parts = urlsplit(url)
    number = int(parts.path.strip("/") or 0)
    return parts._replace(path=f"/{number + 1}").geturl()
