"""A market with one of everything that the ground's desk shows, and those who look at it."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.test import Client

from market.actions import payments, permits
from market.core.actors import HOUSE
from market.models import Notice, PermitType
from tests.builders import (
    AT,
    a_charge,
    a_market,
    a_pitch,
    a_vendor,
    a_worker,
    an_account,
    an_operator,
)

ON_MONDAY = date(2026, 3, 2)


def a_notice(**given):
    n = Notice.objects.count()
    return Notice.objects.create(
        **{
            "key": f"notice-{n}",
            "occasion": "rent_due",
            "subject": "account:1",
            "channel": "mailbox",
            "language": "en",
            "title": "Your bill",
            "body": "Please pay.",
            "not_before": AT,
            "stale_at": datetime(2026, 4, 1, tzinfo=UTC),
            "planned_at": AT,
            "next_attempt_at": AT,
            **given,
        }
    )


def paid(account, key, amount_fen=50000, **given):
    """Money from the bank, on 1 February 2026."""
    return payments.record(
        account,
        key=key,
        amount_fen=amount_fen,
        method="bank",
        received_on=date(2026, 2, 1),
        by=HOUSE,
        at=AT,
        **given,
    )


def handed_in(vendor, code="PRODUCE_CERT"):
    """A paper that waits to be checked."""
    return permits.submit(
        vendor, PermitType.objects.get(code=code), by=HOUSE, at=AT, number="P-2026-1"
    )


def furnish(market):
    """One vendor with everything at a market."""
    vendor = a_vendor(market=market, phone="13800000001", id_kind="citizen", id_masked="3710****")
    account = an_account(vendor=vendor, market=market)
    a_charge(account=account, amount_fen=170000, due_on=date(2026, 1, 10))
    payment = paid(account, f"bank/{account.pk}")
    permit = handed_in(vendor)
    permits.return_(handed_in(vendor), faults="the back is missing", by=HOUSE, at=AT)
    return SimpleNamespace(
        vendor=vendor,
        account=account,
        payment=payment,
        worker=a_worker(vendor=vendor),
        pitch=a_pitch(market=market),
        permit=permit,
        notice=a_notice(vendor=vendor, market=market),
    )


@pytest.fixture
def market():
    return a_market(code="here")


@pytest.fixture
def place(market):
    return furnish(market)


@pytest.fixture
def at_the_desk(market):
    """Somebody with a role at this market, at the desk: at_the_desk("cashier")."""

    def sit_down(role="manager", *, market=market):
        client = Client()
        client.force_login(an_operator(role, market=market))
        return client

    return sit_down
