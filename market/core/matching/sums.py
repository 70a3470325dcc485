"""Which of several amounts make a sum."""

from collections.abc import Sequence

MOST_ITEMS = 14
_MOST_SUMS = 20_000


def leading(amounts: Sequence[int], total: int) -> int:
    """How many of the first amounts make the total; 0 where none do."""
    whole = 0
    for count, amount in enumerate(amounts, start=1):
        whole += amount
        if whole == total:
            return count
        if whole > total:
            break
    return 0


def subset(amounts: Sequence[int], total: int) -> tuple[tuple[int, ...], bool]:
    """The places of a few amounts that make the total, and whether no others do.

    Of several the one with the fewest, then the earliest. Beyond fourteen amounts, and beyond
    twenty thousand sums, nothing is looked for: an answer there would be chance.
    """
    if not 0 < total <= sum(amounts) or len(amounts) > MOST_ITEMS:
        return (), True
    reached: dict[int, tuple[tuple[int, ...], int]] = {0: ((), 1)}
    for place, amount in enumerate(amounts):
        for whole, (places, ways) in list(reached.items()):
            above = whole + amount
            if above > total or amount <= 0:
                continue
            other, count = reached.get(above, ((), 0))
            mine = (*places, place)
            best = min((each for each in (other, mine) if each), key=lambda each: (len(each), each))
            reached[above] = (best, count + ways)
        if len(reached) > _MOST_SUMS:
            return (), True
    places, ways = reached.get(total, ((), 0))
    return places, ways <= 1
