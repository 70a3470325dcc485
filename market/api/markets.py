"""Markets, as anyone may see them."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router

from market.api.access import anyone
from market.api.paging import Page, Window, page
from market.api.schemas import Out
from market.models import Market

router = Router(auth=anyone)


class MarketOut(Out):
    """A market and how to reach it."""

    id: int
    code: str
    name: str
    name_en: str
    address: str
    phone: str

    @classmethod
    def of(cls, market: Market) -> "MarketOut":
        return cls(
            id=market.pk,
            code=market.code,
            name=market.name,
            name_en=market.name_en,
            address=market.address,
            phone=market.phone,
        )


@router.get("", response=Page[MarketOut])
def markets(request: HttpRequest, window: Query[Window]) -> Page[MarketOut]:
    return page(request, Market.objects.order_by("code", "pk"), window, MarketOut.of)


@router.get("/{int:market_id}", response=MarketOut)
def market(request: HttpRequest, market_id: int) -> MarketOut:
    return MarketOut.of(get_object_or_404(Market, pk=market_id))
