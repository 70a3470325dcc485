"""Lists in pages: capped, and in the same order each time they are asked for."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from pydantic import Field

from market.api.schemas import Out, Strict

MOST = 200
LAST_OFFSET = 10_000

S = TypeVar("S")
T = TypeVar("T")
M = TypeVar("M", bound=Model)


class Window(Strict):
    """Which part of a list: at most 200 at once, none beyond the 10,000th."""

    limit: int = Field(50, ge=1, le=MOST)
    offset: int = Field(0, ge=0, le=LAST_OFFSET)


class Page(Out, Generic[S]):
    """A part of a list, how many there are in all, and where to go on."""

    items: list[S]
    total: int
    next: str | None = Field(None, description="the address of the next page")


def page(
    request: HttpRequest, things: QuerySet[M], window: Window, out: Callable[[M], S]
) -> Page[S]:
    """The asked-for part of a query, which must come in a stable order."""
    rows = things[window.offset : window.offset + window.limit]
    return _page(request, [out(row) for row in rows], things.count(), window)


def page_of_list(
    request: HttpRequest, things: Sequence[T], window: Window, out: Callable[[T], S]
) -> Page[S]:
    """The asked-for part of what is in memory already."""
    rows = things[window.offset : window.offset + window.limit]
    return _page(request, [out(row) for row in rows], len(things), window)


def _page(request: HttpRequest, items: list[S], total: int, window: Window) -> Page[S]:
    following = window.offset + window.limit
    more = following < total and following <= LAST_OFFSET
    return Page(items=items, total=total, next=_address(request, following) if more else None)


def _address(request: HttpRequest, offset: int) -> str:
    asked = request.GET.copy()
    asked["offset"] = str(offset)
    return f"{request.path}?{asked.urlencode()}"
