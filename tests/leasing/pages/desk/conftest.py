"""Somebody at the desk of a market, and applications in every state at it."""

from datetime import timedelta

import pytest
from django.test import Client

from leasing.actions import applications, offers
from market.clock import now
from market.core.actors import HOUSE
from tests.builders import a_market, a_pitch, an_operator
from tests.leasing.builders import an_application, terms

DAYS = timedelta(days=2)


@pytest.fixture
def market():
    return a_market()


@pytest.fixture
def at_the_desk(market):
    """Somebody with a role at this market, at the desk: at_the_desk("checker")."""

    def sit_down(role="manager", *, market=market):
        client = Client()
        client.force_login(an_operator(role, market=market))
        return client

    return sit_down


@pytest.fixture
def submitted(market):
    """An application that was handed in now, by the clock on the wall."""

    def make(**given):
        one = an_application(market=market, **given)
        return applications.submit(one, by=HOUSE, at=now())

    return make


@pytest.fixture
def reviewing(submitted):
    def make(**given):
        return applications.receive(submitted(**given), by=HOUSE, at=now())

    return make


@pytest.fixture
def offered(market, reviewing):
    """An application with an offer of a pitch, to be answered within two days."""

    def make(**given):
        one = reviewing(**given)
        pitch = a_pitch(market=market)
        offers.offer(one, [pitch], terms(), until=now() + DAYS, by=HOUSE, at=now())
        return one

    return make


@pytest.fixture
def accepted(offered):
    def make(**given):
        return offers.accept(offered(**given), by=HOUSE, at=now())

    return make
