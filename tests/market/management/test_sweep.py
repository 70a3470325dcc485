"""manage.py sweep: every job once, as if it were a moment; a rehearsal leaves nothing behind."""

import io
import re
from datetime import date, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from market import tasks
from market.core.hours import SHANGHAI
from market.core.reports import Report
from market.models import LocalMessage, Notice
from tests.builders import AT, a_charge, a_permit, a_vendor, an_account

MINE = {
    name: {"run": run, "every": 60}
    for name, run in {
        "plan_notices": "market.actions.reminders.plan_due",
        "void_notices": "market.actions.reminders.void_settled",
        "deliver_notices": "market.actions.delivery.deliver_due",
        "reap_notices": "market.actions.delivery.reap",
    }.items()
}
TEN = "2026-03-02T10:00"


@pytest.fixture(autouse=True)
def only_these_jobs(settings):
    settings.JOBS = MINE


def sweep(*words):
    out = io.StringIO()
    call_command("sweep", *words, stdout=out, stderr=out)
    return out.getvalue()


def figures(said):
    """{"job what": how many} of the table, which ends at the first empty line."""
    found, job = {}, ""
    for line in said.split("\n\n")[0].splitlines()[1:]:
        words = re.split(r"\s{2,}", line.strip())
        job = job if line.startswith(" ") else words.pop(0)
        found[f"{job} {words[0]}"] = int(words[1])
    return found


def some_work():
    vendor = a_vendor(phone="13800000000")
    a_charge(account=an_account(vendor=vendor), due_on=date(2026, 3, 3))
    a_permit(vendor=vendor, expires_on=date(2026, 3, 16))


def rows():
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM market_notice ORDER BY id")
        return [*cursor.fetchall(), LocalMessage.objects.count()]


@pytest.mark.django_db
def test_a_sweep_plans_and_delivers_as_if_it_were_the_moment():
    some_work()

    assert figures(sweep("--at", TEN)) == {
        "plan_notices planned": 4,
        "plan_notices bundled": 3,
        "void_notices cancelled": 0,
        "deliver_notices due": 1,
        "deliver_notices sent": 1,
        "reap_notices freed": 0,
        "reap_notices in doubt": 0,
    }
    assert set(LocalMessage.objects.values_list("received_at", flat=True)) == {AT}


@pytest.mark.django_db
def test_a_second_sweep_of_the_same_moment_finds_nothing_to_do():
    some_work()
    sweep("--at", TEN)

    assert set(figures(sweep("--at", TEN)).values()) == {0}


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("real_transactions")
def test_a_rehearsal_gives_the_figures_of_the_real_run_and_leaves_nothing_behind():
    some_work()
    before = rows()

    rehearsed = figures(sweep("--at", TEN, "--dry-run"))
    assert rows() == before == [0]
    real = figures(sweep("--at", TEN))

    assert rehearsed["deliver_notices due"] == 1
    assert {name: real[name] for name in rehearsed} == rehearsed
    assert set(real) - set(rehearsed) == {"deliver_notices sent"}
    assert len(rows()) == 6


@pytest.mark.django_db
def test_a_rehearsal_says_in_a_table_whom_it_would_tell_what_and_when():
    some_work()
    said = sweep("--at", TEN, "--dry-run")
    rows = [re.split(r"\s{2,}", line) for line in said.splitlines() if "mailbox" in line]

    assert ["when", "to", "by", "day", "what"] in [
        re.split(r"\s{2,}", line) for line in said.splitlines()
    ]
    assert ["03-02 10:00", "mailbox", "03-03", "缴费通知：1700.00 元，最晚3月3日（周二）"] in [
        [row[0], *row[2:]] for row in rows
    ]


@pytest.mark.django_db
def test_a_stretch_of_days_is_told_by_reader_once_a_day_and_leaves_nothing():
    some_work()
    said = sweep("--at", TEN, "--until", "2026-03-20", "--dry-run")

    days = re.findall(r"^  (\d{4}-\d\d-\d\d)  ", said, re.MULTILINE)
    assert days == sorted(set(days))
    assert days[0] == "2026-03-02"
    assert "messages to 1 readers" in said
    assert "two messages to one reader: 0; in quiet hours: 0" in said
    assert rows() == [0]


@pytest.mark.django_db
@pytest.mark.parametrize(("until", "days"), [("2026-03-02", 1), ("2026-03-04", 3)])
def test_the_last_day_of_a_stretch_is_included(until, days):
    assert f"{days} days in" in sweep("--at", TEN, "--until", until, "--dry-run")


