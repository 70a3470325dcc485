"""How often one address may ask. Who is known is not counted."""

from django.http import HttpRequest
from ninja.throttling import BaseThrottle

from market import clock
from market.actions import limits
from market.api.access import caller, is_stranger
from market.api.doors import NotKnown


class Counted(BaseThrottle):
    """At most so many requests of a kind from one address, in so many seconds.

    The address is the one that the outermost of our own proxies saw (NINJA_NUM_PROXIES); what a
    caller writes into X-Forwarded-For by itself counts for nothing.
    """

    def __init__(self, kind: str, *, most: int, seconds: int = 60) -> None:
        self.kind, self.most, self.seconds = kind, most, seconds

    def allow_request(self, request: HttpRequest) -> bool:
        request.wait_seconds = limits.seconds_to_wait(  # type: ignore[attr-defined]
            self.kind,
            self.get_ident(request) or "",
            most=self.most,
            seconds=self.seconds,
            at=clock.now(),
        )
        return not request.wait_seconds  # type: ignore[attr-defined]

    def wait(self) -> float | None:
        """Ninja asks without saying of whom; what was counted is noted on the request instead."""
        return None


class Strangers(Counted):
    """The same, but only for those of whom nobody knows who they are."""

    def allow_request(self, request: HttpRequest) -> bool:
        try:
            stranger = is_stranger(caller(request))
        except NotKnown:
            stranger = True
        return not stranger or super().allow_request(request)


strangers = Strangers("api", most=120)
codes = Counted("code", most=5)
guesses = Counted("guess", most=20)
beginnings = Counted("begin", most=10)
