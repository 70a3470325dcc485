"""How a vendor would be told, and for how long nothing is said."""

from datetime import time
from typing import Annotated, Literal

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Router
from pydantic import Field

from market import clock, rules
from market.actions import policies as deeds
from market.api.access import caller, member
from market.api.etags import require_match, tagged
from market.api.schemas import Day, Line, Out, Short, Strict
from market.core.actors import Actor
from market.core.refusals import Invalid
from market.models import Vendor
from market.queries.vendors import vendors_seen_by

router = Router(auth=member)


class WishesOut(Out):
    """channels: by which way first; none is as the market does. quiet: hours in which not."""

    vendor: int
    language: str
    channels: list[str]
    quiet_from: time | None
    quiet_until: time | None
    silent_until: Day | None
    silent_reason: str
    can: list[str]

    @classmethod
    def of(cls, vendor: Vendor, by: Actor) -> "WishesOut":
        acts = {"prefer": "vendor.prefer", "silence": "vendor.silence"}
        return cls(
            vendor=vendor.pk,
            language=vendor.language,
            channels=vendor.channels,
            quiet_from=vendor.quiet_from,
            quiet_until=vendor.quiet_until,
            silent_until=vendor.silent_until,
            silent_reason=vendor.silent_reason,
            can=[name for name, act in acts.items() if rules.allows(by, act, vendor)],
        )


class WishesIn(Strict):
    """What is to be changed. What is left out stays as it is."""

    language: Literal["zh-hans", "en"] | None = None
    channels: Annotated[list[Short], Field(max_length=6)] | None = None
    quiet_from: time | None = None
    quiet_until: time | None = None


class SilenceIn(Strict):
    """until: the last day of it; null ends the silence."""

    until: Day | None
    reason: Line = ""


@router.get("/vendors/{int:vendor_id}/wishes", response=WishesOut)
def wishes(request: HttpRequest, response: HttpResponse, vendor_id: int) -> WishesOut:
    by = caller(request)
    answer = WishesOut.of(get_object_or_404(vendors_seen_by(by), pk=vendor_id), by)
    tagged(response, answer)
    return answer


@router.patch("/vendors/{int:vendor_id}/wishes", response=WishesOut)
@transaction.atomic
def prefer(
    request: HttpRequest, response: HttpResponse, vendor_id: int, told: WishesIn
) -> WishesOut:
    """Say how the vendor would be told: the vendor itself, or the desk for them."""
    by = caller(request)
    one = get_object_or_404(vendors_seen_by(by).select_for_update(no_key=True), pk=vendor_id)
    require_match(request, WishesOut.of(one, by))
    said = told.said()
    quiet_from: time | None = said.get("quiet_from", one.quiet_from)
    quiet_until: time | None = said.get("quiet_until", one.quiet_until)
    if (quiet_from is None) != (quiet_until is None):
        raise Invalid("half_quiet", "Give both ends of the quiet hours.", field="quiet_from")
    deeds.prefer(
        one,
        channels=one.channels if told.channels is None else told.channels,
        quiet=_both(quiet_from, quiet_until),
        language=told.language or one.language,
        by=by,
        at=clock.now(),
    )
    answer = WishesOut.of(one, by)
    tagged(response, answer)
    return answer


def _both(quiet_from: time | None, quiet_until: time | None) -> tuple[time, time] | None:
    return None if quiet_from is None or quiet_until is None else (quiet_from, quiet_until)


@router.post("/vendors/{int:vendor_id}/silence", response=WishesOut)
def silence(request: HttpRequest, vendor_id: int, told: SilenceIn) -> WishesOut:
    """Say nothing to a vendor until a day, but what is legal; with a reason."""
    by = caller(request)
    one = get_object_or_404(vendors_seen_by(by), pk=vendor_id)
    done = deeds.silence(one, until=told.until, reason=told.reason, by=by, at=clock.now())
    return WishesOut.of(done, by)
