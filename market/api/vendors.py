"""Vendors: their file, who may be the same, and how their accounts stand."""

from typing import Annotated, Literal

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router
from pydantic import Field, StringConstraints

from market import clock, rules
from market.actions import vendors as deeds
from market.api.access import caller, member
from market.api.etags import require_match, tagged
from market.api.paging import Page, Window, page
from market.api.schemas import Day, Id, Moment, Out, Short, Strict, YuanOut
from market.core.actors import Actor
from market.models import Vendor
from market.queries.money import Balance, accounts_seen_by, balances
from market.queries.places import markets_worked_at
from market.queries.vendors import Hint, duplicates, searched, vendors_seen_by

router = Router(auth=member)

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
Kind = Literal["person", "household", "company", "cooperative"]
IdKind = Literal["", "citizen", "hk_macau", "taiwan", "foreign"]
Language = Literal["zh-hans", "en"]
Goods = Annotated[list[Short], Field(max_length=40)]
IdNumber = Annotated[str, Field(max_length=30, description="never answered again, only masked")]


class VendorOut(Out):
    """A vendor as it is on file. Of an identity number only so much that one can tell it apart."""

    id: int
    name: str
    kind: str
    contact: str
    phone: str
    email: str
    language: str
    trade: str
    goods: list[str]
    uscc: str
    id_kind: str
    id_masked: str
    markets: list[int]
    silent_until: Day | None
    barred_until: Day | None
    since: Moment
    can: list[str]

    @classmethod
    def of(cls, vendor: Vendor, by: Actor) -> "VendorOut":
        return cls(
            id=vendor.pk,
            name=vendor.name,
            kind=vendor.kind,
            contact=vendor.contact,
            phone=vendor.phone,
            email=vendor.email,
            language=vendor.language,
            trade=vendor.trade,
            goods=vendor.goods,
            uscc=vendor.uscc,
            id_kind=vendor.id_kind,
            id_masked=vendor.id_masked,
            markets=sorted(account.market_id for account in vendor.accounts.all()),
            silent_until=vendor.silent_until,
            barred_until=vendor.barred_until,
            since=vendor.since,
            can=[act for act in ("edit", "reveal") if rules.allows(by, f"vendor.{act}", vendor)],
        )


class VendorIn(Strict):
    """A vendor to be taken in at a market."""

    market: Id
    name: Name
    kind: Kind = "person"
    contact: Short = ""
    phone: Short = ""
    email: Annotated[str, Field(max_length=254)] = ""
    language: Language = "zh-hans"
    trade: Short = ""
    goods: Goods = []
    uscc: Short = ""
    id_kind: IdKind = ""
    id_number: IdNumber = ""


class VendorEdit(Strict):
    """What is to be corrected. What is left out stays as it is."""

    name: Name = ""
    kind: Kind = "person"
    contact: Short = ""
    phone: Short = ""
    email: Annotated[str, Field(max_length=254)] = ""
    language: Language = "zh-hans"
    trade: Short = ""
    goods: Goods = []
    uscc: Short = ""
    id_kind: IdKind = ""
    id_number: IdNumber = ""


class HintOut(Out):
    """Another vendor that may be the same one, and what the two have in common."""

    vendor: int
    name: str
    by: str

    @classmethod
    def of(cls, hint: Hint) -> "HintOut":
        return cls(vendor=hint.vendor.pk, name=hint.vendor.name, by=hint.by)


class BalanceOut(Out):
    """How a vendor's account at a market stands. `credit` has paid nothing yet."""

    account: int
    vendor: int
    market: int
    open: YuanOut
    overdue: YuanOut
    credit: YuanOut

    @classmethod
    def of(cls, balance: Balance) -> "BalanceOut":
        return cls(
            account=balance.account.pk,
            vendor=balance.account.vendor_id,
            market=balance.account.market_id,
            open=balance.open_fen,
            overdue=balance.overdue_fen,
            credit=balance.free_fen,
        )


@router.get("", response=Page[VendorOut])
def vendors(request: HttpRequest, window: Query[Window], q: Short = "") -> Page[VendorOut]:
    by = caller(request)
    found = searched(vendors_seen_by(by), q)
    return page(request, found.order_by("name_key", "pk"), window, lambda v: VendorOut.of(v, by))


@router.post("", response={201: VendorOut})
def add_vendor(request: HttpRequest, given: VendorIn) -> VendorOut:
    by = caller(request)
    market = get_object_or_404(markets_worked_at(by), pk=given.market)
    told = given.model_dump(exclude={"market"})
    return VendorOut.of(deeds.add(**told, market=market, by=by, at=clock.now()), by)


@router.get("/{int:vendor_id}", response=VendorOut)
def vendor(request: HttpRequest, response: HttpResponse, vendor_id: int) -> VendorOut:
    by = caller(request)
    answer = VendorOut.of(get_object_or_404(vendors_seen_by(by), pk=vendor_id), by)
    tagged(response, answer)
    return answer


@router.patch("/{int:vendor_id}", response=VendorOut)
@transaction.atomic
def edit_vendor(
    request: HttpRequest, response: HttpResponse, vendor_id: int, edit: VendorEdit
) -> VendorOut:
    by = caller(request)
    found = get_object_or_404(vendors_seen_by(by).select_for_update(no_key=True), pk=vendor_id)
    require_match(request, VendorOut.of(found, by))
    answer = VendorOut.of(deeds.edit(found, edit.said(), by=by, at=clock.now()), by)
    tagged(response, answer)
    return answer


@router.get("/{int:vendor_id}/duplicates", response=list[HintOut])
def vendor_duplicates(request: HttpRequest, vendor_id: int) -> list[HintOut]:
    seen = vendors_seen_by(caller(request))
    return [
        HintOut.of(hint) for hint in duplicates(get_object_or_404(seen, pk=vendor_id), among=seen)
    ]


@router.get("/{int:vendor_id}/accounts", response=list[BalanceOut])
def vendor_accounts(request: HttpRequest, vendor_id: int) -> list[BalanceOut]:
    by = caller(request)
    vendor = get_object_or_404(vendors_seen_by(by), pk=vendor_id)
    accounts = accounts_seen_by(by).filter(vendor=vendor)
    return [BalanceOut.of(balance) for balance in balances(accounts, on=clock.today())]
