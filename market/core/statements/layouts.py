"""How a bank or a wallet lays its statements out: which column says what. Written down as JSON.

    {"title": "中国建设银行", "method": "bank",
     "needs": ["交易时间", ["贷方发生额", "收入"]],
     "columns": {"booked_at": ["交易时间"], "money_in": ["贷方发生额"], "money_out": ["借方发生额"]},
     "directions": {"贷": "in", "借": "out"},
     "undone": ["交易关闭"], "ends": ["总交易单数"]}

needs: heads by which the layout is known again, each one name or several of which one is there.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from market.core.refusals import Invalid
from market.core.sheets.headers import keys

FIELDS = (
    *("booked_at", "time", "money_in", "money_out", "amount", "direction", "standing"),
    *("balance", "name", "account", "memo", "reference", "refund_reference", "channel"),
    "own_account",
)
METHODS = ("bank", "wechat", "alipay", "card", "other")
_DIRECTIONS = frozenset(("in", "out", "neither"))


@dataclass(frozen=True)
class Layout:
    """A layout as it was written down.

    columns: by field, the heads it may stand under, the first that is there counts; of `memo`
    all of them. directions: what the words of the direction column mean. undone: standings of
    what was never paid in the end. ends: how the first line below the last one begins.
    """

    name: str
    title: str
    method: str
    needs: tuple[tuple[str, ...], ...]
    columns: Mapping[str, tuple[str, ...]]
    directions: Mapping[str, str] = field(default_factory=dict)
    undone: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()

    @property
    def heads(self) -> frozenset[str]:
        """Every head that it knows, as headers are compared."""
        return frozenset(key for names in self.columns.values() for key in _keys(names))

    def places(self, columns: Sequence[str], name: str) -> tuple[int, ...]:
        """Where a field stands among these columns, the likeliest place first."""
        return places(columns, self.columns.get(name, ()))


def layout_from(name: str, told: Mapping[str, Any]) -> Layout:
    """This will give the layout that JSON describes. Raises Invalid("bad_layout")."""
    columns = {each: tuple(names) for each, names in told.get("columns", {}).items()}
    unknown = sorted(columns.keys() - set(FIELDS))
    amounts = {"money_in", "amount"} & columns.keys()
    directions = dict(told.get("directions", {}))
    if (
        unknown
        or "booked_at" not in columns
        or not amounts
        or told.get("method") not in METHODS
        or set(directions.values()) - _DIRECTIONS
    ):
        raise Invalid(
            "bad_layout",
            "These columns do not make a statement: the day and the amount have to be among them.",
            layout=name,
        )
    return Layout(
        name=name,
        title=str(told.get("title") or name),
        method=str(told["method"]),
        needs=tuple((each,) if isinstance(each, str) else tuple(each) for each in told["needs"]),
        columns=columns,
        directions=directions,
        undone=tuple(told.get("undone", ())),
        ends=tuple(told.get("ends", ())),
    )


def recognise(columns: Sequence[str], layouts: Iterable[Layout]) -> Layout | None:
    """The layout all of whose heads are there; of several the one that asks for most."""
    fitting = [
        each for each in layouts if each.needs and all(places(columns, need) for need in each.needs)
    ]
    return max(fitting, key=lambda each: len(each.needs), default=None)


def places(columns: Sequence[str], names: Iterable[str]) -> tuple[int, ...]:
    """Where these heads stand, in the order of the names; a bracket may be left out."""
    tries = [keys(column) for column in columns]
    found = (at for name in names for at in _places(tries, name))
    return tuple(dict.fromkeys(found))


def _places(tries: Sequence[tuple[str, ...]], name: str) -> list[int]:
    wanted = next(iter(keys(name)), "")
    for depth in range(max(map(len, tries), default=0)):
        if found := [at for at, each in enumerate(tries) if each[depth : depth + 1] == (wanted,)]:
            return found[:1]
    return []


def _keys(names: Iterable[str]) -> Iterable[str]:
    return (key for name in names for key in keys(name)[:1])
