"""The official list of days off and make-up workdays. What it says holds, whoever wrote before."""

from collections.abc import Iterable, Sequence
from datetime import date

from market.actions.intake.errands import Errand, Intake
from market.actions.intake.runs import run
from market.core.deliveries import Delivery
from market.core.intake import HOLIDAYS, HolidayRow
from market.core.landings import IntakeReport, Landing, Outcome
from market.core.maps import MappedRow
from market.models import SpecialDay


def bring(delivery: Delivery[HolidayRow], errand: Errand, *, dry_run: bool) -> IntakeReport:
    """Take the days of a list in. They are the same for every market, so the right is asked for all.

    A day that is here already with another meaning follows the list; days that the list does
    not name stay.
    """

    def land(rows: Sequence[MappedRow[HolidayRow]]) -> Iterable[Landing]:
        return _land(rows, errand)

    return run(delivery, errand, land, dry_run=dry_run, scope=None)


def _land(rows: Sequence[MappedRow[HolidayRow]], errand: Errand) -> list[Landing]:
    spans = [(row.line, row.value) for row in rows if row.value is not None]
    here = {each.day: each for each in SpecialDay.objects.filter(day__in=_days(spans))}
    written: dict[date, SpecialDay] = {}
    landings = []
    for line, span in spans:
        new = [day for day in span if day not in here]
        other = [day for day in span if day in here and not _says(here[day], span)]
        for day in (*new, *other):
            written[day] = here[day] = _special(day, span, errand)
        outcome = Outcome.CHANGED if other else Outcome.CREATED if new else Outcome.UNCHANGED
        landings.append(Landing(line, outcome))
    SpecialDay.objects.bulk_create(
        written.values(),
        update_conflicts=True,
        unique_fields=["day"],
        update_fields=["kind", "name", "source"],
    )
    return landings


def _days(spans: Iterable[tuple[int, HolidayRow]]) -> set[date]:
    return {day for _, span in spans for day in span}


def _says(here: SpecialDay, span: HolidayRow) -> bool:
    """Whether the day means already what the list says. A list without names leaves the name."""
    return here.kind == span.kind and span.name in ("", here.name)


def _special(day: date, span: HolidayRow, errand: Errand) -> SpecialDay:
    source = f"{errand.by.name}, {errand.on.isoformat()}"
    return SpecialDay(day=day, kind=str(span.kind), name=span.name, source=source)


INTAKE = Intake(HOLIDAYS, bring)
