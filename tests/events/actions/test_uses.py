import pytest
from django.db import connection, transaction

from events.actions import sessions, uses
from events.models import Use
from market.core.actors import HOUSE
from tests.builders import AT, a_zone
from tests.events.builders import FRIDAY, NIGHT, a_series, a_session
from tests.races import Runner, at_once, until_somebody_waits
from tests.refused import refused


def two_in_one_zone():
    zone = a_zone()
    return [a_session(series=a_series(zone=zone)) for _ in range(2)]


@pytest.mark.django_db
def test_a_place_that_one_session_has_to_itself_is_not_another_ones():
    one, other = two_in_one_zone()
    uses.take_zone(one, by=HOUSE, at=AT)

    code, _ = refused(uses.take_zone, other, by=HOUSE, at=AT)

    assert code == "place_taken"
    uses.leave_zone(one, by=HOUSE, at=AT)
    assert len(uses.take_zone(other, by=HOUSE, at=AT)) == 1


@pytest.mark.django_db
def test_what_was_taken_follows_the_session_and_is_free_when_it_is_called_off():
    one, other = two_in_one_zone()
    uses.take_zone(one, by=HOUSE, at=AT)

    sessions.move_to(one, day=FRIDAY.replace(day=18), hours=NIGHT, zone=one.zone, by=HOUSE, at=AT)
    uses.take_zone(other, by=HOUSE, at=AT)
    back = refused(sessions.move_to, one, day=FRIDAY, hours=NIGHT, zone=one.zone, by=HOUSE, at=AT)
    sessions.cancel(other, by=HOUSE, at=AT)

    assert back[0] == "place_taken"
    assert list(Use.objects.filter(released_at=None).values_list("session", flat=True)) == [one.pk]


def test_of_two_who_take_a_place_at_once_one_has_it(real_transactions):
    one, other = two_in_one_zone()

    outcomes = at_once(
        lambda: uses.take_zone(one, by=HOUSE, at=AT),
        lambda: uses.take_zone(other, by=HOUSE, at=AT),
    )

    assert [each.code for each in outcomes if not isinstance(each, list)] == ["place_taken"]
    assert Use.objects.count() == 1


def test_who_wants_the_same_place_queues_before_anything_is_written(real_transactions):
    one, other = two_in_one_zone()
    with transaction.atomic():
        uses.take_zone(one, by=HOUSE, at=AT)
        second = Runner(lambda: uses.take_zone(other, by=HOUSE, at=AT))
        until_somebody_waits()
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT locktype FROM pg_locks JOIN pg_stat_activity USING (pid)"
                " WHERE NOT granted AND datname = current_database()"
            )
            waits_for = cursor.fetchall()

    assert waits_for == [("advisory",)]
    assert second.result().code == "place_taken"
