from datetime import date

import pytest

from leasing.actions import deposits, late_fees, leases, settlements
from leasing.core.arrears_states import ClaimKind
from leasing.models import Settlement
from leasing.queries.deposits import held_fen, liability_fen, statement
from leasing.queries.lease_charges import account_of, charges_of_lease
from leasing.queries.settlements import proposed_claims
from market.core.actors import HOUSE
from market.core.money import fen, yuan
from market.models import Allocation, Charge, Document, FeeItem, Market, Notice
from tests.builders import AT, a_market, acting, as_vendor
from tests.leasing.builders import a_signed_lease
from tests.leasing.late import a_policy, moment, paid
from tests.races import at_once
from tests.refused import refused
from tests.rent_cases import cases

pytestmark = pytest.mark.django_db

LAST = date(2026, 4, 30)
ENDED = moment(date(2026, 5, 6))


def an_ended_lease(deposit="5000.00", arrears="1250.50", **given):
    """A lease of one month whose deposit is paid, and whose rent is not."""
    lines = given.pop("lines", None)
    lease = a_signed_lease(
        first=date(2026, 4, 1),
        last=LAST,
        deposit_fen=fen(deposit),
        **({"lines": lines} if lines else {}),
        **given,
    )
    for charge in charges_of_lease(lease):
        if charge.item.code == "deposit":
            pay_this(charge)
        else:
            amount = charge.amount_fen - fen(arrears)
            if amount:
                pay_this(charge, amount)
    leases.end(lease, last=LAST, reason="over", by=HOUSE, at=ENDED)
    return lease


def pay_this(charge, amount_fen=None):
    from market.actions import payments

    payments.record(
        charge.account,
        key=f"test/{charge.pk}",
        amount_fen=amount_fen or charge.amount_fen,
        method="cash",
        received_on=date(2026, 4, 1),
        by=HOUSE,
        at=AT,
        first=[charge],
    )


def agreed(lease, *claims):
    one = settlements.draft(lease, by=HOUSE, at=ENDED)
    for kind, amount in claims:
        settlements.claim(
            one, kind, amount_fen=fen(amount), note="a broken door", by=HOUSE, at=ENDED
        )
    settlements.propose(one, by=HOUSE, at=ENDED)
    return settlements.agree(one, how="phone", by=as_vendor(lease.vendor), at=ENDED)


KINDS = {"rent arrears": "arrears", "late fee": "late_fee", "damage": "damage"}


@pytest.mark.parametrize(("given", "expected"), cases("deposit_settlement"))
def test_the_cases_of_deposits_come_out_through_the_books(given, expected):
    claims = {KINDS[claim["what"]]: claim["amount"] for claim in given["claims_in_order"]}
    lease = an_ended_lease(given["deposit"], claims.get("arrears", "0.00"))
    if "late_fee" in claims:
        # a late fee that was charged before, as the run would have charged it
        from leasing.models import LateFee
        from market.actions import charges

        base = charges_of_lease(lease).get(item__code="rent")
        fee = charges.add(
            base.account,
            key=f"late/{base.pk}/1",
            item=FeeItem.objects.get(code="late-fee"),
            amount_fen=fen(claims["late_fee"]),
            due_on=LAST,
            by=HOUSE,
            at=ENDED,
        )
        LateFee.objects.create(charge=base, fee=fee, number=1, until_on=LAST)
    damage = [("damage", claims["damage"])] if "damage" in claims else []

    one = settlements.book(agreed(lease, *damage), by=HOUSE, at=ENDED)

    assert [yuan(claim.applied_fen) for claim in one.claims.all()] == expected["applied"]
    assert yuan(one.returned_fen) == expected["returned"]
    assert yuan(one.still_owed_fen) == expected["still_owed"]
    account = account_of(lease)
    owed = sum(account.charges.values_list("open_fen", flat=True))
    credit = sum(account.payments.values_list("free_fen", flat=True))
    assert (yuan(credit), yuan(owed)) == (expected["returned"], expected["still_owed"])
    assert (held_fen(lease), liability_fen(Market.objects.all())) == (0, 0)


def test_nothing_is_settled_before_the_lease_has_ended():
    lease = a_signed_lease(deposit_fen=100000)
    assert refused(settlements.draft, lease, by=HOUSE, at=ENDED)[0] == "not_ended"


def test_the_rest_is_to_go_back_within_the_working_days_of_the_market():
    lease = an_ended_lease()
    a_policy(lease.market, return_days=7)
    assert settlements.draft(lease, by=HOUSE, at=ENDED).return_by == date(2026, 5, 11)


def test_the_books_propose_arrears_then_the_late_fee_that_has_run_up():
    market = a_market()
    a_policy(market, posting="off")
    lease = an_ended_lease(market=market)
    claims = proposed_claims(lease, on=date(2026, 5, 6))
    assert [(claim.kind, claim.amount_fen) for claim in claims] == [
        (ClaimKind.ARREARS, 125050),
        (ClaimKind.LATE_FEE, 2188),
    ]


def test_an_agreed_late_fee_is_charged_once_and_what_grows_after_it_is_let_go():
    market = a_market()
    a_policy(market)
    lease = an_ended_lease("500.00", market=market)
    one = agreed(lease)
    later = moment(date(2026, 5, 20))
    settlements.book(one, by=HOUSE, at=later)
    assert [yuan(claim.applied_fen) for claim in one.claims.all()] == ["500.00", "0.00"]
    late_fees.post_due(by=HOUSE, at=later)
    fees = Charge.objects.filter(item__code="late-fee")
    assert [fee.amount_fen for fee in fees] == [2188]


