"""My data: what is kept and why, a copy of it, and the consents one gave."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext
from ninja import Router

from market import clock
from market.actions import erasures
from market.actions import my_data as deeds
from market.api.access import member
from market.api.idempotency import answered_afresh
from market.api.me import own
from market.api.schemas import Moment, Out
from market.core.actors import Actor
from market.models import Permit, Vendor
from market.queries.my_data import OPEN_CONSENTS, Kept, consents_of, kept_of
from market.queries.vendors import own_vendors

router = Router(auth=member)


class KeptOut(Out):
    """A kind of data: what for, on which ground, how long afterwards in days or in words."""

    kind: str
    what: str
    purpose: str
    ground: str
    days_afterwards: int | None
    so_long: str
    count: int

    @classmethod
    def of(cls, kept: Kept) -> "KeptOut":
        return cls(
            kind=kept.kind.code,
            what=gettext(kept.kind.what),
            purpose=gettext(kept.kind.purpose),
            ground=gettext(kept.kind.ground),
            days_afterwards=kept.days,
            so_long=gettext(kept.kind.so_long) if kept.kind.so_long else "",
            count=kept.count,
        )


class ConsentOut(Out):
    """Somebody agreed that a sensitive paper is kept."""

    permit: int
    paper: str
    worker: int | None
    consent_at: Moment | None
    stands: bool

    @classmethod
    def of(cls, permit: Permit) -> "ConsentOut":
        return cls(
            permit=permit.pk,
            paper=permit.type.code,
            worker=permit.worker_id,
            consent_at=permit.consent_at,
            stands=permit.state in OPEN_CONSENTS,
        )


@router.get("/data", response=list[KeptOut])
def my_data(request: HttpRequest) -> list[KeptOut]:
    """What is kept of one's vendors, kind by kind."""
    return [KeptOut.of(each) for each in kept_of(own(request).vendors)]


@router.post("/data/copy", response=bytes)
@answered_afresh
def copy(request: HttpRequest, files: bool = False) -> HttpResponse:
    """All of it, as JSON; with files=true as a ZIP with the files of one's papers."""
    by = own(request)
    content = deeds.copy(_vendors(by), files=files, by=by, at=clock.now())
    kind = "application/zip" if files else "application/json"
    return HttpResponse(content, content_type=kind)


class ErasedOut(Out):
    """How many photos and numbers are gone."""

    erased: int


@router.post("/data/erase", response=ErasedOut)
def erase(request: HttpRequest) -> ErasedOut:
    """Destroy now what nobody needs any more: photos of sensitive papers that are over, numbers of
    people who have left. The rest stays as long as the law wants it."""
    by = own(request)
    return ErasedOut(erased=erasures.erase_over(_vendors(by), by=by, at=clock.now()))


@router.get("/consents", response=list[ConsentOut])
def consents(request: HttpRequest) -> list[ConsentOut]:
    """The consents that were given, the latest first."""
    return [ConsentOut.of(permit) for permit in consents_of(own(request))]


@router.post("/consents/{int:permit_id}/withdraw", response=ConsentOut)
def withdraw(request: HttpRequest, permit_id: int) -> ConsentOut:
    """Take a consent back: the files are destroyed, and the paper counts no more."""
    by = own(request)
    found = get_object_or_404(consents_of(by), pk=permit_id)
    return ConsentOut.of(deeds.withdraw_consent(found, by=by, at=clock.now()))


def _vendors(by: Actor) -> list[Vendor]:
    return list(own_vendors(by).order_by("pk"))
