"""Access tokens of providers: asked for once, used until shortly before they run out."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

# a token is asked for anew a while before its end
MARGIN_SECONDS = 300


@dataclass
class _Held:
    token: str
    ends: float


class Tokens:
    """What this process holds, by account. A lost one is asked for again, no harm done."""

    def __init__(self) -> None:
        self._held: dict[str, _Held] = {}
        self._lock = threading.Lock()

    def get(self, name: str, ask: Callable[[], tuple[str, int]]) -> str:
        """The token in force. ask: gives a new one, and for how many seconds it is good."""
        with self._lock:
            held = self._held.get(name)
            if held is None or held.ends <= time.monotonic():
                token, seconds = ask()
                held = _Held(token, time.monotonic() + max(seconds - MARGIN_SECONDS, 30))
                self._held[name] = held
            return held.token

    def forget(self, name: str) -> None:
        with self._lock:
            self._held.pop(name, None)
