"""What every test stands on."""

import importlib
import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import cache, caches
from django.core.signals import request_finished, request_started
from django.db import connection, transaction
from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import TransactionManagementError
from django.test import TransactionTestCase
from hypothesis import settings as hypothesis

from market.config.environment import next_redis_database
from market.models import FeeItem

# the data that migrations bring, in their order
SEEDS = (
    "market.migrations.0003_first_paper_types_and_fee_items",
    "leasing.migrations.0005b_fee_items_of_settlements",
    "leasing.migrations.0008b_meter_fee_items",
    "market.migrations.0005b_account_codes_of_fee_items",
    "market.migrations.0006c_first_chart_of_accounts",
    "events.migrations.0021_fee_item_of_night_deposits",
    "market.migrations.0007_the_fee_item_of_refunds",
    "leasing.migrations.0010_the_fee_item_of_what_was_forgone",
    "market.migrations.0011_first_rules_about_papers",
    "market.migrations.0021_first_checklist_and_retention",
    "market.migrations.0042_rules_say_no_more_than_was_noted",
)


DOOR = pytest.StashKey[Any]()

# tests that run beside each other have databases of their own, in Redis too
if BESIDE := os.environ.get("PYTEST_XDIST_WORKER", "").removeprefix("gw"):
    server, _, _ = settings.CELERY_BROKER_URL.rpartition("/")
    os.environ["REDIS_URL"] = settings.CELERY_BROKER_URL = f"{server}/{2 * int(BESIDE) + 2}"
    settings.CACHES["default"]["LOCATION"] = next_redis_database(os.environ["REDIS_URL"])

# how long an example takes says how busy the machine is, and nothing else
hypothesis.register_profile("house", deadline=None)
hypothesis.load_profile("house")


# what every database has that was migrated
KEPT = ("django_content_type", "django_migrations", "auth_permission")


def empty_what_is_full(case: TransactionTestCase) -> None:
    """After a test that committed: rows go wherever there are any, the guards held off meanwhile.

    It leaves what flush leaves, without touching the many tables that hold nothing.
    """
    with connection.cursor() as cursor:
        names = [name for name in connection.introspection.table_names(cursor) if name not in KEPT]
        tables = {name: connection.ops.quote_name(name) for name in names}
        cursor.execute(
            " UNION ALL ".join(
                f"(SELECT '{name}' FROM {table} LIMIT 1)" for name, table in tables.items()
            )
        )
        full = [tables[name] for (name,) in cursor.fetchall()]
        with transaction.atomic():
            cursor.execute("SET LOCAL session_replication_role = replica")
            for table in full:
                cursor.execute(f"DELETE FROM {table}")


TransactionTestCase._fixture_teardown = empty_what_is_full  # type: ignore[attr-defined]


# A request of a test stands in the test's transaction. In the house there is none around it, so
# that a lock there needs one of the deed's own.
as_sql = SQLCompiler.as_sql


def note_where_it_begins(**given: Any) -> None:
    connection.around = len(connection.atomic_blocks)


def forget_where_it_began(**given: Any) -> None:
    connection.around = 0


def as_sql_in_the_house(compiler: SQLCompiler, *given: Any, **told: Any) -> Any:
    around = getattr(compiler.connection, "around", 0)
    if compiler.query.select_for_update and 0 < len(compiler.connection.atomic_blocks) <= around:
        raise TransactionManagementError("a row is locked outside of a transaction")
    return as_sql(compiler, *given, **told)


request_started.connect(note_where_it_begins)
request_finished.connect(forget_where_it_began)
SQLCompiler.as_sql = as_sql_in_the_house  # type: ignore[method-assign]


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """Throttles and the like begin anew with every test."""
    cache.clear()
    caches["pages"].clear()


@pytest.fixture(autouse=True)
def english(settings: object) -> None:
    """Tests read refusals in the language in which they are written down."""
    settings.LANGUAGE_CODE = "en"  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def at_once(settings: object) -> None:
    """What a test has just changed, the next page shows."""
    settings.VERSION_SECONDS = 0  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def let_in(request: pytest.FixtureRequest, django_db_blocker: Any) -> None:
    """How the database is reached after a test is over."""
    request.node.stash[DOOR] = django_db_blocker


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """What migrations brought is there again after a test that emptied every table."""
    yield
    if nextitem is None:  # the database is gone with the last test
        return
    marked = item.get_closest_marker("django_db")
    emptied = marked is not None and marked.kwargs.get("transaction")
    if (emptied or "transactional_db" in item.fixturenames) and DOOR in item.stash:
        with item.stash[DOOR].unblock():
            bring_seeds()


@pytest.fixture
def real_transactions(transactional_db: None) -> None:
    """For races: rows are committed, and afterwards every table is emptied."""


def bring_seeds() -> None:
    if not FeeItem.objects.exists():
        for name in SEEDS:
            importlib.import_module(name).bring_in(apps, None)
