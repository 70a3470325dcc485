"""Many people who apply at once, over plain HTTP, with bad luck on the way."""

import io
import json
import uuid
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection
from time import perf_counter
from typing import Any

from PIL import Image

PAPERS = ("BIZ_LICENSE", "FOOD_PERMIT")
# every so many-th loses its answers and asks again, taps twice at once, shares a phone
REPLAYS, TWINS, SHARES = 4, 5, 10
MOST_TRIES = 5


@dataclass
class Tally:
    """How long each kind of request took, in seconds, and what went wrong."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    replayed: int = 0
    busy: int = 0
    faults: list[str] = field(default_factory=list)

    def share(self, of: str, part: float) -> float:
        """The time, in milliseconds, within which this part of the requests was answered."""
        rows = sorted(self.seconds[of])
        return round(rows[min(int(len(rows) * part), len(rows) - 1)] * 1000, 1) if rows else 0.0


@dataclass(frozen=True)
class Applicant:
    """One person's application: the keys are made beforehand, as a phone makes them."""

    number: int
    market: int
    keys: tuple[str, ...]

    @property
    def phone(self) -> str:
        shared = self.number - 1 if self.number % SHARES == SHARES - 1 else self.number
        return f"199{shared:08}"

    @property
    def impatient(self) -> bool:
        return self.number % REPLAYS == 0

    def told(self) -> dict[str, Any]:
        return {
            "market": self.market,
            "name": f"摊主{self.number}",
            "phone": self.phone,
            "trade": "鲜肉",
            "goods": ["猪肉"],
            "starts_on": "2099-01-01",
        }


def crowd(count: int, market: int) -> Iterator[Applicant]:
    """So many applicants; some come twice, with the same keys, at the same moment."""
    for number in range(count):
        keys = tuple(str(uuid.uuid4()) for _ in range(2 + len(PAPERS)))
        one = Applicant(number, market, keys)
        yield one
        if number % TWINS == 0:
            yield one


def apply(one: Applicant, line: HTTPConnection, photo: bytes, tally: Tally) -> None:
    """The whole application: begun, two papers, handed in."""
    headers = {"X-Forwarded-For": _address(one.number), "Content-Type": "application/json"}
    ask = _Asking(one, line, tally)
    begun = ask("begin", "/applications", json.dumps(one.told()).encode(), headers, one.keys[0])
    headers["Authorization"] = f"Bearer {begun['token']}"
    own = f"/applications/{begun['reference']}"
    for key, paper in zip(one.keys[1:-1], PAPERS, strict=True):
        kind, body = _form(paper, photo)
        ask("document", f"{own}/documents", body, {**headers, "Content-Type": kind}, key)
    ask("submit", f"{own}/submit", b"{}", headers, one.keys[-1])


def a_photo() -> bytes:
    """A small photo of a paper."""
    out = io.BytesIO()
    Image.effect_noise((320, 240), 40).convert("RGB").save(out, "JPEG", quality=60)
    return out.getvalue()


@dataclass
class _Asking:
    one: Applicant
    line: HTTPConnection
    tally: Tally

    def __call__(
        self, kind: str, path: str, body: bytes, headers: dict[str, str], key: str
    ) -> dict[str, Any]:
        """Ask until it is done; whoever is impatient asks again, and must hear the same."""
        asked = {**headers, "Idempotency-Key": key}
        answer = self._timed(kind, path, body, asked)
        if self.one.impatient:
            again = self._timed(kind, path, body, asked)
            if again != answer:
                self.tally.faults.append(f"{kind}: another answer to the same key")
        return answer

    def _timed(self, kind: str, path: str, body: bytes, headers: dict[str, str]) -> dict[str, Any]:
        """What it says in the end: told that it is busy, a phone asks again, with the same key."""
        for _ in range(MOST_TRIES):
            status, told = self._asked(kind, path, body, headers)
            if status < 300:
                return told
            if told.get("code") != "busy":
                break
            self.tally.busy += 1
        raise RuntimeError(f"{kind}: {status} {told.get('code')}")

    def _asked(
        self, kind: str, path: str, body: bytes, headers: dict[str, str]
    ) -> tuple[int, dict[str, Any]]:
        began = perf_counter()
        self.line.request("POST", f"/api/v1{path}", body, headers)
        response = self.line.getresponse()
        text = response.read()
        self.tally.seconds[kind].append(perf_counter() - began)
        self.tally.replayed += response.headers.get("Idempotency-Replayed") == "true"
        return response.status, dict(json.loads(text))


def _form(paper: str, photo: bytes) -> tuple[str, bytes]:
    line = uuid.uuid4().hex
    head = (
        f'--{line}\r\nContent-Disposition: form-data; name="type"\r\n\r\n{paper}\r\n'
        f'--{line}\r\nContent-Disposition: form-data; name="file"; filename="p.jpg"\r\n\r\n'
    )
    body = head.encode() + photo + f"\r\n--{line}--\r\n".encode()
    return f"multipart/form-data; boundary={line}", body


def _address(number: int) -> str:
    return f"198.51.{number // 250}.{number % 250}"
