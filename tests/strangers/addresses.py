"""Every address of the house, from its own tables: Django's patterns and the API's operations."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLResolver, get_resolver

from market.config.api import api

API = "api/v1/"
DOCUMENT = api.get_openapi_schema(path_prefix="/" + API)


@dataclass(frozen=True)
class Address:
    """path: with its parameters as <name>, such as desk/plan/<pk>/. methods: how it is asked.

    open: whether the API's own document says that anybody may ask.
    """

    path: str
    methods: tuple[str, ...] = ("GET", "POST")
    open: bool = False
    operation: Any = None

    def places(self) -> tuple[str, ...]:
        """The path up to and with each of its parameters: what a thing is looked up by."""
        return tuple(self.path[: found.end()] for found in re.finditer(r"<\w+>", self.path))


def pages() -> Iterator[Address]:
    """All but the API's, those of Django's admin and allauth included."""
    for path in _walk(get_resolver().url_patterns, ""):
        if not path.startswith(API):
            yield Address(path)


def operations() -> Iterator[Address]:
    """One for each method of each address of the API."""
    for path, methods in DOCUMENT["paths"].items():
        for method, operation in methods.items():
            yield Address(
                re.sub(r"{(\w+)}", r"<\1>", path).lstrip("/"),
                (method.upper(),),
                open={} in operation.get("security", []),
                operation=operation,
            )


def _walk(patterns: Any, prefix: str) -> Iterator[str]:
    for pattern in patterns:
        path = prefix + _plain(str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, path)
        else:
            yield path


def _plain(pattern: str) -> str:
    """desk/plan/<int:pk>/ and ^nights/(?P<pk>\\d+)/$ as desk/plan/<pk>/ and nights/<pk>/."""
    told = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", r"<\1>", pattern)
    return (
        re.sub(r"<\w+:(\w+)>", r"<\1>", told)
        .removeprefix("^")
        .removesuffix("$")
        .removesuffix("\\Z")
    )
