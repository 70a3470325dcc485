"""Readings from a list: a round on paper, or what another program kept."""

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction

from leasing.core.intake import READINGS, ReadingRow
from leasing.core.metering.checks import LOOKED_AT, Neighbours, check
from leasing.core.metering.dials import Mark
from leasing.core.metering.states import ReadingKind, ReadingSource, ReadingState
from leasing.models import Meter, Reading
from leasing.queries.metering import dial_of, mark_of
from leasing.queries.readings import standing_of
from market.actions.intake.errands import Errand, Intake
from market.actions.intake.runs import run
from market.core.deliveries import Delivery
from market.core.landings import IntakeReport, Landing, Outcome, turned_away
from market.core.maps import MappedRow
from market.core.refusals import Conflict, Invalid, Missing, Refusal


def bring(delivery: Delivery[ReadingRow], errand: Errand, *, dry_run: bool) -> IntakeReport:
    """Write down the readings of a list, each judged like one that is typed.

    One that stands already with the same value changes nothing; with another it is refused, to
    be corrected on the meter's own page. Lines are judged in the order of their days.
    """

    def land(rows: Sequence[MappedRow[ReadingRow]]) -> Iterable[Landing]:
        return _Chunk(rows, delivery, errand).landings()

    return run(delivery, errand, land, dry_run=dry_run, scope=errand.market)


class _Chunk:
    """Some lines, the meters they name and what stands of them, read and locked at once."""

    def __init__(
        self, rows: Sequence[MappedRow[ReadingRow]], delivery: Delivery[ReadingRow], errand: Errand
    ) -> None:
        self.errand, self.columns = errand, delivery.columns
        self.rows = [(row.line, row.value) for row in rows if row.value is not None]
        named = {row.number for _, row in self.rows}
        meters = Meter.objects.select_for_update(no_key=True).filter(
            market=errand.market, number__in=named
        )
        self.meters = list(meters.order_by("pk"))
        self.standing = standing_of([meter.pk for meter in self.meters])

    def landings(self) -> list[Landing]:
        done: list[Landing] = []
        new: list[Reading] = []
        for line, row in sorted(self.rows, key=lambda pair: (pair[1].day, pair[0])):
            try:
                made = self._judged(row)
            except Refusal as refusal:
                done.append(turned_away(line, [refusal], self.columns))
                continue
            done.append(Landing(line, Outcome.CREATED if made else Outcome.UNCHANGED))
            new += [made] if made else []
        Reading.objects.bulk_create(new)
        return done

    def _judged(self, row: ReadingRow) -> Reading | None:
        """The reading to be written; None where the very same stands already."""
        meter = self._meter(row)
        rows = self.standing[meter.pk]
        if any((one.day, one.value, one.kind) == (row.day, row.value, row.kind) for one in rows):
            return None
        _require_there(meter, row.day)
        estimated = row.kind == ReadingKind.ESTIMATED
        mark = Mark(row.day, Fraction(row.value), estimated, row.rolled_over)
        check(dial_of(meter), mark, _near(rows, row.day), on=self.errand.on, sure=row.sure)
        made = self._reading(meter, row)
        rows.append(made)
        rows.sort(key=lambda one: one.day)
        return made

    def _meter(self, row: ReadingRow) -> Meter:
        found = [
            meter
            for meter in self.meters
            if meter.number == row.number and row.utility in (None, meter.utility)
        ]
        if not found:
            raise Missing(
                "unknown_meter",
                "There is no meter {meter} at this market. Put it in first.",
                meter=row.number,
                field="number",
            )
        if len(found) > 1:
            raise Conflict(
                "several_meters",
                "An electricity and a water meter have the number {meter}. Add a column that says "
                "which.",
                meter=row.number,
                field="number",
            )
        return found[0]

    def _reading(self, meter: Meter, row: ReadingRow) -> Reading:
        return Reading(
            meter=meter,
            day=row.day,
            value=row.value,
            kind=row.kind,
            source=ReadingSource.IMPORTED,
            state=ReadingState.STANDING,
            rolled_over=row.rolled_over,
            note=row.note,
            recorded_at=self.errand.at,
            recorded_by_id=self.errand.by.user,
        )


def _near(rows: Sequence[Reading], day: date) -> Neighbours:
    before = [mark_of(one) for one in rows if one.day <= day][-LOOKED_AT - 1 :]
    after = next((mark_of(one) for one in rows if one.day > day), None)
    return Neighbours(tuple(before), after)


def _require_there(meter: Meter, day: date) -> None:
    if day < meter.installed_on or (meter.removed_on is not None and day > meter.removed_on):
        raise Invalid(
            "meter_not_there",
            "Meter {meter} was not there on {day}.",
            meter=meter.number,
            day=day,
            field="day",
        )


INTAKE = Intake(READINGS, bring)
