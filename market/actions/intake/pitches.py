"""Pitches from an operator's list."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any

from market.actions import moves
from market.actions.intake.errands import Errand, Intake
from market.actions.intake.listings import Book, compared, known
from market.actions.intake.runs import run
from market.actions.intake.zones import Zones
from market.core.deliveries import Delivery
from market.core.intake import PITCHES, PitchKind, PitchRow, Structure
from market.core.landings import IntakeReport, Landing, Outcome, turned_away
from market.core.maps import MappedRow, source_key
from market.core.merging import kept_fault
from market.core.pinyin import sort_key
from market.core.pitch_moves import LEADS_TO, PITCH
from market.core.refusals import Refusal
from market.core.states import PitchState
from market.models import Listing, Pitch, Zone

_OF_ITS_OWN = frozenset(("code", "zone"))
PLAIN = tuple(each.name for each in fields(PitchRow) if each.name not in _OF_ITS_OWN)


def bring(delivery: Delivery[PitchRow], errand: Errand, *, dry_run: bool) -> IntakeReport:
    """Take the pitches of a list in, make the zones that they name, and follow what it corrects.

    A pitch is known again by its zone and code. New ones without a place on the plan are laid
    out in rows by their codes; what is drawn already stays. What people changed since stays too.
    """
    zones, besides = Zones(errand), {"zones": 0}
    rows = {row.line: row.value for row in delivery.table.rows if row.value is not None}

    def prepare() -> None:
        besides["zones"] = zones.prepare(rows)

    def land(some: Sequence[MappedRow[PitchRow]]) -> Iterable[Landing]:
        return _Chunk(some, delivery, errand, zones).landings()

    return run(
        delivery,
        errand,
        land,
        dry_run=dry_run,
        scope=errand.market,
        besides=besides,
        prepare=prepare,
    )


class _Chunk:
    """Some lines of pitches, and those of them that are here, read and locked at once."""

    def __init__(
        self,
        rows: Sequence[MappedRow[PitchRow]],
        delivery: Delivery[PitchRow],
        errand: Errand,
        zones: Zones,
    ) -> None:
        self.rows = [(row.line, row.value) for row in rows if row.value is not None]
        self.columns, self.errand, self.zones = delivery.columns, errand, zones
        pitches = Pitch.objects.select_for_update(no_key=True, of=("self",)).order_by("pk")
        here = pitches.filter(
            zone__market=errand.market, code__in=[row.code for _, row in self.rows]
        )
        self.here = {(pitch.zone_id, pitch.code): pitch for pitch in here}
        self.listings = known(self._key(*place) for place in self.here)
        self.kinds = Counter(
            Pitch.objects.filter(zone__market=errand.market).values_list("zone_id", "kind")
        )
        self.book = Book("pitch", errand)

    def landings(self) -> list[Landing]:
        done: list[Landing] = []
        new: dict[int, Pitch] = {}
        for line, row in self.rows:
            try:
                zone = self.zones.zone_of(row)
                self.zones.require_first(line, zone, row.code)
            except Refusal as refusal:
                done.append(turned_away(line, [refusal], self.columns))
                continue
            standing = self.here.get((zone.pk, row.code))
            if standing is None:
                new[line] = self._made(row, zone)
            else:
                done.append(self._followed(line, row, standing))
        Pitch.objects.bulk_create(new.values())
        for pitch in new.values():
            self.book.note(self._key(pitch.zone_id, pitch.code), pitch.pk, _stands(pitch))
        self.book.write()
        return [*done, *(Landing(line, Outcome.CREATED) for line in new)]

    def _key(self, zone: int, code: str) -> str:
        return self.errand.key(source_key("pitches", str(zone), code))

    def _made(self, row: PitchRow, zone: Zone) -> Pitch:
        box = self.zones.box_of(zone, row)
        given = {"kind": self._usual_kind(zone), "state": PitchState.OPEN} | _told(row)
        given |= {"x": box.x, "y": box.y, "width": box.width, "height": box.height}
        return Pitch(
            zone=zone, code=row.code, code_key=sort_key(row.code, longest=40), **_columns(given)
        )

    def _usual_kind(self, zone: Zone) -> str:
        """What most pitches of the zone are, where the list does not say."""
        same = {kind: count for (pk, kind), count in self.kinds.items() if pk == zone.pk}
        return max(same, key=lambda kind: same[kind], default=str(PitchKind.STALL))

    def _followed(self, line: int, row: PitchRow, pitch: Pitch) -> Landing:
        """The pitch as the list now has it."""
        key = self._key(pitch.zone_id, pitch.code)
        before: Listing | None = self.listings.get(key)
        told = _told(row)
        merge = compared(told, _stands(pitch), before, self.errand)
        columns = {name: value for name, value in merge.changes.items() if name != "state"}
        if columns:
            Pitch.objects.filter(pk=pitch.pk).update(**_columns(columns))
        if "state" in merge.changes:
            move = LEADS_TO[merge.changes["state"]]
            moves.move(pitch, PITCH, move, by=self.errand.by, at=self.errand.at, reason="bring")
        noted = {name: value for name, value in told.items() if name not in merge.kept}
        self.book.note(key, pitch.pk, noted, before)
        outcome = Outcome.CHANGED if merge.changes else Outcome.UNCHANGED
        kept = tuple(kept_fault(name, self.columns) for name in merge.kept)
        return Landing(line, outcome, kept)


def _told(row: PitchRow) -> dict[str, Any]:
    told = {name: getattr(row, name) for name in PLAIN}
    if row.structure is None and row.structure_approval_until is not None:
        told["structure"] = Structure.TEMPORARY
    return {name: value for name, value in told.items() if value is not None}


def _stands(pitch: Pitch) -> dict[str, Any]:
    return {name: getattr(pitch, name) for name in PLAIN}


def _columns(told: dict[str, Any]) -> dict[str, Any]:
    return told | ({"goods": list(told["goods"])} if "goods" in told else {})


INTAKE = Intake(PITCHES, bring)
