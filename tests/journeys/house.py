"""The whole house for a journey: real web, worker and beat processes on the test database."""

import json
import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import connection

from market.core.hours import SHANGHAI
from market.local import application, ports

ROOT = Path(__file__).resolve().parents[2]
MORNING = 10


def shift_to_morning() -> int:
    """Seconds by which the house's clock is off, so that it is ten in the morning of today there."""
    now = datetime.now(SHANGHAI)
    return int((now.replace(hour=MORNING, minute=0, second=0, microsecond=0) - now).total_seconds())


class House:
    """Where the journey happens: its address, its moment, its processes."""

    def __init__(self, port: int, folder: Path) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.folder = folder
        self.shift = timedelta(seconds=shift_to_morning())
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.commands = {
            "web": (*application.WEB, "--bind", f"127.0.0.1:{port}", "--workers", "1"),
            "worker": application.WORKER,
            "beat": (*application.BEAT[:-1], str(folder / "beat-schedule")),
        }

    def start(self, name: str) -> None:
        """Start one of the processes, as production does."""
        with (self.folder / f"{name}.log").open("wb") as log:
            self.processes[name] = subprocess.Popen(
                [sys.executable, "-m", *self.commands[name]],
                cwd=ROOT,
                env={**os.environ, **_told(self)},
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def stop(self) -> None:
        """Stop what runs, whatever happened."""
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()

    @property
    def now(self) -> datetime:
        return datetime.now(SHANGHAI) + self.shift


@contextmanager
def open_house(folder: Path, *names: str) -> Iterator[House]:
    """Web and worker are running, or what is named; the bell begins when the journey starts "beat"."""
    house = House(ports.free_port(), folder)
    try:
        for name in names or ("web", "worker"):
            house.start(name)
        until(lambda: _answers(house), "the web answers", 40)
        yield house
    finally:
        house.stop()


def until(true: Callable[[], Any], what: str, seconds: float = 30) -> Any:
    """Wait for something that another process does; say what, if it never comes."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := true():
            return found
        time.sleep(0.2)
    raise AssertionError(f"it never came to pass that {what}")


class Person:
    """Somebody with a browser of their own, who speaks plain HTTP."""

    def __init__(self, house: House, language: str = "en") -> None:
        self.house = house
        self.jar = CookieJar()
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self.jar), urllib.request.ProxyHandler({})
        )
        self.headers = {"Accept-Language": language}

    def page(self, path: str, form: dict[str, str] | None = None) -> str:
        """Read a page, or send its form, as a browser without scripts does."""
        body = None
        if form is not None:
            token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.page(path))
            assert token, f"no form at {path}"
            body = urllib.parse.urlencode({"csrfmiddlewaretoken": token[1], **form}).encode()
        status, text = self._send(path, body, {})
        assert status == 200, (path, status, text[:2000])
        return text

    def api(self, method: str, path: str, body: Any = None, expect: int = 200) -> Any:
        """Ask the API, with an Idempotency-Key on every POST."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        if method == "POST":
            headers["Idempotency-Key"] = str(uuid.uuid4())
        status, text = self._send(f"/api/v1{path}", data, headers, method)
        assert status == expect, (method, path, status, text[:2000])
        return json.loads(text) if text else None

    def upload(self, path: str, fields: dict[str, str], file: bytes, name: str) -> Any:
        """Send a file with some fields, as a multipart form."""
        boundary = uuid.uuid4().hex
        parts = [
            f'--{boundary}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
            for key, value in fields.items()
        ]
        head = (
            f"--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename*=UTF-8''"
            f"{quote(name)}\r\nContent-Type: application/octet-stream\r\n\r\n"
        )
        body = "".join([*parts, head]).encode() + file + f"\r\n--{boundary}--\r\n".encode()
        headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        status, text = self._send(f"/api/v1{path}", body, headers, "POST")
        assert status == 201, (path, status, text[:2000])
        return json.loads(text)

    def log_in(self, username: str, password: str) -> None:
        self.page("/accounts/login/", {"login": username, "password": password})

    def _send(
        self, path: str, body: bytes | None, headers: dict[str, str], method: str | None = None
    ) -> tuple[int, str]:
        request = urllib.request.Request(
            self.house.url + path, body, {**self.headers, **headers, **self._csrf()}, method=method
        )
        try:
            with self.opener.open(request, timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as fault:
            return fault.code, fault.read().decode()

    def _csrf(self) -> dict[str, str]:
        token = next((cookie.value for cookie in self.jar if cookie.name == "csrftoken"), None)
        return {"X-CSRFToken": token} if token else {}


def _told(house: House) -> dict[str, str]:
    there = connection.settings_dict
    user, password = quote(there["USER"]), quote(there["PASSWORD"])
    address = f"{there['HOST']}:{there['PORT'] or 5432}"
    return {
        "DATABASE_URL": f"postgresql://{user}:{password}@{address}/{quote(there['NAME'])}",
        "HUIQUAN_DEMO": "1",
        "HUIQUAN_TEST_DATABASE": "",
        "HUIQUAN_PUBLIC_URL": house.url,
        "HUIQUAN_CLOCK_SHIFT": str(int(house.shift.total_seconds())),
        "HUIQUAN_HURRY": "2",
        "HUIQUAN_SECRET_KEY": settings.SECRET_KEY,
        "HUIQUAN_SEAL_KEYS": settings.SEAL_KEYS,
        "HUIQUAN_UPLOADS": str(settings.UPLOADS),
    }


def _answers(house: House) -> bool:
    for name, process in house.processes.items():
        assert process.poll() is None, f"{name} stopped at once"
    try:
        with urllib.request.urlopen(f"{house.url}/health/", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
