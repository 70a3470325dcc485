"""Papers from an operator's or an authority's list."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from market.actions import moves
from market.actions.intake import vendors
from market.actions.intake.errands import Errand, Intake
from market.actions.intake.holders import Register, required
from market.actions.intake.listings import Book, compared, differing
from market.actions.intake.listings import known as listed
from market.actions.intake.paper_facts import Facts
from market.actions.intake.runs import run
from market.core.deliveries import Delivery
from market.core.intake import PERMITS, PermitRow, VendorRow
from market.core.landings import IntakeReport, Landing, Outcome, turned_away
from market.core.maps import MappedRow
from market.core.merging import canonical, kept_fault
from market.core.refusals import Conflict, Refusal
from market.core.states import PERMIT, PermitState
from market.models import Listing, Move, Permit, Vendor

# how a list's word changes a paper that is here already; any other change is a person's
MOVES = {
    (PermitState.SUBMITTED, PermitState.ACCEPTED): "accept",
    (PermitState.SUBMITTED, PermitState.WITHDRAWN): "withdraw",
    (PermitState.RETURNED, PermitState.WITHDRAWN): "withdraw",
    (PermitState.ACCEPTED, PermitState.WITHDRAWN): "withdraw",
    (PermitState.ACCEPTED, PermitState.REVOKED): "revoke",
}
BROUGHT = "bring"


def bring(delivery: Delivery[PermitRow], errand: Errand, *, dry_run: bool) -> IntakeReport:
    """Take the papers of a list in, and follow what it corrects.

    A paper is known again by what core.intake.permits says. Nobody is told: it is no news to
    the holder. A list that says how a paper now stands moves it, and the journal keeps that;
    what no move allows is refused. Where the map says so, holders who are not here become
    vendors of the market.
    """
    besides = {"vendors": 0, "workers": 0}

    def land(rows: Sequence[MappedRow[PermitRow]]) -> Iterable[Landing]:
        return _Chunk(rows, delivery, errand, besides).landings()

    return run(delivery, errand, land, dry_run=dry_run, scope=errand.market, besides=besides)


class _Chunk:
    """Some lines of papers, and what of the house they touch, read in few queries."""

    def __init__(
        self,
        rows: Sequence[MappedRow[PermitRow]],
        delivery: Delivery[PermitRow],
        errand: Errand,
        besides: dict[str, int],
    ) -> None:
        self.rows = [(row.line, row.value) for row in rows if row.value is not None]
        self.columns, self.errand, self.besides = delivery.columns, errand, besides
        self.creates = delivery.creates
        self.listings = listed(errand.key(row.source_key) for _, row in self.rows)
        papers = Permit.objects.select_for_update(no_key=True, of=("self",)).order_by("pk")
        things = [listing.thing for listing in self.listings.values()]
        self.here = {paper.pk: paper for paper in papers.filter(pk__in=things)}
        self.facts = Facts(errand)
        self.book = Book("permit", errand)

    def landings(self) -> list[Landing]:
        done: list[Landing] = []
        fresh: list[tuple[int, PermitRow]] = []
        for line, row in self.rows:
            try:
                self.facts.require(row)
                standing = self._standing(row)
                if standing is None:
                    fresh.append((line, row))
                else:
                    done.append(self._followed(line, row, *standing))
            except Refusal as refusal:
                done.append(turned_away(line, [refusal], self.columns))
        return [*done, *self._taken_in(fresh)]

    def _taken_in(self, fresh: Sequence[tuple[int, PermitRow]]) -> list[Landing]:
        register, made = self._holders([row for _, row in fresh])
        new: dict[int, tuple[str, Permit]] = {}
        refused: list[Landing] = []
        for line, row in fresh:
            try:
                found = made.get(_who(row)) or register.holder(*_who(row), field="holder")
                vendor = required(found, row.holder, field="holder")
                new[line] = (self._key(row), self._made(row, vendor))
            except Refusal as refusal:
                refused.append(turned_away(line, [refusal], self.columns))
        self._write(new)
        return [*refused, *(Landing(line, Outcome.CREATED) for line in new)]

    def _key(self, row: PermitRow) -> str:
        return self.errand.key(row.source_key)

    def _standing(self, row: PermitRow) -> tuple[Permit, Listing] | None:
        listing = self.listings.get(self._key(row))
        paper = self.here.get(listing.thing) if listing else None
        return (paper, listing) if paper and listing else None

    def _holders(
        self, rows: Sequence[PermitRow]
    ) -> tuple[Register, dict[tuple[str, str | None], Vendor]]:
        """Who is here already, and those taken in for these lines, where the map allows it."""
        wanted = {_who(row): VendorRow(name=row.holder, phone=row.holder_phone) for row in rows}
        register = Register(self.errand, list(wanted.values()))
        if "vendors" not in self.creates:
            return register, {}
        lacking = [who for who in wanted if register.lacks(*who)]
        made = vendors.take_in([wanted[who] for who in lacking], self.errand)
        self.besides["vendors"] += len(made)
        return register, dict(zip(lacking, made.values(), strict=True))

    def _made(self, row: PermitRow, vendor: Vendor) -> Permit:
        checked = row.state != PermitState.SUBMITTED
        worker, is_new = self.facts.worker(row, vendor)
        self.besides["workers"] += is_new
        return Permit(
            vendor=vendor,
            type=self.facts.type_of(row),
            worker=worker,
            pitch=self.facts.pitch(row),
            number=row.number,
            issued_on=row.issued_on,
            expires_on=row.expires_on,
            state=row.state,
            source_key=self._key(row),
            source_note=self.facts.note(row),
            consent_at=self.facts.consent_at(row),
            checked_by_id=self.errand.by.user if checked else None,
            checked_at=self.errand.at if checked else None,
            submitted_at=self.errand.at,
        )

    def _told(self, row: PermitRow) -> dict[str, Any]:
        until: date | None = row.expires_on
        return {
            "issued_on": row.issued_on,
            "expires_on": until,
            "source_note": self.facts.note(row),
            "state": row.state,
        }

    def _followed(self, line: int, row: PermitRow, paper: Permit, listing: Listing) -> Landing:
        """The paper as the list now has it."""
        if differing({"holder": row.holder}, listing):
            raise Conflict(
                "holder_differs",
                "This paper was in the list before under another holder. Papers do not change "
                "hands: please check it, and hand the new one in at the desk.",
                field="holder",
            )
        told = self._told(row)
        here = {name: getattr(paper, name) for name in told}
        merge = compared(told, here, listing, self.errand)
        columns = {name: value for name, value in merge.changes.items() if name != "state"}
        if columns:
            Permit.objects.filter(pk=paper.pk).update(**columns)
        if "state" in merge.changes:
            self._move(paper, row.state)
        noted = {k: v for k, v in told.items() if k not in merge.kept and v is not None}
        self.book.note(self._key(row), paper.pk, noted, listing)
        outcome = Outcome.CHANGED if merge.changes else Outcome.UNCHANGED
        named: Mapping[str, str] = {
            **self.columns,
            "expires_on": self.columns.get("expires", ""),
            "state": self.columns.get("standing", ""),
        }
        return Landing(line, outcome, tuple(kept_fault(name, named) for name in merge.kept))

    def _move(self, paper: Permit, after: PermitState) -> None:
        name = MOVES.get((PermitState(paper.state), after))
        if name is None:
            raise Conflict(
                "no_way_there",
                "The list now says another state of this paper, and a checked paper does not go "
                "back by a list. Decide it at the desk.",
                field="standing",
            )
        checked = {"checked_by_id": self.errand.by.user, "checked_at": self.errand.at}
        moves.move(
            paper,
            PERMIT,
            name,
            by=self.errand.by,
            at=self.errand.at,
            reason=BROUGHT,
            **(checked if name == "accept" else {}),
        )

    def _write(self, new: Mapping[int, tuple[str, Permit]]) -> None:
        rows = dict(self.rows)
        Permit.objects.bulk_create(paper for _, paper in new.values())
        Move.objects.bulk_create(self._journal(paper) for _, paper in new.values())
        for line, (key, paper) in new.items():
            told = self._told(rows[line]) | {"holder": rows[line].holder}
            self.book.note(key, paper.pk, told)
        self.book.write()

    def _journal(self, paper: Permit) -> Move:
        return Move(
            noun="permit",
            thing=paper.pk,
            name=BROUGHT,
            before="",
            after=canonical(paper.state),
            at=self.errand.at,
            by_id=self.errand.by.user,
            by_name=self.errand.by.name,
            market=self.errand.market,
        )


def _who(row: PermitRow) -> tuple[str, str | None]:
    return row.holder, row.holder_phone


INTAKE = Intake(PERMITS, bring)
