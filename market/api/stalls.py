"""A stall as customers see it: the page behind its QR code, for programs."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router

from market import clock
from market.api.access import anyone
from market.api.schemas import Day, Out
from market.models import Pitch
from market.queries.stalls import Stall, stall_of

router = Router(auth=anyone)


class ShownOut(Out):
    """A paper that hangs at the stall."""

    type: str
    type_name: str
    number: str
    valid_until: Day | None


class StallOut(Out):
    """Who trades at a pitch today. person: masked. healthy: how many valid health certificates."""

    pitch: int
    code: str
    vendor_name: str
    person: str
    papers: list[ShownOut]
    healthy: int
    grade: str
    inspected_on: Day | None
    complaint_phone: str

    @classmethod
    def of(cls, stall: Stall) -> "StallOut":
        return cls(
            pitch=stall.pitch.pk,
            code=stall.pitch.code,
            vendor_name=stall.vendor.name if stall.vendor else "",
            person=stall.person,
            papers=[
                ShownOut(
                    type=each.permit.type.code,
                    type_name=each.permit.type.name,
                    number=each.number,
                    valid_until=each.until,
                )
                for each in stall.papers
            ],
            healthy=stall.healthy,
            grade=stall.grade,
            inspected_on=stall.inspected_on,
            complaint_phone=stall.pitch.zone.market.phone,
        )


@router.get("/{int:pitch_id}", response=StallOut)
def stall(request: HttpRequest, pitch_id: int) -> StallOut:
    """A stall today."""
    found = get_object_or_404(Pitch.objects.select_related("zone__market"), pk=pitch_id)
    return StallOut.of(stall_of(found, on=clock.today()))
