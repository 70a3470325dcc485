"""manage.py deliver: the second bell, a process of its own."""

import io
import signal
from datetime import timedelta

import pytest
from django.core.management import call_command

from market import clock, tasks
from market.management.commands import deliver
from market.models import LocalMessage
from market.queries.delivering import clock_is_right
from tests.builders import AT
from tests.market.actions.said import a_notice


@pytest.fixture(autouse=True)
def ten_in_the_morning(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: AT)
    monkeypatch.setattr(deliver, "clock_is_right", lambda at: True)


@pytest.mark.django_db
def test_once_it_says_what_is_due_and_how_it_went():
    a_notice()
    out = io.StringIO()
    call_command("deliver", stdout=out)

    assert LocalMessage.objects.count() == 1
    assert out.getvalue() == "{'due': 1, 'sent': 1} {'freed': 0, 'in doubt': 0}\n"


@pytest.mark.django_db
def test_the_loop_goes_on_after_a_fault_and_ends_when_it_is_told_to(monkeypatch):
    a_notice()
    looks = []

    def look():
        looks.append(None)
        if len(looks) == 1:
            raise ConnectionError("the database is away")
        if len(looks) == 3:
            signal.raise_signal(signal.SIGTERM)
        return ""

    monkeypatch.setattr(deliver, "_look", look)
    monkeypatch.setattr(deliver, "close_old_connections", lambda: None)
    kept = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        call_command("deliver", "--loop", "--every", "0.001")
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)

    assert len(looks) == 3


@pytest.mark.django_db
def test_by_a_clock_that_is_off_nothing_is_said(monkeypatch):
    """Three days forward it would say tomorrow's things today; the guard taken away, it does."""
    notice = a_notice(not_before=AT + timedelta(days=1))
    monkeypatch.setattr(clock, "now", lambda: AT + timedelta(days=2))
    monkeypatch.setattr(deliver, "clock_is_right", clock_is_right)
    call_command("deliver", stdout=io.StringIO())
    assert LocalMessage.objects.count() == 0

    monkeypatch.setattr(deliver, "clock_is_right", lambda at: True)
    call_command("deliver", stdout=io.StringIO())
    assert LocalMessage.objects.get().key == str(notice.public_id)


@pytest.mark.django_db
def test_a_task_waits_for_a_clock_that_is_right(monkeypatch):
    a_notice()
    tasks.TASKS["deliver_notices"]()
    assert LocalMessage.objects.count() == 0

    monkeypatch.setattr(tasks, "clock_is_right", lambda at: True)
    tasks.TASKS["deliver_notices"]()
    assert LocalMessage.objects.count() == 1