def test_it_is_frozen_on_paper_and_the_vendor_is_told_without_a_dunning_word():
    lease = an_ended_lease()
    one = settlements.book(agreed(lease, ("damage", "400.00")), by=HOUSE, at=ENDED)
    paper = Document.objects.get(kind="settlement")
    assert (one.document, paper.contents["returned"]) == (paper, "3349.50")
    assert [claim["applied"] for claim in paper.contents["claims"]] == ["1250.50", "400.00"]
    assert Notice.objects.filter(occasion="settlement_proposed").count() == 1


def test_what_was_paid_since_it_was_agreed_stops_the_booking():
    lease = an_ended_lease()
    one = agreed(lease)
    paid(charges_of_lease(lease).get(item__code="rent"), 5000, on=date(2026, 5, 7))
    assert refused(settlements.book, one, by=HOUSE, at=ENDED)[0] == "changed"
    assert held_fen(lease) == 500000


def test_a_vendor_who_disputes_it_says_why_and_it_is_revised():
    lease = an_ended_lease()
    one = settlements.draft(lease, by=HOUSE, at=ENDED)
    settlements.propose(one, by=HOUSE, at=ENDED)
    vendor = as_vendor(lease.vendor)
    assert refused(settlements.dispute, one, reason=" ", by=vendor, at=ENDED)[0] == "no_reason"
    settlements.dispute(one, reason="I paid in April", by=vendor, at=ENDED)
    assert (one.state, one.objection) == ("disputed", "I paid in April")
    settlements.revise(one, reason="looked again", by=HOUSE, at=ENDED)
    settlements.propose(one, by=HOUSE, at=ENDED)
    assert one.state == "proposed"
    assert Notice.objects.filter(occasion="settlement_proposed").count() == 2


def test_a_vendor_does_not_book_and_another_vendor_does_not_agree():
    lease = an_ended_lease()
    one = settlements.draft(lease, by=HOUSE, at=ENDED)
    settlements.propose(one, by=HOUSE, at=ENDED)
    stranger = as_vendor(an_ended_lease().vendor)
    assert (
        refused(settlements.agree, one, how="phone", by=stranger, at=ENDED)[0] == "not_yours_to_do"
    )
    assert refused(settlements.book, one, by=as_vendor(lease.vendor), at=ENDED)[0] == (
        "not_yours_to_do"
    )


def test_other_open_bills_of_the_vendor_are_not_paid_out_of_the_deposit():
    lease = an_ended_lease(arrears="0.00")
    other = a_signed_lease(vendor=lease.vendor, market=lease.market)
    one = settlements.book(agreed(lease), by=HOUSE, at=ENDED)
    assert one.returned_fen == 500000
    assert charges_of_lease(other).get().open_fen == 170000


def test_the_house_returns_it_once_and_only_a_cashier_says_so():
    lease = an_ended_lease()
    one = settlements.book(agreed(lease), by=HOUSE, at=ENDED)
    manager = acting("manager", market=lease.market)
    given = {"on": date(2026, 5, 8), "at": ENDED}
    assert refused(settlements.note_returned, one, by=manager, **given)[0] == "not_yours_to_do"
    settlements.note_returned(one, by=acting("cashier", market=lease.market), **given)
    assert refused(settlements.note_returned, one, by=HOUSE, **given)[0] == "not_to_return"


def test_two_who_book_at_once_book_once(real_transactions):
    lease = an_ended_lease()
    one = agreed(lease, ("damage", "400.00"))
    again = [Settlement.objects.get(pk=one.pk) for _ in range(3)]
    outcomes = at_once(*(lambda s=s: settlements.book(s, by=HOUSE, at=ENDED) for s in again))
    assert [outcome.state for outcome in outcomes] == ["booked"] * 3
    assert Charge.objects.filter(item__code="damage").count() == 1
    assert Document.objects.filter(kind="settlement").count() == 1
    assert statement(lease).returned_fen == 334950


def test_a_claim_while_the_lease_runs_is_paid_by_the_deposit_and_topped_up_once():
    lease = a_signed_lease(deposit_fen=300000)
    for charge in charges_of_lease(lease):
        pay_this(charge)
    damage = FeeItem.objects.get(code="damage")
    taken = deposits.claim(lease, item=damage, amount_fen=80000, note="a door", by=HOUSE, at=ENDED)
    assert (taken.charge.open_fen, taken.amount_fen, held_fen(lease)) == (80000, 80000, 220000)
    assert Charge.objects.get(pk=taken.charge_id).open_fen == 0
    due = date(2026, 6, 1)
    first = deposits.top_up(taken, due_on=due, by=HOUSE, at=ENDED)
    again = deposits.top_up(taken, due_on=due, by=HOUSE, at=ENDED)
    assert (first, first.open_fen) == (again, 80000)
    found = statement(lease)
    assert (found.asked_fen, found.held_fen, found.claimed_fen, found.open_fen) == (
        380000,
        220000,
        80000,
        80000,
    )
    assert [entry.kind for entry in found.entries] == ["asked", "paid", "claimed", "topped_up"]


def test_the_parts_of_a_deposit_add_up():
    lease = an_ended_lease()
    settlements.book(agreed(lease, ("damage", "400.00")), by=HOUSE, at=ENDED)
    found = statement(lease)
    came = sum(entry.amount_fen for entry in found.entries if entry.kind == "paid")
    assert came == found.held_fen + found.claimed_fen + found.returned_fen == 500000
    assert sum(entry.amount_fen for entry in found.entries if entry.kind != "asked") == 0


def test_what_is_held_in_all_is_what_lies_on_deposits():
    held = [an_ended_lease(), an_ended_lease("1000.00")]
    lies = Allocation.objects.filter(charge__item__code="deposit")
    assert liability_fen(Market.objects.all()) == sum(map(held_fen, held)) == 600000
    assert sum(lies.values_list("amount_fen", flat=True)) == 600000
