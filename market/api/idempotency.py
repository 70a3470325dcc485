"""Idempotency-Key: the same request asked twice is done once and answered the same.

Goes around every operation of the API. Where a POST carries the header, the answer is kept in
the transaction of the deed, so that a crash leaves neither; a duplicate that comes meanwhile
waits for the first and gets its answer. A refusal is not kept: nothing was done.
"""

import re
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any, TypeVar

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja.operation import Operation

from market import clock
from market.actions import answers
from market.api.access import caller, is_open, is_stranger
from market.api.doors import NotKnown
from market.core.actors import Actor
from market.core.refusals import Forbidden, Invalid

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
CONFLICT = 409

# long enough that nobody else comes by it
KEY = r"^[!-~]{16,80}$"

Run = Callable[..., HttpResponse]
V = TypeVar("V", bound=Callable[..., Any])


def answered_afresh(view: V) -> V:
    """For a POST that creates nothing, or whose answer must not be kept: a log-in, one's own data."""
    view.answered_afresh = True  # type: ignore[attr-defined]
    return view


def is_answered_afresh(operation: Operation) -> bool:
    """Whether a key is of no use to it."""
    return getattr(operation.view_func, "answered_afresh", False)


def noted_though_refused(view: V) -> V:
    """For a POST whose refusal leaves a note: a reference that came with another amount.

    The deed has undone itself by then; only what stands beside it is kept.
    """
    view.noted_though_refused = True  # type: ignore[attr-defined]
    return view


def once(run: Run) -> Run:
    """Wraps the run of one operation, as NinjaAPI.add_decorator(once, mode="view") does."""
    operation: Operation = run.__self__  # type: ignore[attr-defined]
    afresh = is_answered_afresh(operation)
    noted = getattr(operation.view_func, "noted_though_refused", False)

    @wraps(run)
    def running(request: HttpRequest, **given: Any) -> HttpResponse:
        if afresh or request.method != "POST" or HEADER not in request.headers:
            return run(request, **given)
        try:
            actor = caller(request)
        except (NotKnown, Forbidden):
            return run(request, **given)
        if is_stranger(actor) and not is_open(operation):
            return run(request, **given)
        try:
            return _once(request, actor, lambda: run(request, **given), noted=noted)
        except Exception as fault:
            return operation.api.on_exception(request, fault)

    return running


@transaction.atomic
def _once(
    request: HttpRequest, actor: Actor, run: Callable[[], HttpResponse], *, noted: bool
) -> HttpResponse:
    key, name = _key(request), _name(actor)
    kept = answers.begin(name, key, digest=_digest(request), at=clock.now())
    if kept is not None:
        return _again(kept)
    response = run()
    if response.status_code < 300:
        answers.keep(name, key, answers.Kept(response.status_code, response.content))
    elif noted and response.status_code == CONFLICT:
        answers.forget(name, key)
    else:
        transaction.set_rollback(True)
    return response


def _key(request: HttpRequest) -> str:
    key = request.headers[HEADER]
    if not re.fullmatch(KEY, key):
        raise Invalid(
            "bad_idempotency_key",
            "An Idempotency-Key is 16 to 80 letters and digits, such as a UUID.",
            field=HEADER,
        )
    return key


def _name(actor: Actor) -> str:
    if actor.user is not None:
        return f"user:{actor.user}"
    return "vendor:" + ",".join(map(str, sorted(actor.vendors))) if actor.vendors else "anyone"


def _digest(request: HttpRequest) -> str:
    """Of all that is asked. Of a form its fields: the boundary between them is new each time."""
    told = sha256(f"{request.method} {request.get_full_path()}\n".encode())
    if request.content_type == "multipart/form-data":
        for name, values in sorted(request.POST.lists()):
            told.update(repr((name, values)).encode())
        for name, sent in sorted(request.FILES.lists()):
            for file in sent:
                told.update(repr((name, file.name, file.size)).encode())
                told.update(file.read())
                file.seek(0)
    else:
        told.update(request.body)
    return told.hexdigest()


def _again(kept: answers.Kept) -> HttpResponse:
    response = HttpResponse(
        kept.body, status=kept.status, content_type="application/json; charset=utf-8"
    )
    response.headers[REPLAYED] = "true"
    return response
