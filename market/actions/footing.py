"""Whether this is still the database that it was: one restored from a backup does not know what
was said since, and would say it again. Until a person has looked, nothing is said.
"""

from datetime import datetime

from django.db import connection, transaction

from market.core.actors import HOUSE
from market.core.reasons import FENCE
from market.models import Footing, Pause

# another cluster, another line of its history, or another database in it
_HERE = """
SELECT (SELECT system_identifier::text FROM pg_control_system()),
    (SELECT timeline_id FROM pg_control_checkpoint()),
    (SELECT oid::bigint FROM pg_database WHERE datname = current_database())
"""


def check(*, at: datetime) -> bool:
    """Hold everything back when the database is not the one that it remembers. Whether it was.

    The first time, it remembers.
    """
    known = Footing.objects.filter(pk=1).values_list("system", "timeline", "database").first()
    if known is None:
        stand(at=at)
        return True
    if tuple(known) == _here():
        return True
    hold(at=at)
    return False


@transaction.atomic
def hold(*, at: datetime) -> Pause:
    """The fence after a restore: everything waits until somebody ends this pause."""
    Pause.objects.bulk_create(
        [Pause(scope="all", reason=FENCE, begun_at=at, begun_by=HOUSE.name)],
        ignore_conflicts=True,
    )
    return Pause.objects.get(scope="all", name="", ended_at=None)


def stand(*, at: datetime) -> None:
    """From now on this is the right one."""
    system, timeline, database = _here()
    given = {"system": system, "timeline": timeline, "database": database, "noted_at": at}
    Footing.objects.update_or_create(pk=1, defaults=given)


def _here() -> tuple[str, int, int]:
    with connection.cursor() as cursor:
        cursor.execute(_HERE)
        system, timeline, database = cursor.fetchone() or ("", 0, 0)
    return system, timeline, database
