"""What every page's frame knows: whose market it is, and where else one can go."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from market.models import Market


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context of base.html and its shells. The rail is for operators, the tabs for vendors."""
    market = Market.objects.first()
    user = getattr(request, "user", None)
    known = user is not None and user.is_authenticated
    rail = _links(request, settings.DESK_RAIL) if request.path.startswith("/desk") else []
    tabs = _links(request, settings.VENDOR_TABS) if request.path.startswith("/me") else []
    return {
        "market": market,
        "market_name": _name(market, request),
        "market_phone": market.phone if market else "",
        "home_url": "/",
        "logout_url": reverse("account_logout") if known else "",
        "rail": rail,
        "tabs": tabs,
        "shelf": _shelf(request, [*rail, *tabs]),
        "demo": settings.DEMO,
    }


def _name(market: Market | None, request: HttpRequest) -> str:
    if market is None:
        return ""
    english = getattr(request, "LANGUAGE_CODE", "").startswith("en")
    return market.name_en if english and market.name_en else market.name


def _shelf(request: HttpRequest, places: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The pages beside the present one; nothing where it stands alone."""
    here = next((place["key"] for place in places if place["current"]), "")
    beside = settings.SHELVES.get(here, [])
    return _links(request, beside) if len(beside) > 1 else []


def _links(request: HttpRequest, places: list[tuple[str, str, Any]]) -> list[dict[str, Any]]:
    """The longest address that begins the present one is where the reader is."""
    links = [
        {"key": key, "url": url, "label": _(str(label))}
        for key, name, label in places
        if (url := _address(name))
    ]
    here = max(
        (link["url"] for link in links if request.path.startswith(link["url"])),
        key=len,
        default="",
    )
    return [{**link, "current": link["url"] == here} for link in links]


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
