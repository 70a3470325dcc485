"""The zones that a list of pitches speaks of, and where in them its pitches lie."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import F
from django.utils.text import slugify

from market.actions.intake.errands import Errand
from market.core.arrangement import Arrangement, Ground, Undrawn, arranged, side_of
from market.core.intake import PitchRow
from market.core.lettering import Box
from market.core.names import tidy
from market.core.pinyin import sort_key
from market.core.refusals import Invalid
from market.models import Pitch, Zone

_CODE = 50


class Zones:
    """The zones of a market, by code or name; made, laid out and grown for a list's pitches."""

    def __init__(self, errand: Errand) -> None:
        self.errand = errand
        self.all: list[Zone] = []
        self.boxes: dict[tuple[int, str], Box] = {}
        self._lines: dict[tuple[int, str], int] = {}

    def prepare(self, rows: Mapping[int, PitchRow]) -> int:
        """Make the zones that are named and not there, and a place for every new pitch.

        rows: by their lines in the file. Returns how many zones were made.
        """
        self.all = list(Zone.objects.select_for_update().filter(market=self.errand.market))
        before = len(self.all)
        for name in dict.fromkeys(row.zone for row in rows.values()):
            if self._named(name) is None and (name or not self.all):
                self.all.append(self._made(name or self.errand.market.name))
        self._lay_out(rows.values())
        for line, row in rows.items():
            if zone := self._named(row.zone):
                self._lines.setdefault((zone.pk, row.code), line)
        return len(self.all) - before

    def zone_of(self, row: PitchRow) -> Zone:
        """The zone of a line. Raises Invalid("zone_missing") where it names none of several."""
        found = self._named(row.zone)
        if found is None:
            raise Invalid(
                "zone_missing",
                "The market has several zones: {zones}. Add a column that says which.",
                zones="、".join(zone.name for zone in self.all),
                field="zone",
            )
        return found

    def require_first(self, line: int, zone: Zone, code: str) -> None:
        """This will refuse a pitch that an earlier line names, its zone by another of its names."""
        first = self._lines[zone.pk, code]
        if first != line:
            raise Invalid(
                "said_otherwise",
                "Line {line} says something else of the same. Keep one of the two.",
                line=first,
            )

    def box_of(self, zone: Zone, row: PitchRow) -> Box:
        """Where a new pitch lies: as the list says, or where it was laid out."""
        width, height = _size(row)
        laid = self.boxes.get((zone.pk, row.code), Box(zone.x, zone.y, width, height))
        return _drawn(row) or laid

    def _named(self, name: str) -> Zone | None:
        if not name:
            return self.all[0] if len(self.all) == 1 else None
        wanted = _folded(name)
        return next(
            (
                zone
                for zone in self.all
                if wanted in {_folded(zone.code), _folded(zone.name), _folded(zone.name_en)}
            ),
            None,
        )

    def _made(self, name: str) -> Zone:
        taken = {zone.code for zone in self.all}
        stem = slugify(sort_key(name))[: _CODE - 4].strip("-") or "zone"
        numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
        return Zone.objects.create(
            market=self.errand.market,
            code=next(code for code in (stem, *numbered) if code not in taken),
            name=name,
            position=max((zone.position for zone in self.all), default=-1) + 1,
        )

    def _lay_out(self, rows: Iterable[PitchRow]) -> None:
        drawn, undrawn = self._standing(), defaultdict[int, list[Undrawn]](list)
        there = {(zone, code) for zone, pitches in drawn.items() for code in pitches}
        for row in rows:
            zone = self._named(row.zone)
            if zone is None or (zone.pk, row.code) in there:
                continue
            box = _drawn(row)
            if box:
                drawn[zone.pk][row.code] = box
            else:
                undrawn[zone.pk].append(_undrawn(row))
        grounds = {
            str(zone.pk): Ground(
                Box(zone.x, zone.y, zone.width, zone.height),
                tuple(drawn[zone.pk].values()),
                tuple(undrawn[zone.pk]),
            )
            for zone in self.all
        }
        for name, made in arranged(grounds).items():
            self._keep(int(name), made)

    def _standing(self) -> dict[int, dict[str, Box]]:
        found: dict[int, dict[str, Box]] = defaultdict(dict)
        pitches = Pitch.objects.filter(zone__market=self.errand.market)
        for zone, code, *box in pitches.values_list("zone", "code", "x", "y", "width", "height"):
            found[zone][code] = Box(*box)
        return found

    def _keep(self, pk: int, made: Arrangement) -> None:
        zone = next(each for each in self.all if each.pk == pk)
        self.boxes |= {(pk, code): box for code, box in made.boxes.items()}
        if made.moved:
            Pitch.objects.filter(zone=zone).update(y=F("y") + made.moved)
        box = made.zone
        if (zone.x, zone.y, zone.width, zone.height) != (box.x, box.y, box.width, box.height):
            zone.x, zone.y, zone.width, zone.height = box.x, box.y, box.width, box.height
            zone.save(update_fields=["x", "y", "width", "height"])


def _undrawn(row: PitchRow) -> Undrawn:
    width, height = _size(row)
    order = (row.position or 0, sort_key(row.code, longest=40))
    return Undrawn(row.code, row.row or "", order, width, height)


def _drawn(row: PitchRow) -> Box | None:
    return None if row.x is None or row.y is None else Box(row.x, row.y, *_size(row))


def _size(row: PitchRow) -> tuple[int, int]:
    side = side_of(float(row.area_m2) if row.area_m2 else None)
    return row.width or side, row.height or side


def _folded(text: str) -> str:
    return tidy(text).casefold()
