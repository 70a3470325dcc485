"""/meters and /tariffs: what is metered, and what a unit costs."""

import re
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Status
from pydantic import Field
from pydantic_core import PydanticCustomError, core_schema

from leasing.actions import meters as deeds
from leasing.actions import tariffs as prices
from leasing.core.metering.states import Serves, Utility
from leasing.models import Meter, Tariff
from leasing.queries.readings import meters_seen_by, own_meters, with_last
from market import clock
from market.api.access import caller, member, operator
from market.api.paging import Page, Window, page
from market.api.schemas import Day, Id, Line, Moment, Out, Short, Strict, decimal_pattern
from market.core.actors import Actor
from market.queries.places import markets_worked_at, pitches_worked_at

router = Router(auth=member)


@dataclass(frozen=True)
class Digits:
    """A number that comes as a text, so that no digit is lost on the way."""

    whole: int
    places: int

    @property
    def pattern(self) -> str:
        return decimal_pattern(self.whole, self.places)

    def read(self, given: Any) -> Decimal:
        """The number; a text of another form, or none, is a fault of the field."""
        if isinstance(given, str) and re.fullmatch(self.pattern, given, re.ASCII):
            return Decimal(given)
        raise PydanticCustomError("digits", "A number is a text, such as 1240.5", asdict(self))

    def __get_pydantic_core_schema__(self, *given: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(self, *given: Any) -> dict[str, Any]:
        return {"type": "string", "pattern": self.pattern, "examples": ["1240.5"]}


# what a meter shows; what it counts for each unit shown; yuan for a unit
Figure = Annotated[Decimal, Digits(9, 3)]
Multiplier = Annotated[Decimal, Digits(6, 3)]
Price = Annotated[Decimal, Digits(6, 6)]


def written(value: Decimal | None) -> str | None:
    """A number without zeros that say nothing."""
    return None if value is None else f"{value.normalize():f}"


class MeterOut(Out):
    """A meter. `replaces` is the one that was there before it; numbers are decimal strings."""

    id: int
    market: int
    utility: str
    number: str
    serves: str
    pitch: int | None
    pitch_code: str | None
    place: str
    multiplier: str
    digits: int
    installed_on: Day
    removed_on: Day | None
    replaces: int | None
    last_read_on: Day | None
    last_reading: str | None

    @classmethod
    def of(cls, row: Any) -> "MeterOut":
        return cls(
            id=row.pk,
            market=row.market_id,
            utility=row.utility,
            number=row.number,
            serves=row.serves,
            pitch=row.pitch_id,
            pitch_code=row.pitch.code if row.pitch else None,
            place=row.place,
            multiplier=written(row.multiplier) or "1",
            digits=row.digits,
            installed_on=row.installed_on,
            removed_on=row.removed_on,
            replaces=row.replaces_id,
            last_read_on=row.last_day,
            last_reading=written(row.last_value),
        )


class MeterIn(Strict):
    """A meter to be put in, with what it shows as the day begins."""

    market: Id
    utility: Utility
    number: Annotated[Short, Field(min_length=1, max_length=30)]
    serves: Serves = Serves.PITCH
    pitch: Id | None = None
    place: Short = ""
    multiplier: Multiplier = Decimal(1)
    digits: Annotated[int, Field(ge=3, le=9)] = 6
    on: Day
    value: Figure


class RemovalIn(Strict):
    """The day a meter goes, what it shows, and the one that comes, if one does."""

    on: Day
    final: Figure
    number: Annotated[Short, Field(max_length=30)] = ""
    initial: Figure = Decimal(0)


class TariffOut(Out):
    """What the utility charges for a kWh or m³, in yuan, from a day on."""

    id: int
    market: int
    utility: str
    price: str
    from_day: Day
    source: str
    set_at: Moment

    @classmethod
    def of(cls, row: Tariff) -> "TariffOut":
        return cls(
            id=row.pk,
            market=row.market_id,
            utility=row.utility,
            price=written(row.price) or "0",
            from_day=row.from_day,
            source=row.source,
            set_at=row.set_at,
        )


class TariffIn(Strict):
    """A price to be set. The same day said again is put right."""

    market: Id
    utility: Utility
    price: Price
    from_day: Day
    source: Line = ""


class Wanted(Strict):
    """Which meters."""

    market: Id | None = None
    utility: Utility | None = None
    pitch: Id | None = None
    serves: Serves | None = None


@router.get("/meters", response=Page[MeterOut])
def listed(request: HttpRequest, wanted: Query[Wanted], window: Query[Window]) -> Page[MeterOut]:
    """The meters that the caller may see, with their last reading."""
    found = with_last(meters_seen_by(caller(request))).filter(**wanted.said())
    return page(request, found, window, MeterOut.of)


@router.get("/me/meters", response=Page[MeterOut])
def mine(request: HttpRequest, window: Query[Window]) -> Page[MeterOut]:
    """The meters of one's own pitches."""
    return page(request, with_last(own_meters(caller(request))), window, MeterOut.of)


@router.post("/meters", response={201: MeterOut}, auth=operator)
def install(request: HttpRequest, told: MeterIn) -> Status[MeterOut]:
    """Put a meter in."""
    by = caller(request)
    given = told.model_dump(exclude={"market", "pitch"})
    pitch = get_object_or_404(pitches_worked_at(by), pk=told.pitch) if told.pitch else None
    market = get_object_or_404(markets_worked_at(by), pk=told.market)
    made = deeds.install(market, **given, pitch=pitch, by=by, at=clock.now())
    return Status(201, _one(by, made.pk))


@router.get("/meters/{int:meter_id}", response=MeterOut)
def one(request: HttpRequest, meter_id: int) -> MeterOut:
    """One meter."""
    return _one(caller(request), meter_id)


@router.post("/meters/{int:meter_id}/remove", response=MeterOut, auth=operator)
def remove(request: HttpRequest, meter_id: int, told: RemovalIn) -> MeterOut:
    """Take a meter out; with a number, another one comes in its place and is answered."""
    by = caller(request)
    found = get_object_or_404(meters_seen_by(by), pk=meter_id)
    on, at = told.on, clock.now()
    if not told.number:
        return _one(by, deeds.remove(found, on=on, value=told.final, by=by, at=at).pk)
    change = told.model_dump(include={"final", "number", "initial"})
    return _one(by, deeds.replace(found, on=on, **change, by=by, at=at).pk)


@router.get("/tariffs", response=Page[TariffOut])
def tariffs(request: HttpRequest, window: Query[Window]) -> Page[TariffOut]:
    """What the utilities charge, the newest first."""
    return page(request, _tariffs(caller(request)), window, TariffOut.of)


@router.post("/tariffs", response={201: TariffOut}, auth=operator)
def set_price(request: HttpRequest, told: TariffIn) -> Status[TariffOut]:
    """Set a price from a day on."""
    by = caller(request)
    market = get_object_or_404(markets_worked_at(by), pk=told.market)
    given = told.model_dump(exclude={"market", "utility"})
    row = prices.set_price(market, told.utility, **given, by=by, at=clock.now())
    return Status(201, TariffOut.of(row))


def _one(by: Actor, pk: int) -> MeterOut:
    return MeterOut.of(get_object_or_404(with_last(meters_seen_by(by)), pk=pk))


def _tariffs(by: Actor) -> QuerySet[Tariff]:
    """Those of one's markets, and of the markets where one has a meter."""
    own = Meter.objects.filter(pk__in=own_meters(by).order_by().values("pk")).values("market")
    here = Tariff.objects.filter(market__in=markets_worked_at(by).values("pk"))
    found = here | Tariff.objects.filter(market__in=own)
    return found.distinct().order_by("market", "utility", "-from_day")
