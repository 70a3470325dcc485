"""A small kind for tests of maps: plots of ground with an owner and a price."""

from dataclasses import dataclass
from datetime import date

from market.core.maps import Field, Kind, Values
from market.core.readings import day, day_in, money, text, yes_no
from market.core.refusals import Invalid


@dataclass(frozen=True)
class Plot:
    code: str
    owner: str
    price_fen: int = 0
    since: date | None = None
    fenced: bool | None = None
    secret: str = ""


def build(values: Values) -> Plot:
    if values.get("price_fen") == 0:
        raise Invalid("free_ground", "Ground is never free.", field="price_fen")
    plain = {name: values[name] for name in values if name != "keeper"}
    return Plot(**{"owner": values.get("keeper", ""), **plain})


def guarded(cell):
    raise Invalid("bad_secret", "{text} is not a secret of {count} signs.", text=cell, count=4)


PLOTS = Kind(
    name="plots",
    fields=(
        Field("code", text(5), ("地块号", "code"), required=True),
        Field("owner", text(20), ("业主", "owner")),
        Field("keeper", text(20), ("看护人", "keeper")),
        Field("price_fen", money, ("价格", "price"), shared=False),
        Field("price_a_m2", money, ("价格元平方米",), shared=False),
        Field("since", day, ("起始", "since"), in_order=day_in),
        Field("fenced", yes_no, ("围栏", "fenced")),
        Field("secret", guarded, ("密", "secret"), private=True),
    ),
    build=build,
    key=lambda plot: plot.code,
    either=(("owner", "keeper"),),
    may_repeat=lambda plot: plot.owner == "多",
)
