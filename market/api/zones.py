"""Zones of a market and where they lie on the plan."""

from django.http import HttpRequest
from ninja import Query, Router

from market.api.access import anyone
from market.api.paging import Page, Window, page
from market.api.schemas import Id, Out
from market.models import Zone

router = Router(auth=anyone)


class Rectangle(Out):
    """A place on the plan, in centimetres on the ground, y downwards."""

    x: int
    y: int
    width: int
    height: int


class ZoneOut(Out):
    """A part of a market with a name of its own."""

    id: int
    market: int
    code: str
    name: str
    name_en: str
    plan: Rectangle

    @classmethod
    def of(cls, zone: Zone) -> "ZoneOut":
        return cls(
            id=zone.pk,
            market=zone.market_id,
            code=zone.code,
            name=zone.name,
            name_en=zone.name_en,
            plan=Rectangle(x=zone.x, y=zone.y, width=zone.width, height=zone.height),
        )


@router.get("", response=Page[ZoneOut])
def zones(request: HttpRequest, window: Query[Window], market: Id | None = None) -> Page[ZoneOut]:
    found = Zone.objects.order_by("market", "position", "code", "pk")
    return page(request, found.filter(market=market) if market else found, window, ZoneOut.of)
