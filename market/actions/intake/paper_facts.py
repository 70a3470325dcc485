"""What a line about a paper means here: its type, its person, its pitch; and whether it holds."""

from datetime import datetime
from functools import cached_property

from market.actions.intake.errands import Errand
from market.core.intake import PermitRow, require_lapsed
from market.core.names import tidy
from market.core.permit_numbers import permit_number
from market.core.pinyin import sort_key
from market.core.refusals import Invalid
from market.core.states import PermitState
from market.core.validity import require_dates
from market.models import PermitType, Pitch, Vendor, Worker

_NOTE = 300


class Facts:
    """The tables that lines about papers point into, each read once."""

    def __init__(self, errand: Errand) -> None:
        self.errand = errand
        self._workers: dict[tuple[int, str], Worker | None] = {}

    def require(self, row: PermitRow) -> None:
        """This will refuse what no paper in force can be, and a sensitive one without consent."""
        kind = self.type_of(row)
        require_lapsed(row, on=self.errand.on)
        require_dates(row.issued_on, None, on=self.errand.on)
        permit_number(kind.code, row.number)
        if row.state == PermitState.ACCEPTED and row.expires is None and kind.valid_months:
            raise Invalid(
                "expiry_missing",
                "This kind of paper runs out. Please enter the last day printed on it.",
                field="expires",
            )
        if kind.sensitive and not self.errand.wishes.consent:
            raise Invalid(
                "consent_missing",
                "This paper says something about a person's health or identity. We need their "
                "agreement before we may keep it.",
                field="type",
            )

    def type_of(self, row: PermitRow) -> PermitType:
        """The type, by its code or its name in either language. Raises Invalid("unknown_type")."""
        found = self._types.get(_folded(row.type))
        if found is None:
            raise Invalid(
                "unknown_type",
                "{text} is no kind of paper that is known here. Known are: {known}.",
                text=row.type,
                known="、".join(sorted({each.name for each in self._types.values()})),
                field="type",
            )
        return found

    def pitch(self, row: PermitRow) -> Pitch | None:
        """The one pitch of that code at the market; any other place is only noted."""
        same = self._pitches.get(_folded(row.place), [])
        return same[0] if len(same) == 1 else None

    def worker(self, row: PermitRow, vendor: Vendor) -> tuple[Worker | None, bool]:
        """The person whose paper it is, taken in where new; and whether they are."""
        if not row.worker:
            return None, False
        key = (vendor.pk, row.worker)
        if key in self._workers:
            return self._workers[key], False
        found = Worker.objects.filter(vendor=vendor, name=row.worker, until__isnull=True).first()
        self._workers[key] = found or Worker.objects.create(
            vendor=vendor,
            name=row.worker,
            name_key=sort_key(row.worker, longest=120),
            since=self.errand.on,
        )
        return self._workers[key], found is None

    def consent_at(self, row: PermitRow) -> datetime | None:
        return self.errand.at if self.type_of(row).sensitive else None

    def note(self, row: PermitRow) -> str:
        """What the list says besides: the place, the goods, who issued it."""
        told = (row.place, "、".join(row.goods), row.issuer)
        return " · ".join(part for part in told if part)[:_NOTE]

    @cached_property
    def _types(self) -> dict[str, PermitType]:
        return {
            _folded(name): each
            for each in PermitType.objects.all()
            for name in (each.code, each.name, each.name_en)
            if name
        }

    @cached_property
    def _pitches(self) -> dict[str, list[Pitch]]:
        by_code: dict[str, list[Pitch]] = {}
        for pitch in Pitch.objects.filter(zone__market=self.errand.market).only("code"):
            by_code.setdefault(_folded(pitch.code), []).append(pitch)
        return by_code


def _folded(text: str) -> str:
    return tidy(text).casefold()
