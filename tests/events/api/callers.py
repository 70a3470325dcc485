"""Callers of the programme's API: with a session, or as nobody."""

import json

from django.test import Client

from market.models import Member
from tests.builders import AT, a_user, an_operator


class Caller:
    """Asks in JSON and gives the status and what the answer says."""

    def __init__(self, user=None, **headers):
        self.client = Client(headers={"Accept-Language": "en", **headers})
        if user:
            self.client.force_login(user)

    def __call__(self, method, path, body=None, **headers):
        answer = self.client.generic(
            method,
            f"/api/v1{path}",
            b"" if body is None else json.dumps(body).encode(),
            content_type="application/json",
            headers=headers,
        )
        self.etag = answer.headers.get("ETag")
        return answer.status_code, json.loads(answer.content or b"null")


def a_manager(market):
    return Caller(an_operator("manager", market=market))


def a_vendors_caller(vendor):
    user = a_user()
    Member.objects.create(user=user, vendor=vendor, since=AT)
    return Caller(user)


def ids_of(answer):
    status, page = answer
    assert status == 200
    return [item["id"] for item in page["items"]]
