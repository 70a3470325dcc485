"""A page that has not changed need not be drawn or sent again: kept for a minute, ETag and 304."""

import re
from collections.abc import Callable
from hashlib import sha256

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.utils.translation import get_language

# masked anew in every answer, so no change of the page
_TOKEN = re.compile(rb'(name="csrfmiddlewaretoken" value=")[^"]*(")')
_LOOKS = ("huiquan_theme", "huiquan_density")
_KNOWN = (settings.SESSION_COOKIE_NAME, "messages")


def fresh(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    """The answer with its ETag, or 304 where the reader has it already.

    The tag is of the page as it reads, so that a new template or a new name is never hidden.
    """
    digest = sha256(_TOKEN.sub(rb"\1\2", response.content)).hexdigest()
    return _tagged(request, response, digest)


def kept(
    request: HttpRequest, version: Callable[[], str], make: Callable[[], HttpResponse]
) -> HttpResponseBase:
    """The page as it was drawn within the last minute for somebody who would see the same.

    version: tells one state of what the page shows from another; it is asked for at most once in
    VERSION_SECONDS. Whoever is known to us, or has
    just been told something, gets a page of their own. Each process keeps its own pages, so that
    nothing here waits for Redis.
    """
    if any(name in request.COOKIES for name in _KNOWN):
        return fresh(request, make())
    pages = caches["pages"]
    state = pages.get_or_set("version", version, settings.VERSION_SECONDS)
    key = _key(request, str(state))
    found = pages.get(key)
    if found is None:
        response = make()
        if response.status_code != 200:
            return response
        found = _TOKEN.sub(rb"\1\2", response.content)
        pages.set(key, found)
    token = get_token(request).encode()
    response = HttpResponse(_TOKEN.sub(rb"\g<1>" + token + rb"\2", found))
    return _tagged(request, response, sha256(found).hexdigest())


def _key(request: HttpRequest, version: str) -> str:
    looks = (request.COOKIES.get(name, "") for name in _LOOKS)
    told = (version, request.get_full_path(), get_language() or "", *looks)
    return sha256("\n".join(told).encode()).hexdigest()


def _tagged(request: HttpRequest, response: HttpResponse, digest: str) -> HttpResponseBase:
    response.headers["ETag"] = quote_etag(digest[:32])
    patch_cache_control(response, private=True, no_cache=True)
    answer = get_conditional_response(request, etag=response.headers["ETag"], response=response)
    return answer or response
