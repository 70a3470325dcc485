"""Two beats ring once, and the second takes over when the first is gone."""

from datetime import timedelta

import pytest
from celery import Celery
from django.db import connection

from market.config.beat import STANDBY_SECONDS, LockedScheduler
from market.config.celery import app as house
from market.config.celery import schedule


class Beat(LockedScheduler):
    """Hears its own bell instead of a broker."""

    def apply_entry(self, entry, producer=None):
        self.rung.append(entry.task)

    @property
    def producer(self):
        return None


@pytest.fixture
def beats(tmp_path, transactional_db):
    """Two schedulers that have just begun, with one job that runs each minute."""
    made = []
    for number in (1, 2):
        app = Celery(f"test-{number}", set_as_current=False)
        app.conf.beat_schedule = {"job": {"task": "market.job", "schedule": 60}}
        beat = Beat(app, schedule_filename=str(tmp_path / f"beat-{number}"))
        beat.rung = []
        made.append(beat)
    yield made
    for beat in made:
        beat.close()


def minutes_pass(beat):
    beat.schedule["job"].last_run_at -= timedelta(minutes=2)
    beat._heap = None


def server_process(beat):
    return beat._connection.info.backend_pid


def test_only_one_of_two_beats_ticks(beats):
    first, second = beats

    assert first.tick() == 0
    assert second.tick() == STANDBY_SECONDS
    assert (first.rung, second.rung) == (["market.job"], [])


def test_the_second_takes_over_when_the_connection_of_the_first_dies(beats):
    first, second = beats
    first.tick()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [server_process(first)])

    second.tick()
    assert second.rung == ["market.job"]
    assert first.tick() == STANDBY_SECONDS
    assert first.rung == ["market.job"]


def test_a_beat_that_stops_frees_the_lock_at_once(beats):
    first, second = beats
    first.tick()
    first.close()

    second.tick()
    assert second.rung == ["market.job"]


def test_a_beat_that_lost_the_database_comes_back_when_nobody_took_over(beats):
    first, _ = beats
    first.tick()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [server_process(first)])

    assert first.tick() == STANDBY_SECONDS
    first.tick()
    assert first.rung == ["market.job"] * 2


def test_without_the_lock_both_would_ring(beats, monkeypatch):
    monkeypatch.setattr(LockedScheduler, "_holds_lock", lambda self: True)
    for beat in beats:
        minutes_pass(beat)
        beat.tick()

    assert [beat.rung for beat in beats] == [["market.job"], ["market.job"]]


def test_a_beat_that_begins_rings_at_once_and_then_once_a_minute(beats):
    first, _ = beats
    first.tick()
    for _ in range(3):
        assert first.tick() > 50
    assert first.rung == ["market.job"]

    minutes_pass(first)
    first.tick()
    assert first.rung == ["market.job"] * 2


def test_a_clock_set_back_by_three_days_does_not_silence_it_for_three_days(beats):
    first, _ = beats
    first.tick()
    first.schedule["job"].last_run_at += timedelta(days=3)
    first._heap = None

    first.tick()

    assert first.rung == ["market.job"] * 2


def test_every_job_has_a_bell_that_is_forgotten_before_the_next(settings):
    assert {name: bell["task"] for name, bell in schedule().items()} == {
        name: f"market.{name}" for name in settings.JOBS
    }
    for bell in schedule().values():
        assert 0 < bell["options"]["expires"] < bell["schedule"]
    assert house.conf.beat_schedule == schedule()
