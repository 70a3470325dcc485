"""One HTTP request to a provider: ten seconds in all, no redirects, no more than we can read."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Any
from urllib.parse import urlencode, urlsplit

from market.channels import Temporary, Unsure

DEADLINE_SECONDS = 10.0
MOST_BYTES = 256 * 1024
FORM = "application/x-www-form-urlencoded; charset=utf-8"
JSON = "application/json; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the status, and the body as far as it is JSON."""

    status: int
    said: dict[str, Any]


def post_json(
    url: str, given: Any, *, headers: Mapping[str, str] | None = None, body: bytes | None = None
) -> Answer:
    """Post JSON. `body` are its very bytes, where they were signed."""
    told = json.dumps(given, ensure_ascii=False).encode() if body is None else body
    return request("POST", url, body=told, headers={"Content-Type": JSON, **(headers or {})})


def post_form(url: str, given: Mapping[str, str]) -> Answer:
    body = urlencode(given).encode()
    return request("POST", url, body=body, headers={"Content-Type": FORM})


def get(url: str, given: Mapping[str, str], *, headers: Mapping[str, str] | None = None) -> Answer:
    query = urlencode(given)
    return request("GET", f"{url}?{query}" if query else url, headers=headers or {})


def request(
    method: str, url: str, *, body: bytes | None = None, headers: Mapping[str, str]
) -> Answer:
    """Ask once.

    Raises Temporary while nothing can have arrived: the provider was not reached. Whatever
    breaks later raises Unsure. No message of a fault carries the address: it may hold a key.
    """
    ends = time.monotonic() + DEADLINE_SECONDS
    parts = urlsplit(url)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    line = kind(parts.hostname or "", parts.port, timeout=DEADLINE_SECONDS)
    try:
        try:
            line.connect()
        except OSError as fault:
            raise Temporary(f"the provider cannot be reached: {type(fault).__name__}") from None
        try:
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            _hurry(line, ends)
            line.request(method, target, body=body, headers=dict(headers))
            response = line.getresponse()
            return Answer(response.status, _read(line, response, ends))
        except (OSError, HTTPException) as fault:
            raise Unsure(f"no answer: {type(fault).__name__}") from None
    finally:
        line.close()


def _read(line: HTTPConnection, response: HTTPResponse, ends: float) -> dict[str, Any]:
    parts: list[bytes] = []
    size = 0
    while True:
        _hurry(line, ends)
        part = response.read1(65536)
        if not part:
            break
        parts.append(part)
        size += len(part)
        if size > MOST_BYTES:
            raise HTTPException("too long")
    try:
        said = json.loads(b"".join(parts) or b"{}")
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {"said": said}


def _hurry(line: HTTPConnection, ends: float) -> None:
    left = ends - time.monotonic()
    if left <= 0:
        raise TimeoutError("the deadline is over")
    if line.sock is not None:
        line.sock.settimeout(left)
