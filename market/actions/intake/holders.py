"""Whom the lines of a list speak of: vendors of the market, found again for a whole chunk at once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet

from market.actions.intake.errands import Errand
from market.actions.intake.listings import known, person_print
from market.core.intake import VendorRow
from market.core.refusals import Conflict, Missing
from market.models import Listing, Vendor


class Register:
    """The vendors that some lines may mean, read and locked in few queries.

    claimed: the keys of all lines of the file. A vendor whose own line is still in the file is
    not taken for the one of another line that merely has the same name.
    """

    def __init__(
        self, errand: Errand, rows: Sequence[VendorRow], claimed: frozenset[str] = frozenset()
    ) -> None:
        self.errand, self.claimed = errand, claimed
        keys = {key for row in rows for key in self._keys(row)}
        self.by_key = known(keys)
        found = list(self._candidates(rows))
        self.vendors = {vendor.pk: vendor for vendor in found}
        self.listings: dict[int, Listing] = {
            row.thing: row
            for row in Listing.objects.filter(noun="vendor", thing__in=self.vendors)
            if row.key.startswith(errand.prefix)
        }
        self._by = {column: _grouped(found, column) for column in ("id_print", "uscc", "name")}

    def find(self, row: VendorRow) -> Vendor | None:
        """The vendor that a line of a list of vendors means, or None for a new one."""
        listed = self.by_key.get(self.errand.key(row.source_key))
        if listed is not None:
            return self.vendors.get(listed.thing)
        for column, value in (("id_print", _print(row)), ("uscc", row.uscc or "")):
            if value and (same := self._by[column].get(value)):
                return same[0]
        return self._namesake(row)

    def holder(self, name: str, phone: str | None, *, field: str) -> Vendor | None:
        """The one vendor of that name, and phone where it is told; None where there is none.

        Raises Conflict("several_vendors") where the name alone does not say which.
        """
        row = VendorRow(name=name, phone=phone)
        for key in self._keys(row):
            if key in self.by_key and self.by_key[key].thing in self.vendors:
                return self.vendors[self.by_key[key].thing]
        same = _of_phone(self._by["name"].get(name, []), phone)
        if len(same) > 1:
            raise Conflict(
                "several_vendors",
                "Several vendors are called {name}. Add a column with their phone.",
                name=name,
                field=field,
            )
        return same[0] if same else None

    def lacks(self, name: str, phone: str | None) -> bool:
        """Whether nobody here is called so."""
        try:
            return self.holder(name, phone, field="") is None
        except Conflict:
            return False

    def listing_of(self, vendor: Vendor, key: str) -> Listing | None:
        """What the lists said of a vendor last."""
        return self.by_key.get(key) or self.listings.get(vendor.pk)

    def _namesake(self, row: VendorRow) -> Vendor | None:
        """The only vendor of this name, unless two phones or another line say it is another."""
        same = self._by["name"].get(row.name, [])
        if len(same) != 1:
            return None
        listed = self.listings.get(same[0].pk)
        if listed is not None:
            return None if listed.key in self.claimed else same[0]
        return same[0] if not row.phone or same[0].phone in ("", row.phone) else None

    def _keys(self, row: VendorRow) -> list[str]:
        bare = VendorRow(name=row.name)
        return list(dict.fromkeys(self.errand.key(each.source_key) for each in (row, bare)))

    def _candidates(self, rows: Sequence[VendorRow]) -> QuerySet[Vendor]:
        """In the order of their ids, so that two who lock the same wait instead of deadlocking."""
        here = Q(accounts__market=self.errand.market)
        prints = [value for row in rows if (value := _print(row))]
        means = (
            Q(name__in={row.name for row in rows})
            | Q(uscc__in={row.uscc for row in rows if row.uscc})
            | Q(id_print__in=prints)
        )
        listed = Q(pk__in={row.thing for row in self.by_key.values() if row.noun == "vendor"})
        wanted = Vendor.objects.filter(listed | (here & means)).distinct().values("pk")
        locked = Vendor.objects.select_for_update(no_key=True)
        return locked.filter(pk__in=wanted).order_by("pk")


def required(vendor: Vendor | None, name: str, *, field: str) -> Vendor:
    """The vendor; this will refuse with Missing("unknown_vendor") where there is none."""
    if vendor is None:
        raise Missing(
            "unknown_vendor",
            "There is no vendor called {name} at this market. Bring the list of vendors in first.",
            name=name,
            field=field,
        )
    return vendor


def _of_phone(vendors: list[Vendor], phone: str | None) -> list[Vendor]:
    """Those with that phone, or else those of whom none is known; all where none is told."""
    if phone is None:
        return vendors
    exact = [vendor for vendor in vendors if vendor.phone == phone]
    return exact or [vendor for vendor in vendors if not vendor.phone]


def _grouped(vendors: Iterable[Vendor], column: str) -> dict[str, list[Vendor]]:
    groups: dict[str, list[Vendor]] = defaultdict(list)
    for vendor in vendors:
        groups[getattr(vendor, column)].append(vendor)
    return groups


def _print(row: VendorRow) -> str:
    return person_print(row.id_number) if row.id_number else ""
