"""The way into the desk: who comes in, what they find, and where an act leads them."""

from collections.abc import Callable
from functools import update_wrapper, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from market.actions.people import actor_of
from market.core.actors import Actor
from market.core.refusals import Conflict, Invalid, Missing
from market.pages.forms import said

P = ParamSpec("P")
T = TypeVar("T", bound=Model)
View = Callable[Concatenate[HttpRequest, Actor, P], HttpResponseBase]
Door = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

NOTHING_HERE = "There is nothing here."


def desk(view: View[P]) -> Door[P]:
    """Show a page of the desk to those who work here. It reads only: another method is a 405.

    Strangers are sent to log in; who is logged in and holds no role finds nothing.
    """
    return _let_in(require_http_methods(["GET", "HEAD"]), view)


def desk_form(view: View[P]) -> Door[P]:
    """The same for a page with a form that comes back to it."""
    return _let_in(require_http_methods(["GET", "HEAD", "POST"]), view)


def desk_deed(view: View[P]) -> Door[P]:
    """The same for a button: it is only ever pressed.

    Who merely visits its address (having logged in again, or changed the language of a form that
    was not accepted) is led one step up, to the thing that the button is about.
    """

    def pressed_only(
        request: HttpRequest, by: Actor, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        if request.method != "POST":
            return go_on(request, request.path.rstrip("/").rpartition("/")[0] + "/")
        return view(request, by, *args, **kwargs)

    update_wrapper(pressed_only, view)
    return _let_in(require_http_methods(["GET", "HEAD", "POST"]), pressed_only)


def _let_in(methods: Callable[[Any], Any], view: View[P]) -> Door[P]:
    @wraps(view)
    def run(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        by = actor_of(request.user)
        if not by.operator:
            raise Missing("missing", NOTHING_HERE)
        return view(request, by, *args, **kwargs)

    door: Door[P] = never_cache(methods(login_required(run)))
    return door


def find(rows: QuerySet[T], pk: int) -> T:
    """The row, out of those that one may see. Raises Missing for any other."""
    thing = rows.filter(pk=pk).first()
    if thing is None:
        raise Missing("missing", NOTHING_HERE)
    return thing


def done(request: HttpRequest, words: str, to: Any, *args: Any) -> HttpResponse:
    """Go on to a page, with a word on what happened; the list one came from is kept."""
    messages.success(request, words)
    return go_on(request, to, *args)


def pressed(
    request: HttpRequest, act: Callable[[], Any], words: str, to: Any, *args: Any
) -> HttpResponse:
    """Do what a button says and go on; where the world stands against it, say so on that page."""
    try:
        act()
    except (Invalid, Conflict) as refusal:
        messages.error(request, said(refusal))
        return go_on(request, to, *args)
    return done(request, words, to, *args)


def go_on(request: HttpRequest, to: Any, *args: Any) -> HttpResponse:
    address = resolve_url(to, *args)
    query = request.GET.urlencode()
    return HttpResponseRedirect(f"{address}?{query}" if query else address)
