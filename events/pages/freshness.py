"""A page that has not changed need not be sent again: ETag and 304."""

import re
from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag

# masked anew in every answer, so no change of the page
_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')


def fresh(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    """The answer with its ETag, or 304 where the reader has it already.

    The tag is of the page as it reads, so that a new template or a new name is never hidden.
    """
    digest = sha256(_TOKEN.sub(b"", response.content)).hexdigest()
    response.headers["ETag"] = quote_etag(digest[:32])
    patch_cache_control(response, private=True, no_cache=True)
    answer = get_conditional_response(request, etag=response.headers["ETag"], response=response)
    return answer or response
