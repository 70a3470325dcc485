"""Callers of the API in tests: in a browser, with a token, with a key, or nobody."""

import json
from typing import Any

from django.test import Client

from market import clock
from market.actions import tokens
from market.actions.people import actor_of
from market.models import Market, User, Vendor
from tests.builders import AT, an_operator

API = "/api/v1"


class Caller:
    """Asks in JSON and gives the answer with its JSON read."""

    def __init__(self, client: Client | None = None, **headers: str) -> None:
        self.client = client or Client(raise_request_exception=False)
        self.headers = headers

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        given: dict[str, Any] = {"headers": {**self.headers, **_named(headers)}}
        if body is not None:
            given |= {"data": json.dumps(body), "content_type": "application/json"}
        return self.client.generic(method, API + path, **given)

    def get(self, path: str, **headers: str) -> Any:
        return self.ask("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.ask("POST", path, {} if body is None else body, **headers)

    def patch(self, path: str, body: Any, **headers: str) -> Any:
        return self.ask("PATCH", path, body, **headers)

    def delete(self, path: str) -> Any:
        return self.ask("DELETE", path)

    def send(self, path: str, file: Any, **headers: str) -> Any:
        return self.client.post(
            API + path, {"file": file}, headers={**self.headers, **_named(headers)}
        )


def _named(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


def a_stranger() -> Caller:
    return Caller()


def in_a_browser(role: str = "owner", *, market: Market | None = None) -> Caller:
    """An operator with a session."""
    client = Client(raise_request_exception=False)
    client.force_login(an_operator(role, market=market))
    return Caller(client)


def with_token(of: Vendor | User) -> Caller:
    """A vendor's person, or whoever began a vendor's application."""
    issue: Any = tokens.issue_for_vendor if isinstance(of, Vendor) else tokens.issue_for_user
    return Caller(Authorization=f"Bearer {issue(of, at=clock.now())}")


def with_key(scopes: list[str], role: str = "owner", *, market: Market | None = None) -> Caller:
    """A program of an operator's."""
    user = an_operator(role, market=market)
    _, secret = tokens.create_key("program", scopes, by=actor_of(user), at=AT)
    return Caller(**{"X-API-Key": secret})
