"""The API is asked whatever its own document says can be asked, and some that it says cannot.

No answer is a fault of ours, none is of a status, a type or a shape that the document does not
name, and what the document calls valid is never called unreadable. HUIQUAN_FUZZ is how many
requests are made: 500 without a word, the same ones each time; the nightly run asks for 5000.
"""

import os
import random
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import load_all_checks
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import positive_data_acceptance

from market import clock
from market.actions import tokens
from market.actions.people import actor_of
from tests.builders import AT
from tests.strangers.house import House, built

USUAL = 500
MANY = int(os.environ.get("HUIQUAN_FUZZ", USUAL))
# no database keeps a NUL, and JSON Schema has no word for it
CONFIG = SchemathesisConfig.from_dict({"generation": {"allow-x00": False}})
CREDENTIALS = ("Authorization", "X-API-Key")

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: Any) -> Iterator[House]:
    with built(django_db_blocker) as made:
        yield made


@pytest.fixture
def one_connection() -> Iterator[None]:
    """The house stands in a transaction that must outlive its requests."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_the_api_keeps_to_its_own_document(house, one_connection):
    load_all_checks()
    app = get_wsgi_application()
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app, config=CONFIG)
    operations = [found.ok() for found in schema.get_all_operations()]
    order = random.Random(MANY if MANY == USUAL else None)
    order.shuffle(operations)
    whole, rest = divmod(MANY, len(operations))
    # in plain bytes, as the checks read them
    ways = [{**way, "Accept-Encoding": "identity"} for way in credentials(house)]
    faults = [
        fault
        for n, operation in enumerate(operations)
        if (times := whole + (n < rest))
        for fault in asked(operation, times, house, ways)
    ]
    assert not faults, "\n".join(sorted({fault[:300] for fault in faults}))


def credentials(house):
    """An owner's program, a vendor's person, and nobody."""
    owner, member = house.rows["market.User"], house.insider_user
    _, key = tokens.create_key("fuzz", ["*"], by=actor_of(owner), at=AT)
    bearer = tokens.issue_for_user(member, at=clock.now())
    return [{"X-API-Key": key}, {"Authorization": f"Bearer {bearer}"}, {}]


def asked(operation, times, house, ways):
    """What is wrong with the answers to some requests to one operation, one line each."""
    faults = []

    @seed(MANY)
    @settings(
        max_examples=times,
        derandomize=False,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(cases(operation, house), st.sampled_from(ways))
    def one(case, way):
        cache.clear()
        faults.extend(f"{case.method} {case.path}: {fault}" for fault in wrong_with(case, way))

    one()
    return faults


def cases(operation, house):
    """Valid ones with things that are there and with invented ones, and invalid ones."""
    real = house.values(operation.path.lstrip("/"))
    valid = [operation.as_strategy(generation_mode=GenerationMode.POSITIVE)]
    if real:
        there = {"path_parameters": real, "generation_mode": GenerationMode.POSITIVE}
        valid = [operation.as_strategy(**there), *valid]
    try:
        invalid = [operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)]
        return st.one_of(*valid, *invalid)
    except Exception:  # nothing about it can be invalid
        return st.one_of(*valid)


def wrong_with(case, way):
    """Ask once, judge the answer by every check, and undo what was done."""
    for name in CREDENTIALS:
        case.headers.pop(name, None)
    case.cookies.pop("sessionid", None)
    with transaction.atomic():
        try:
            answer = case.call(headers=way)
            case.validate_response(answer, excluded_checks=[positive_data_acceptance], headers=way)
        except BaseExceptionGroup as found:
            return [f"{type(each).__name__} {each}" for each in found.exceptions]
        finally:
            transaction.set_rollback(True)
    return unreadable(case, answer)


def unreadable(case, answer):
    """Instead of schemathesis' own check, which takes every 422 for one: "this pitch is taken"
    is an answer to a good request, and only the code "invalid" says that it cannot be read."""
    valid = case.meta is not None and case.meta.generation.mode == GenerationMode.POSITIVE
    if valid and answer.status_code == 422 and answer.json()["code"] == "invalid":
        return [f"valid by the document, and not read: {answer.json()['facts']}"]
    return []
