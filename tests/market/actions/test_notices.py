"""Writing down what is to be said, and ringing for it."""

import logging
import socket

import pytest
from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

from market.actions import notices
from market.models import Notice
from tests.builders import AT, a_user, a_vendor


@pytest.fixture
def bell(monkeypatch):
    """Hears the bell instead of the broker."""
    rung = []
    monkeypatch.setattr(current_app, "send_task", lambda name, **how: rung.append((name, how)))
    return rung


def say(vendor=None, key="application/1", **given):
    notices.say(
        "application_received",
        subject="application:1",
        vendor=vendor or a_vendor(),
        key=key,
        facts={"reference": "A-1"},
        at=AT,
        **given,
    )


@pytest.mark.django_db
def test_said_twice_it_is_one_row_in_the_vendors_language():
    vendor = a_vendor(language="en")
    say(vendor)
    say(vendor)

    notice = Notice.objects.get()
    assert (notice.key, notice.state, notice.planned_at) == ("application/1/mailbox", "pending", AT)
    assert (notice.not_before, notice.next_attempt_at) == (AT, AT)
    assert notice.stale_at == AT + notices.KEEPS
    assert (notice.language, notice.title) == ("en", "We have your application A-1")


@pytest.mark.django_db
def test_it_goes_by_the_first_channel_and_knows_the_others(settings):
    settings.NOTICE_CHANNELS = ["email", "mailbox"]
    say()

    notice = Notice.objects.get()
    assert (notice.key, notice.channel) == ("application/1/email", "email")
    assert notice.channels == ["email", "mailbox"]


@pytest.mark.django_db
def test_a_person_who_is_no_vendor_can_be_told_something():
    user = a_user(language="en")
    notices.say(
        "application_received",
        subject="user:1",
        vendor=None,
        user=user,
        key="u",
        facts={"reference": "A-1"},
        at=AT,
    )

    assert (Notice.objects.get().user, Notice.objects.get().language) == (user, "en")


@pytest.mark.django_db(transaction=True)
def test_the_bell_rings_when_it_is_committed_and_not_before(bell):
    with transaction.atomic():
        say()
        assert bell == []

    assert bell == [("market.deliver_notices", {"expires": 25})]


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_is_neither_said_nor_rung_for(bell):
    with transaction.atomic():
        say()
        transaction.set_rollback(True)

    assert (bell, Notice.objects.count()) == ([], 0)


@pytest.mark.django_db(transaction=True)
def test_nobody_rings_for_what_is_not_to_be_said_yet(bell):
    say(not_before=AT + notices.KEEPS)

    assert bell == []


@pytest.mark.django_db(transaction=True)
def test_a_bell_out_of_order_is_noted_and_the_row_is_there_all_the_same(monkeypatch, caplog):
    def dead(name, **how):
        raise OperationalError("Connection refused")

    monkeypatch.setattr(current_app, "send_task", dead)
    with caplog.at_level(logging.WARNING):
        say()

    assert Notice.objects.count() == 1
    assert "the next sweep will deliver: Connection refused" in caplog.text


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("listens", [False, True])
def test_a_broker_that_is_gone_or_never_answers_stops_nobody(monkeypatch, caplog, listens):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        if not listens:
            server.close()
        send = current_app.send_task
        with current_app.connection_for_write(
            f"redis://127.0.0.1:{port}/0",
            transport_options={"socket_timeout": 0.2, "socket_connect_timeout": 0.2},
        ) as broken:
            monkeypatch.setattr(
                current_app,
                "send_task",
                lambda name, **how: send(name, connection=broken, **how),
            )
            say()

    assert Notice.objects.count() == 1
    assert "the next sweep will deliver" in caplog.text


@pytest.mark.django_db
def test_a_missing_fact_is_a_mistake_that_nobody_gets_to_read():
    with pytest.raises(KeyError, match="reference"):
        notices.say(
            "application_received", subject="x", vendor=a_vendor(), key="x", facts={}, at=AT
        )
    assert Notice.objects.count() == 0
