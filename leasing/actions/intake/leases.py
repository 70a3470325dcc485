"""Leases from an operator's list: drafted by the same rules as any other, and put in force."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from leasing.actions import leases
from leasing.core.drafts import DraftLine, LeaseDraft
from leasing.core.intake import LEASES, LeaseRow
from leasing.core.terms import DueBase
from leasing.models import Lease
from market.actions.intake.errands import Errand, Intake
from market.actions.intake.holders import Register, required
from market.actions.intake.listings import Book, differing, known
from market.actions.intake.runs import run
from market.core.deliveries import Delivery
from market.core.intake import VendorRow
from market.core.landings import IntakeReport, Landing, Outcome, turned_away
from market.core.maps import MappedRow
from market.core.names import tidy
from market.core.refusals import Conflict, Invalid, Missing, Refusal
from market.models import Listing, Pitch

# how a refusal of the act names what a list has in one of these columns
_RENTS = ("rent", "rent_a_day", "rent_a_month", "rent_a_quarter", "rent_a_year")
_COLUMNS = {
    **{"last": ("last_day", "term"), "last_day": ("term",), "starts_on": ("term",)},
    **{"pitch": ("pitches",), "lines": _RENTS, "amount": _RENTS, "rent": _RENTS},
}


def bring(delivery: Delivery[LeaseRow], errand: Errand, *, dry_run: bool) -> IntakeReport:
    """Write the leases of a list down, take their ground, and put them in force.

    A lease that began before is taken over: bills due before the day of the import (or the day
    that the errand wishes) count as settled elsewhere. Nobody is told. A line that was brought
    in before and now says otherwise is refused: a signed lease is changed by people.
    """

    def land(rows: Sequence[MappedRow[LeaseRow]]) -> Iterable[Landing]:
        return _Chunk(rows, delivery, errand).landings()

    return run(delivery, errand, land, dry_run=dry_run, scope=errand.market)


class _Chunk:
    """Some lines of leases, with the vendors and pitches that they name."""

    def __init__(
        self, rows: Sequence[MappedRow[LeaseRow]], delivery: Delivery[LeaseRow], errand: Errand
    ) -> None:
        self.rows = [(row.line, row.value) for row in rows if row.value is not None]
        self.errand = errand
        self.columns = _columns(delivery)
        self.listings = known(errand.key(row.source_key) for _, row in self.rows)
        self.register = Register(errand, [_vendor(row) for _, row in self.rows])
        self.pitches = _pitches(errand)
        self.book = Book("lease", errand)

    def landings(self) -> list[Landing]:
        done = []
        for line, row in self.rows:
            try:
                done.append(Landing(line, self._landed(row)))
            except Refusal as refusal:
                done.append(turned_away(line, [refusal], self.columns))
        self.book.write()
        return done

    def _landed(self, row: LeaseRow) -> Outcome:
        key = self.errand.key(row.source_key)
        before = self.listings.get(key)
        if before is not None:
            self._require_the_same(row, before)
            return Outcome.UNCHANGED
        # refused halfway, nothing of the line stays
        with transaction.atomic():
            lease = self._drafted(row, key)
            leases.take_over(
                lease,
                since=self.errand.wishes.charge_from or self.errand.on,
                by=self.errand.by,
                at=self.errand.at,
            )
        self.book.note(key, lease.pk, _told(row))
        return Outcome.CREATED

    def _drafted(self, row: LeaseRow, key: str) -> Lease:
        vendor = self.register.holder(row.vendor, row.vendor_phone, field="vendor")
        return leases.draft(
            required(vendor, row.vendor, field="vendor"),
            self.errand.market,
            [self._pitch(code) for code in dict.fromkeys(row.pitches)],
            _draft(row),
            by=self.errand.by,
            at=self.errand.at,
            goods=row.goods or (),
            source_key=key,
        )

    def _pitch(self, code: str) -> Pitch:
        same = self.pitches.get(_folded(code), [])
        if not same:
            raise Missing(
                "unknown_pitch",
                "There is no pitch {pitch} at this market. Bring the list of pitches in first.",
                pitch=code,
                field="pitches",
            )
        if len(same) > 1:
            raise Conflict(
                "several_pitches",
                "There are several pitches {pitch}: {zones}. Write this lease at the desk.",
                pitch=code,
                zones="、".join(each.zone.name for each in same),
                field="pitches",
            )
        return same[0]

    def _require_the_same(self, row: LeaseRow, before: Listing) -> None:
        other = differing(_told(row), before)
        if other:
            raise Conflict(
                "lease_differs",
                "This lease is here already, and the list now says something else of it: "
                "{what}. A signed lease is ended or changed at the desk.",
                what=", ".join(self.columns.get(name) or name for name in other),
                field=other[0],
            )


def _columns(delivery: Delivery[LeaseRow]) -> dict[str, str]:
    told = delivery.columns
    named = {
        name: next((told[field] for field in fields if field in told), "")
        for name, fields in _COLUMNS.items()
    }
    return {**named, **told}


def _vendor(row: LeaseRow) -> VendorRow:
    return VendorRow(name=row.vendor, phone=row.vendor_phone)


def _pitches(errand: Errand) -> dict[str, list[Pitch]]:
    by_code: dict[str, list[Pitch]] = {}
    for pitch in Pitch.objects.filter(zone__market=errand.market).select_related("zone"):
        by_code.setdefault(_folded(pitch.code), []).append(pitch)
    return by_code


def _draft(row: LeaseRow) -> LeaseDraft:
    """The terms, with the house's own where the list does not tell."""
    if row.rent_fen == 0:
        raise Invalid(
            "no_rent", "Say what the rent is: a lease needs at least one line.", field="rent"
        )
    by_day = row.due_day is not None
    return LeaseDraft(
        first=row.starts_on,
        last=row.last_day,
        lines=(DraftLine("rent", row.rent_fen, str(row.per)),),
        interval_months=row.interval_months or 1,
        due_rule=str(DueBase.DAY_OF_MONTH if by_day else DueBase.PERIOD_START),
        due_day=row.due_day,
        deposit_fen=row.deposit_fen or 0,
    )


def _told(row: LeaseRow) -> dict[str, Any]:
    return {
        "vendor": row.vendor,
        "pitches": sorted(row.pitches),
        "starts_on": row.starts_on,
        "last_day": row.last_day,
        "rent": f"{row.rent_fen}/{row.per}",
        "interval_months": row.interval_months,
        "deposit_fen": row.deposit_fen,
        "due_day": row.due_day,
    }


def _folded(text: str) -> str:
    return tidy(text).casefold()


INTAKE = Intake(LEASES, bring)
