"""/calls: what the market calls for, and until when."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Status

from leasing.actions import calls
from leasing.api.calling import CallEdit, CallIn, CallLine, CallOut
from leasing.queries.calls import call_or_missing, public_calls
from leasing.queries.own import own_call, own_market
from market import clock
from market.api.access import anyone, caller, operator
from market.api.paging import Page, Window, page
from market.api.schemas import Reason
from market.models import Zone
from market.queries.named import pitches_or_invalid

router = Router()


@router.get("/calls", response=Page[CallLine], auth=anyone)
def listed(request: HttpRequest, window: Query[Window]) -> Page[CallLine]:
    """The calls that were published, the latest first."""
    return page(request, public_calls(clock.now()), window, CallLine.of)


@router.get("/calls/{reference}", response=CallOut, auth=anyone)
def one(request: HttpRequest, reference: str) -> CallOut:
    """One call. Drafts are for the people of its market."""
    actor = caller(request)
    return CallOut.of(call_or_missing(reference, actor), actor)


@router.post("/calls", response={201: CallOut}, auth=operator)
def add(request: HttpRequest, told: CallIn) -> Status[CallOut]:
    """Write a call that nobody sees until it is published."""
    actor = caller(request)
    given = _read(told.model_dump(exclude={"market"}))
    row = calls.add(own_market(actor, told.market), given, by=actor, at=clock.now())
    return Status(201, CallOut.of(row, actor))


@router.put("/calls/{reference}", response=CallOut, auth=operator)
def edit(request: HttpRequest, reference: str, told: CallEdit) -> CallOut:
    """Change a call, as far as nobody relies on it yet."""
    actor = caller(request)
    changes = _read(told.said())
    return CallOut.of(calls.edit(own_call(actor, reference), changes, by=actor), actor)


@router.post("/calls/{reference}/publish", response=CallOut, auth=operator)
def publish(request: HttpRequest, reference: str) -> CallOut:
    """Let everybody see it."""
    return _done(request, reference, calls.publish)


@router.post("/calls/{reference}/close", response=CallOut, auth=operator)
def close(request: HttpRequest, reference: str) -> CallOut:
    """Take no more applications on it."""
    return _done(request, reference, calls.close)


@router.post("/calls/{reference}/reopen", response=CallOut, auth=operator)
def reopen(request: HttpRequest, reference: str) -> CallOut:
    """Take applications again, until its closing."""
    return _done(request, reference, calls.reopen)


@router.post("/calls/{reference}/withdraw", response=CallOut, auth=operator)
def withdraw(request: HttpRequest, reference: str, told: Reason) -> CallOut:
    """Take the call back, with the reason."""
    return _done(request, reference, calls.withdraw, reason=told.reason)


def _done(request: HttpRequest, reference: str, deed: Callable[..., Any], **told: Any) -> CallOut:
    actor = caller(request)
    row = own_call(actor, reference)
    deed(row, by=actor, at=clock.now(), **told)
    return CallOut.of(row, actor)


def _read(told: dict[str, Any]) -> dict[str, Any]:
    """The ids of what was sent as what they stand for; nothing that was sent empty."""
    given = {name: value for name, value in told.items() if value is not None or name == "zone"}
    if given.get("zone") is not None:
        given["zone"] = Zone.objects.filter(pk=given["zone"]).first()
    if "pitches" in given:
        given["pitches"] = pitches_or_invalid(given["pitches"])
    return given
