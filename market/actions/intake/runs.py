"""How every list is brought in: one at a time, in one transaction, a few hundred lines at once."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeAlias, TypeVar

from django.db import DataError, IntegrityError, OperationalError, connection, transaction
from psycopg import errors

from market import rules
from market.actions.intake.errands import Errand
from market.core.deliveries import Delivery
from market.core.landings import IntakeReport, Landing, not_landed, turned_away
from market.core.maps import MappedRow
from market.core.refusals import Conflict, Invalid
from market.models import Market

T = TypeVar("T")
Land: TypeAlias = Callable[[Sequence[MappedRow[T]]], Iterable[Landing]]

CHUNK = 500
# any number that is nobody else's: whoever brings a list in holds it until the end
INTAKE_LOCK = 727_001


def run(
    delivery: Delivery[T],
    errand: Errand,
    land: Land[T],
    *,
    dry_run: bool,
    scope: Market | None,
    besides: dict[str, int] | None = None,
    prepare: Callable[[], None] = lambda: None,
) -> IntakeReport:
    """Bring every line in that can be, and say of every other why not.

    land: takes some lines that could be read, writes them in few statements, and answers for
    each. Where the database refuses what it wrote, the lines are tried again in halves, so that
    the one at fault is named and no other is held up by it. scope: what the right is asked for.
    besides: filled by `land` with what else came into being. prepare: done first, for all lines.
    This will raise Forbidden, or Conflict("intake_runs") while another list is being brought in.
    """
    rules.require(errand.by, "intake.bring", scope)
    made = {} if besides is None else besides
    with transaction.atomic():
        _one_at_a_time()
        prepare()
        landings = list(_landings(delivery, land, made))
        transaction.set_rollback(dry_run or transaction.get_rollback())
    return IntakeReport(
        kind=delivery.kind.name,
        landings=tuple(sorted(landings, key=lambda landing: landing.line)),
        besides={name: count for name, count in made.items() if count},
        unread=delivery.table.unread,
        dry_run=dry_run,
    )


def _landings(delivery: Delivery[T], land: Land[T], made: dict[str, int]) -> Iterator[Landing]:
    readable = [row for row in delivery.table.rows if row.value is not None]
    yield from (not_landed(row) for row in delivery.table.rows if row.value is None)
    for start in range(0, len(readable), CHUNK):
        yield from _landed(readable[start : start + CHUNK], land, delivery, made)


def _landed(
    rows: Sequence[MappedRow[T]], land: Land[T], delivery: Delivery[Any], made: dict[str, int]
) -> Iterator[Landing]:
    before = dict(made)
    try:
        with transaction.atomic():
            done = list(land(rows))
    except (IntegrityError, DataError) as fault:
        made.clear()
        made.update(before)
        if len(rows) == 1:
            yield turned_away(rows[0].line, [_why(fault)], delivery.columns)
            return
        middle = len(rows) // 2
        yield from _landed(rows[:middle], land, delivery, made)
        yield from _landed(rows[middle:], land, delivery, made)
    else:
        yield from done


def _why(fault: Exception) -> Invalid:
    """The database's own no. Its words quote the row, so only the rule's name is told."""
    rule = getattr(getattr(fault.__cause__, "diag", None), "constraint_name", None)
    return Invalid(
        "not_kept",
        "The database does not take this line ({rule}). Compare it with what is here already.",
        rule=rule or type(fault.__cause__).__name__,
    )


def _one_at_a_time() -> None:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [INTAKE_LOCK])
    except OperationalError as fault:
        if not isinstance(fault.__cause__, errors.LockNotAvailable):
            raise
        raise Conflict(
            "intake_runs",
            "Another list is being brought in at this moment. Please try again when it is done.",
        ) from fault
