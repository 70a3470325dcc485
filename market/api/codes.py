"""Asking for a log-in code."""

from django.http import HttpRequest
from ninja import Router

from market import clock
from market.actions import codes as deeds
from market.api.access import anyone
from market.api.idempotency import answered_afresh
from market.api.schemas import Out, Short, Strict
from market.api.throttles import codes as throttle

router = Router(auth=anyone)


class CodeIn(Strict):
    """A mobile phone."""

    phone: Short


class CodeOut(Out):
    """The same for every phone: whether anybody here knows it, it does not say."""

    minutes: int
    digits: int


@router.post("", response={202: CodeOut}, throttle=[throttle])
@answered_afresh
def send_code(request: HttpRequest, given: CodeIn) -> CodeOut:
    deeds.issue(given.phone, at=clock.now())
    return CodeOut(minutes=int(deeds.LIFE.total_seconds() // 60), digits=deeds.DIGITS)
