"""Answers are sent compressed: a phone at a stall has 50 KB a second on a good day."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

WORDS = ("text/", "application/json", "application/problem+json", "application/javascript")


class SqueezeMiddleware(GZipMiddleware):
    """Django's own, for what is made of words and lines; photos, PDFs and archives stay as they are.

    Its padding of random length keeps what is secret in an answer from being guessed by its size.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        kind = response.headers.get("Content-Type", "")
        if not kind.startswith((*WORDS, "image/svg+xml")):
            return response
        return super().process_response(request, response)
