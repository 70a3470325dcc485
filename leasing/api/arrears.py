"""/arrears, /agreements: who is behind, what it costs, and paying in parts."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Status
from pydantic import Field

from leasing import rules
from leasing.actions import agreements, late_fees
from leasing.core.arrears_states import AGREEMENT
from leasing.core.late_fees import LateFee
from leasing.core.late_histories import Portion
from leasing.models import Agreement
from leasing.queries.agreements import agreements_seen_by, kept
from leasing.queries.arrears import accounts_behind, fees_of_accounts
from leasing.queries.late_fees import one_reckoned
from market import clock
from market.api.access import caller, member, operator
from market.api.paging import Page, Window, page
from market.api.schemas import Day, Id, Line, Moment, Out, Reason, Strict, Yuan, YuanOut
from market.core.actors import Actor
from market.queries.arrears import limitation_of
from market.queries.money import accounts_seen_by, charges_seen_by

router = Router(auth=member)


class ArrearsOut(Out):
    """An account that owes what is late, by age in days; late_fee is up to today."""

    account: int
    vendor: int
    vendor_name: str
    market: int
    late: YuanOut
    up_to_30: YuanOut
    up_to_60: YuanOut
    up_to_90: YuanOut
    beyond_90: YuanOut
    late_fee: YuanOut
    oldest_due: Day
    claim_until: Day = Field(description="the last day in court, three years on (民法典 188)")
    last_demand: Moment | None

    @classmethod
    def of(cls, row: Any, fees: dict[int, int]) -> "ArrearsOut":
        return cls(
            account=row.pk,
            vendor=row.vendor_id,
            vendor_name=row.vendor.name,
            market=row.market_id,
            late=row.overdue_sum,
            up_to_30=row.age_30,
            up_to_60=row.age_60,
            up_to_90=row.age_90,
            beyond_90=row.age_more,
            late_fee=fees.get(row.pk, 0),
            oldest_due=row.oldest_due,
            claim_until=limitation_of(row.oldest_due),
            last_demand=row.last_demand,
        )


class LateFeeOut(Out):
    """The late fee of a charge up to a day, and the stretches of days that make it up."""

    charge: int
    amount: YuanOut
    waived: YuanOut
    charged: YuanOut
    at_cap: bool
    stretches: list[dict[str, Any]]

    @classmethod
    def of(cls, charge: int, fee: LateFee, *, waived: int, charged: int) -> "LateFeeOut":
        return cls(
            charge=charge,
            amount=fee.amount_fen,
            waived=waived,
            charged=charged,
            at_cap=fee.at_cap,
            stretches=[part.as_json() for part in fee.stretches],
        )


class AsOf(Strict):
    """The day to reckon up to; today when left out."""

    on: Day | None = None


class WaiveIn(Reason):
    amount: Yuan | None = None


class PartIn(Strict):
    due_on: Day
    amount: Yuan


class PartOut(Out):
    due_on: Day
    amount: YuanOut


class AgreementIn(Strict):
    """Open charges of an account, and parts that come to exactly what is open of them."""

    account: Id
    charges: Annotated[list[Id], Field(min_length=1, max_length=200)]
    parts: Annotated[list[PartIn], Field(min_length=1, max_length=36)]
    note: Line = ""


class AgreementOut(Out):
    """Paying in parts. standing: the state, or kept or broken as of today."""

    id: int
    reference: str
    account: int
    state: str
    standing: str
    can: list[str]
    covered: YuanOut
    paid: YuanOut
    missed: YuanOut
    parts: list[PartOut]
    charges: list[int]

    @classmethod
    def of(cls, row: Agreement, by: Actor) -> "AgreementOut":
        found = kept(row, on=clock.today())
        return cls(
            id=row.pk,
            reference=row.reference,
            account=row.account_id,
            state=row.state,
            standing=found.standing,
            can=rules.can(by, "agreement", AGREEMENT, row),
            covered=found.covered_fen,
            paid=found.paid_fen,
            missed=found.missed_fen,
            parts=[PartOut(due_on=part.due_on, amount=part.amount_fen) for part in row.parts.all()],
            charges=[covered.charge_id for covered in row.covered.all()],
        )


class AgreeIn(Strict):
    how: Annotated[str, Field(pattern="^(phone|paper)$")] = "phone"


@router.get("/arrears", response=Page[ArrearsOut])
def listed(request: HttpRequest, window: Query[Window]) -> Page[ArrearsOut]:
    """Accounts with something late, the oldest first."""
    on = clock.today()
    rows = accounts_behind(caller(request), on=on).order_by("oldest_due", "pk")
    shown = rows[window.offset : window.offset + window.limit]
    fees = fees_of_accounts(shown, on=on)
    return page(request, rows, window, lambda row: ArrearsOut.of(row, fees))


@router.get("/charges/{int:charge_id}/late-fee", response=LateFeeOut)
def late_fee(request: HttpRequest, charge_id: int, asked: Query[AsOf]) -> LateFeeOut:
    """How the late fee of a charge came about, day by day."""
    charge = get_object_or_404(charges_seen_by(caller(request)), pk=charge_id)
    found = one_reckoned(charge, on=asked.on or clock.today())
    return LateFeeOut.of(charge.pk, found.fee, waived=found.waived_fen, charged=found.posted_fen)


@router.post("/charges/{int:charge_id}/waive-late-fee", response=LateFeeOut, auth=operator)
def waive(request: HttpRequest, charge_id: int, told: WaiveIn) -> LateFeeOut:
    """Let go of a late fee as it stands today, with the reason."""
    by = caller(request)
    charge = get_object_or_404(charges_seen_by(by), pk=charge_id)
    late_fees.waive(charge, amount_fen=told.amount, reason=told.reason, by=by, at=clock.now())
    return late_fee(request, charge_id, AsOf())


@router.get("/agreements", response=Page[AgreementOut])
def agreements_list(request: HttpRequest, window: Query[Window]) -> Page[AgreementOut]:
    """Agreements to pay in parts, the newest first."""
    by = caller(request)
    return page(request, agreements_seen_by(by), window, lambda row: AgreementOut.of(row, by))


@router.post("/agreements", response={201: AgreementOut}, auth=operator)
def propose(request: HttpRequest, told: AgreementIn) -> Status[AgreementOut]:
    """Propose to a vendor to pay in parts."""
    by = caller(request)
    account = get_object_or_404(accounts_seen_by(by), pk=told.account)
    one = agreements.propose(
        account,
        list(charges_seen_by(by).filter(pk__in=told.charges)),
        [Portion(part.due_on, part.amount) for part in told.parts],
        note=told.note,
        by=by,
        at=clock.now(),
    )
    return Status(201, _agreement(by, one.pk))


@router.get("/agreements/{int:pk}", response=AgreementOut)
def agreement(request: HttpRequest, pk: int) -> AgreementOut:
    return _agreement(caller(request), pk)


@router.post("/agreements/{int:pk}/agree", response=AgreementOut)
def agree(request: HttpRequest, pk: int, told: AgreeIn) -> AgreementOut:
    """Agree to it: the vendor on the phone, an operator for what was signed on paper."""
    by = caller(request)
    one = get_object_or_404(agreements_seen_by(by), pk=pk)
    how = told.how if by.operator else "phone"
    agreements.agree(one, how=how, by=by, at=clock.now())
    return _agreement(by, pk)


@router.post("/agreements/{int:pk}/decline", response=AgreementOut)
def decline(request: HttpRequest, pk: int) -> AgreementOut:
    by = caller(request)
    agreements.decline(get_object_or_404(agreements_seen_by(by), pk=pk), by=by, at=clock.now())
    return _agreement(by, pk)


@router.post("/agreements/{int:pk}/withdraw", response=AgreementOut, auth=operator)
def withdraw_agreement(request: HttpRequest, pk: int, told: Reason) -> AgreementOut:
    by = caller(request)
    one = get_object_or_404(agreements_seen_by(by), pk=pk)
    agreements.withdraw(one, reason=told.reason, by=by, at=clock.now())
    return _agreement(by, pk)


@router.post("/agreements/{int:pk}/end", response=AgreementOut, auth=operator)
def end_agreement(request: HttpRequest, pk: int, told: Reason) -> AgreementOut:
    """End it: the charges are due on their own days again."""
    by = caller(request)
    one = get_object_or_404(agreements_seen_by(by), pk=pk)
    agreements.end(one, reason=told.reason, by=by, at=clock.now())
    return _agreement(by, pk)


def _agreement(by: Actor, pk: int) -> AgreementOut:
    return AgreementOut.of(get_object_or_404(agreements_seen_by(by), pk=pk), by)
