"""The 260 vendors of the demo: what they are called, what they sell, how they are reached."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from market.actions import vendors, workers
from market.core.actors import HOUSE
from market.core.hours import local_day
from market.core.periods import months_after
from market.demo import names, numbers
from market.demo.chance import dice
from market.demo.standing import stands, vacated
from market.models import Market, Vendor

# besides those who have pitches of their own
GUESTS, APPLICANTS, GROWERS = 77, 30, 32
_TRADES = ("蔬菜", "水产", "水果", "熟食", "粮油干货", "豆制品面食", "鲜肉", "禽蛋")
_FOOD = {*names.SIGNS, "咖啡", "茶饮", "烘焙", "麻辣烫", "寿司", "水果捞"}
_OWN_PRODUCE = ("蔬菜", "水果", "禽蛋")


@dataclass(frozen=True)
class Character:
    """One vendor. key: part and number, such as hall/017; number: of all vendors, from 1."""

    key: str
    number: int
    trade: str

    @property
    def part(self) -> str:
        return self.key.partition("/")[0]


def characters() -> Iterator[Character]:
    """All of them, always in the same order."""
    parts = [(stand.key, stand.trade) for stand in stands()]
    parts += [(f"guest/{n:03}", "小吃") for n in range(1, GUESTS + 1)]
    parts += [(f"applicant/{n:03}", _wished(n)) for n in range(1, APPLICANTS + 1)]
    parts += [(stand.key, stand.trade) for stand in vacated()]
    parts += [(f"grower/{n:03}", _OWN_PRODUCE[n % 3]) for n in range(1, GROWERS + 1)]
    for number, (key, trade) in enumerate(parts, 1):
        yield Character(key, number, trade)


def move_in(market: Market, *, at: datetime) -> None:
    """Take all vendors and their workers in, over the two years before a moment."""
    taken: set[str] = set()
    for character in characters():
        throw = dice(character.key)
        vendor = _vendor(character, market, taken, at=at)
        for place in range(_hands(character, throw.random())):
            _worker(vendor, character, place, at=at)
    _silence_and_bars(at)


def source_key(key: str) -> str:
    """How a vendor of the demo is found again by the key of its part."""
    return f"demo/{key}"


def _vendor(character: Character, market: Market, taken: set[str], *, at: datetime) -> Vendor:
    throw = dice(f"vendor {character.key}")
    name, contact, kind = _called(character, taken)
    with_id = kind == "person" and throw.random() < 0.7
    return vendors.add(
        name,
        market=market,
        by=HOUSE,
        at=_since(character, at),
        kind=kind,
        contact=contact,
        phone=numbers.phone(character.number),
        language="en" if contact.isascii() else "zh-hans",
        trade=character.trade,
        goods=names.goods(character.trade, throw),
        uscc="" if kind == "person" else numbers.credit_code(character.number, kind),
        id_kind="citizen" if with_id else "",
        id_number=numbers.citizen_id(character.number) if with_id else "",
        source_key=source_key(character.key),
    )


def _called(character: Character, taken: set[str]) -> tuple[str, str, str]:
    """The shop, the person and the kind of business; no shop twice."""
    if character.key in names.RARE:
        return names.RARE[character.key]
    throw = dice(f"name {character.key}")
    registered = character.part not in ("grower", "guest") and throw.random() < 0.7
    while True:
        contact = names.person(throw)
        shop = names.shop(contact, character.trade, throw)
        if character.part == "grower":
            shop = f"{contact}自产{character.trade}"
        if shop not in taken:
            taken.add(shop)
            return shop, contact, "household" if registered else "person"


def _worker(vendor: Vendor, character: Character, place: int, *, at: datetime) -> None:
    """The first one is the vendor, the others help."""
    throw = dice(f"worker {character.key} {place}")
    number = character.number if place == 0 else 400 + 3 * character.number + place
    workers.add(
        vendor,
        vendor.contact if place == 0 else names.person(throw),
        since=months_after(local_day(at), -throw.randint(1, 20)),
        by=HOUSE,
        at=at,
        phone=numbers.phone(number) if place == 0 or throw.random() < 0.5 else "",
        id_kind="citizen",
        id_number=numbers.citizen_id(number),
    )


def _hands(character: Character, chance: float) -> int:
    """How many people work there: for an applicant and who has left, nobody yet or any more."""
    if character.part in ("applicant", "former"):
        return 0
    if character.part == "grower":
        return 1
    busy = character.trade in _FOOD and character.trade not in ("蔬菜", "水果", "粮油干货")
    return 1 + (chance < 0.45) + (busy and chance < 0.2)


def _since(character: Character, at: datetime) -> datetime:
    if character.part == "applicant":
        return at - timedelta(days=2 + character.number % 12, hours=3)
    return at - timedelta(days=500 + 37 * character.number % 300)


def _wished(number: int) -> str:
    """Applicants want a stall by turns, and every fifth one a place for snacks or a container."""
    return "小吃" if number % 5 == 0 else _TRADES[number % len(_TRADES)]


def _silence_and_bars(at: datetime) -> None:
    """One asked not to be disturbed, one may not trade for a year."""
    on = local_day(at)
    Vendor.objects.filter(source_key=source_key("hall/060")).update(
        silent_until=months_after(on, 1), silent_reason="住院，家里人代管"
    )
    Vendor.objects.filter(source_key=source_key("guest/062")).update(
        barred_until=months_after(on, 7), barred_reason="一年内三次食品安全处罚"
    )
