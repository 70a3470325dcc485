"""What lists said of things before, and what of it is written down now."""

from collections.abc import Iterable, Mapping
from typing import Any

from market.actions.intake.errands import Errand
from market.core.merging import Merge, canonical, merged, prints
from market.models import Listing
from market.sealing import PERSON, house_seal

_PURPOSE = "listing."
_DIGITS = 16


def known(keys: Iterable[str]) -> dict[str, Listing]:
    """The lines with these keys that were brought in before."""
    return {row.key: row for row in Listing.objects.filter(key__in=list(keys))}


class Book:
    """What is to be written down of some lines, all in one statement."""

    def __init__(self, noun: str, errand: Errand) -> None:
        self.noun, self.errand = noun, errand
        self._rows: dict[str, Listing] = {}
        self._left: list[str] = []

    def note(
        self, key: str, thing: int, told: Mapping[str, Any], before: Listing | None = None
    ) -> None:
        """Note that the line said this of the thing. A line that took on another key keeps one."""
        said = dict(before.prints) if before else {}
        said |= prints(told, print_of=_print)
        if before and before.key != key:
            self._left.append(before.key)
        if before and (before.key, before.thing, before.prints) == (key, thing, said):
            return
        self._rows[key] = Listing(
            key=key, noun=self.noun, thing=thing, prints=said, at=self.errand.at
        )

    def write(self) -> None:
        """Write all that was noted."""
        Listing.objects.filter(key__in=self._left).delete()
        Listing.objects.bulk_create(
            self._rows.values(),
            update_conflicts=True,
            unique_fields=["key"],
            update_fields=["thing", "prints", "at"],
        )


def compared(
    told: Mapping[str, Any], here: Mapping[str, Any], before: Listing | None, errand: Errand
) -> Merge:
    """What of a line is news, given what stands here and what the line said before."""
    return merged(
        told,
        here,
        before.prints if before else {},
        prints_of=_prints,
        overwrite=errand.wishes.overwrite,
    )


def differing(told: Mapping[str, Any], before: Listing) -> list[str]:
    """The fields of which the line says something else than before."""
    return [
        field
        for field, value in told.items()
        if before.prints.get(field) not in _prints(field, canonical(value))
    ]


def person_print(number: str) -> str:
    """The print of an identity number: what is compared and kept instead of it."""
    return house_seal().fingerprint(number, PERSON)


def _print(field: str, text: str) -> str:
    return house_seal().fingerprint(text, f"{_PURPOSE}{field}")[:_DIGITS]


def _prints(field: str, text: str) -> list[str]:
    """Under every key that is still known."""
    return [each[:_DIGITS] for each in house_seal().fingerprints(text, f"{_PURPOSE}{field}")]