@pytest.mark.django_db
def test_a_stretch_leaves_out_what_nobody_hears_of(settings, monkeypatch):
    def never(*, by, at):
        raise AssertionError("nobody hears of it")

    monkeypatch.setattr("market.actions.tidying.tidy", never)
    run = {"run": "market.actions.tidying.tidy", "every": 60}
    settings.JOBS = {**MINE, "tidy": {**run, "silent": True}}

    assert "2 days in" in sweep("--at", TEN, "--until", "2026-03-03", "--dry-run")
    settings.JOBS = {**MINE, "tidy": run}
    with pytest.raises(CommandError, match="nobody hears of it"):
        sweep("--at", TEN, "--until", "2026-03-03", "--dry-run")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["--until", "2026-04-01"], "say --dry-run too"),
        (["--until", "2026-01-01", "--dry-run"], "must be a later day"),
    ],
)
def test_a_stretch_only_looks_ahead(words, why):
    with pytest.raises(CommandError, match=why):
        sweep("--at", TEN, *words)


@pytest.mark.django_db
def test_a_job_that_fails_is_named_and_stops_no_other(monkeypatch):
    def broken(*, by, at):
        raise ZeroDivisionError("broken on purpose")

    monkeypatch.setattr("market.actions.reminders.void_settled", broken)
    some_work()
    for words in (["--dry-run"], []):
        out = io.StringIO()
        with pytest.raises(CommandError, match="These jobs failed: void_notices"):
            call_command("sweep", "--at", TEN, *words, stdout=out, stderr=out)
        assert "void_notices: ZeroDivisionError: broken on purpose" in out.getvalue()
        assert "deliver_notices" in out.getvalue()

    assert LocalMessage.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("said", [TEN, "2026-03-02T02:00+00:00", "2026-03-02 10:00:00"])
def test_a_moment_without_an_offset_is_the_markets_own(settings, monkeypatch, said):
    asked = []

    def note(*, by, at):
        asked.append(at)
        return Report("noted", {})

    settings.JOBS = {"noted": {"run": "market.actions.reminders.void_settled", "every": 60}}
    monkeypatch.setattr("market.actions.reminders.void_settled", note)
    sweep("--at", said)

    assert asked == [datetime(2026, 3, 2, 10, tzinfo=SHANGHAI)]


@pytest.mark.django_db
def test_what_is_no_moment_is_refused_in_words():
    with pytest.raises(CommandError, match="tomorrow is not a moment"):
        sweep("--at", "tomorrow")


@pytest.mark.django_db
def test_a_task_is_the_same_job_at_this_moment(monkeypatch):
    some_work()
    monkeypatch.setattr("market.clock.now", lambda: AT + timedelta(minutes=1))
    monkeypatch.setattr(tasks, "clock_is_right", lambda at: True)
    for job in MINE:
        tasks.TASKS[job]()

    assert set(LocalMessage.objects.values_list("received_at", flat=True)) == {
        AT + timedelta(minutes=1)
    }


ORDERS = [list(MINE), list(reversed(MINE))]


@pytest.mark.django_db
@pytest.mark.parametrize("order", ORDERS, ids=["plans first", "delivers first"])
@pytest.mark.parametrize(
    ("back", "said_then"),
    [
        ("2026-03-04", {"due 6 March": "before_3", "due 28 February": "after_3"}),
        ("2026-03-05", {"due 6 March": "before_1", "due 28 February": "after_3"}),
    ],
)
def test_when_the_bells_come_back_the_latest_stage_is_said_at_a_decent_hour(
    settings, order, back, said_then
):
    settings.JOBS = {name: MINE[name] for name in order}
    for day in (date(2026, 3, 6), date(2026, 2, 28)):
        vendor = a_vendor(name=f"due {day:%-d %B}", phone="13800000000")
        a_charge(account=an_account(vendor=vendor), due_on=day)
    sweep("--at", TEN)
    sweep("--at", TEN)
    before = said()

    sweep("--at", f"{back}T01:00")
    assert said() == before
    for minute in ("09:30", "09:31"):
        sweep("--at", f"{back}T{minute}")

    assert [each for each in said() if each not in before] == sorted(said_then.items())


def said():
    told = Notice.objects.filter(state="sent").order_by("vendor__name", "pk")
    return [(row.vendor.name, row.key.split("/")[3]) for row in told]
