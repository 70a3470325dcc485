"""One's own: a vendor's people see their vendors, bills, papers and messages."""

from dataclasses import replace

from django.http import HttpRequest
from ninja import Query, Router

from market import clock
from market.api.access import caller, member
from market.api.charges import ChargeOut
from market.api.notices import NoticeOut
from market.api.paging import Page, Window, page, page_of_list
from market.api.payments import PaymentOut
from market.api.permits import PermitOut
from market.api.receipts import ReceiptOut
from market.api.refunds import RefundOut
from market.api.schemas import Day, Out
from market.api.vendors import VendorOut
from market.core.actors import Actor
from market.queries.money import charges_seen_by, open_charges, payments_seen_by
from market.queries.needed_papers import NeededPaper, needed_papers
from market.queries.notices import notices_seen_by
from market.queries.permits import permits_seen_by
from market.queries.receipts import own_part, own_receipts
from market.queries.refunds import refunds_seen_by
from market.queries.vendors import vendors_seen_by

router = Router(auth=member)

LATEST = 1000


class RoleOut(Out):
    """What one is at a market; without a market, at every one."""

    name: str
    market: int | None


class MeOut(Out):
    """Who one is here."""

    name: str
    vendors: list[int]
    roles: list[RoleOut]

    @classmethod
    def of(cls, actor: Actor) -> "MeOut":
        return cls(
            name=actor.name,
            vendors=sorted(actor.vendors),
            roles=[RoleOut(name=role.name, market=role.market) for role in actor.roles],
        )


def own(request: HttpRequest) -> Actor:
    """The caller as a vendor's person only: under /me an operator sees no more than others do."""
    return replace(caller(request), roles=())


@router.get("", response=MeOut)
def me(request: HttpRequest) -> MeOut:
    return MeOut.of(caller(request))


@router.get("/vendors", response=Page[VendorOut])
def my_vendors(request: HttpRequest, window: Query[Window]) -> Page[VendorOut]:
    by = own(request)
    seen = vendors_seen_by(by).order_by("name_key", "pk")
    return page(request, seen, window, lambda vendor: VendorOut.of(vendor, by))


@router.get("/charges", response=Page[ChargeOut])
def my_charges(request: HttpRequest, window: Query[Window], open: bool = False) -> Page[ChargeOut]:
    by = own(request)
    seen = open_charges(charges_seen_by(by)) if open else charges_seen_by(by)
    return page(request, seen, window, lambda charge: ChargeOut.of(charge, by))


@router.get("/payments", response=Page[PaymentOut])
def my_payments(request: HttpRequest, window: Query[Window]) -> Page[PaymentOut]:
    by = own(request)
    return page(request, payments_seen_by(by), window, lambda each: PaymentOut.of(each, by))


@router.get("/refunds", response=Page[RefundOut])
def my_refunds(request: HttpRequest, window: Query[Window]) -> Page[RefundOut]:
    by = own(request)
    return page(request, refunds_seen_by(by), window, lambda each: RefundOut.of(each, by))


@router.get("/receipts", response=Page[ReceiptOut])
def my_receipts(request: HttpRequest, window: Query[Window]) -> Page[ReceiptOut]:
    by = own(request)
    return page_of_list(
        request,
        own_receipts(by, most=LATEST),
        window,
        lambda each: ReceiptOut.of(each.document, own_part(each.document.contents, by.vendors)),
    )


@router.get("/permits", response=Page[PermitOut])
def my_permits(request: HttpRequest, window: Query[Window]) -> Page[PermitOut]:
    by = own(request)
    return page(request, permits_seen_by(by), window, lambda permit: PermitOut.of(permit, by))


class MyPaperOut(Out):
    """A paper that one needs: why, how it stands, when to renew it, where, and with what."""

    paper: str
    name: str
    worker: int | None
    worker_name: str
    pitch: str
    why: str
    source: str
    light: str
    phase: str
    permit: int | None
    expires_on: Day | None
    renew_from: Day | None
    renew_until: Day | None
    provisional: bool
    where: str
    materials: list[str]

    @classmethod
    def of(cls, each: NeededPaper) -> "MyPaperOut":
        there = each.window
        return cls(
            paper=each.type.code,
            name=each.type.name,
            worker=each.worker.pk if each.worker else None,
            worker_name=each.worker.name if each.worker else "",
            pitch=each.pitch.code if each.pitch else "",
            why=each.rule.why if each.rule else "",
            source=each.rule.source if each.rule else "",
            light=each.light,
            phase=each.phase,
            permit=each.permit.pk if each.permit else None,
            expires_on=each.expires_on,
            renew_from=there.opens_on if there else None,
            renew_until=there.closes_on if there else None,
            provisional=bool(there and there.provisional),
            where=each.rule.authority if each.rule else each.type.issuer,
            materials=each.type.materials,
        )


@router.get("/papers", response=Page[MyPaperOut])
def my_papers(request: HttpRequest, window: Query[Window]) -> Page[MyPaperOut]:
    """The papers that one's trade needs, what wants doing first."""
    found = needed_papers(own(request).vendors, on=clock.today())
    return page_of_list(request, found, window, MyPaperOut.of)


@router.get("/notices", response=Page[NoticeOut])
def my_notices(request: HttpRequest, window: Query[Window]) -> Page[NoticeOut]:
    by = own(request)
    return page(request, notices_seen_by(by), window, lambda notice: NoticeOut.of(notice, by))
