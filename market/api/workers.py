"""People who work for vendors."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router

from market import clock
from market.actions import workers as deeds
from market.api.access import caller, member
from market.api.paging import Page, Window, page
from market.api.schemas import Day, Id, Out, Short, Strict
from market.api.vendors import IdKind, IdNumber
from market.models import Worker
from market.queries.vendors import vendors_seen_by, workers_seen_by

router = Router(auth=member)


class WorkerOut(Out):
    """A person who works for a vendor, from a day on and until another (the last included)."""

    id: int
    vendor: int
    name: str
    phone: str
    id_kind: str
    id_masked: str
    since: Day
    until: Day | None

    @classmethod
    def of(cls, worker: Worker) -> "WorkerOut":
        return cls(
            id=worker.pk,
            vendor=worker.vendor_id,
            name=worker.name,
            phone=worker.phone,
            id_kind=worker.id_kind,
            id_masked=worker.id_masked,
            since=worker.since,
            until=worker.until,
        )


class WorkerIn(Strict):
    """A person to be noted. `since` is today when left out."""

    vendor: Id
    name: Short
    phone: Short = ""
    id_kind: IdKind = ""
    id_number: IdNumber = ""
    since: Day | None = None


class End(Strict):
    """The last day."""

    until: Day


@router.get("", response=Page[WorkerOut])
def workers(
    request: HttpRequest, window: Query[Window], vendor: Id | None = None
) -> Page[WorkerOut]:
    seen = workers_seen_by(caller(request))
    return page(request, seen.filter(vendor=vendor) if vendor else seen, window, WorkerOut.of)


@router.post("", response={201: WorkerOut})
def add_worker(request: HttpRequest, given: WorkerIn) -> WorkerOut:
    by = caller(request)
    vendor = get_object_or_404(vendors_seen_by(by), pk=given.vendor)
    told = given.model_dump(exclude={"vendor", "since"})
    since = given.since or clock.today()
    return WorkerOut.of(deeds.add(vendor, **told, since=since, by=by, at=clock.now()))


@router.post("/{int:worker_id}/end", response=WorkerOut)
def end_worker(request: HttpRequest, worker_id: int, given: End) -> WorkerOut:
    by = caller(request)
    worker = get_object_or_404(workers_seen_by(by), pk=worker_id)
    return WorkerOut.of(deeds.end(worker, until=given.until, by=by, at=clock.now()))
