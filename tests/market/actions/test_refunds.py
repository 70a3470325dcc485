from datetime import date
from functools import partial

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum

from market.actions import charges, payments, reallocations, refunds, vouchers
from market.core.journals import Turnover
from market.core.refusals import Conflict, Forbidden, Invalid
from market.models import Charge, Document, Refund
from market.queries.books import sums_of, turnover_of
from tests.builders import AT, a_charge, a_user, acting, an_account
from tests.races import at_once

pytestmark = pytest.mark.django_db
MARCH = date(2026, 3, 2)


@pytest.fixture
def cashier():
    return acting("cashier", user=a_user(name="毕秀云"))


@pytest.fixture
def manager():
    return acting("manager", user=a_user(name="丛海燕"))


@pytest.fixture
def account():
    """An account with 200 yuan of credit."""
    book = an_account()
    paid(book, 20000)
    return book


def paid(account, amount_fen, key="bank/1"):
    return payments.record(
        account,
        key=key,
        amount_fen=amount_fen,
        method="bank",
        received_on=MARCH,
        by=acting("cashier"),
        at=AT,
    )


def ask(account, by, amount_fen=15000, key="refund/1", **more):
    given = {"method": "cash", "to_whom": "蔄小满", "reason": "退多收的租金", **more}
    return refunds.request(account, key=key, amount_fen=amount_fen, by=by, at=AT, **given)


def hand_out(refund, by):
    return refunds.pay(refund, on=MARCH, by=by, at=AT)


def credit_of(account):
    return account.payments.aggregate(sum=Sum("free_fen"))["sum"]


def test_credit_goes_back_through_two_people_and_is_used_up_by_it(account, cashier, manager):
    refund = hand_out(refunds.approve(ask(account, cashier), by=manager, at=AT), cashier)
    assert (refund.state, refund.charge.key) == ("paid", f"refund/{refund.pk}")
    assert (refund.charge.amount_fen, refund.charge.open_fen) == (15000, 0)
    assert (refund.requested_by_id, refund.decided_by_id, refund.paid_by_id) == (
        cashier.user,
        manager.user,
        cashier.user,
    )
    assert credit_of(account) == 5000


def test_who_asked_does_not_approve(account, manager):
    refund = ask(account, manager)
    for by in (manager, acting("manager")):
        with pytest.raises(Conflict) as refused:
            refunds.approve(refund, by=by, at=AT)
        assert refused.value.code == "second_person"


def test_a_cashier_does_not_approve(account, cashier, manager):
    with pytest.raises(Forbidden):
        refunds.approve(ask(account, manager), by=cashier, at=AT)


def test_the_database_too_wants_a_second_person(account, manager):
    refund = ask(account, manager)
    with pytest.raises(IntegrityError, match="second_person"), transaction.atomic():
        Refund.objects.filter(pk=refund.pk).update(state="approved", decided_by=manager.user)


def test_the_database_keeps_the_amount_that_was_approved(account, cashier):
    ask(account, cashier)
    with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
        Refund.objects.update(amount_fen=1)


def test_no_more_is_promised_than_is_free(account, cashier):
    ask(account, cashier)
    with pytest.raises(Conflict) as refused:
        ask(account, cashier, 5001, key="refund/2")
    assert (refused.value.code, refused.value.facts["left_fen"]) == ("more_than_the_credit", 5000)
    assert ask(account, cashier, 5000, key="refund/2").amount_fen == 5000


def test_a_request_that_is_sent_twice_is_one(account, cashier):
    assert ask(account, cashier) == ask(account, cashier)
    with pytest.raises(Conflict) as refused:
        ask(account, cashier, 100)
    assert refused.value.code == "key_reused"


@pytest.mark.parametrize("wrong", [{"amount_fen": 0}, {"method": "deposit"}])
def test_a_refund_that_makes_no_sense_is_refused(account, cashier, wrong):
    with pytest.raises(Invalid):
        ask(account, cashier, **wrong)


def test_credit_that_was_used_up_meanwhile_is_not_handed_out(account, cashier, manager):
    approved = refunds.approve(ask(account, cashier), by=manager, at=AT)
    asked = ask(account, cashier, 5000, key="refund/2")
    charges.add(
        account,
        key="c/1",
        item=a_charge().item,
        amount_fen=10000,
        due_on=MARCH,
        by=cashier,
        at=AT,
    )
    with pytest.raises(Conflict) as refused:
        hand_out(approved, cashier)
    assert refused.value.code == "more_than_the_credit"
    assert refunds.approve(asked, by=manager, at=AT).state == "approved"
    assert credit_of(account) == 10000


def test_a_refund_takes_the_credit_before_an_older_charge(account, cashier, manager):
    approved = refunds.approve(ask(account, cashier, 20000), by=manager, at=AT)
    older = a_charge(account=account, amount_fen=100, due_on=date(2020, 1, 1))
    hand_out(approved, cashier)
    older.refresh_from_db()
    assert (older.open_fen, credit_of(account)) == (100, 0)


def test_what_is_refused_or_withdrawn_leaves_the_credit(account, cashier, manager):
    refused = refunds.refuse(ask(account, cashier), reason="not agreed", by=manager, at=AT)
    asked = ask(account, cashier, 20000, key="refund/2")
    dropped = refunds.withdraw(
        refunds.approve(asked, by=manager, at=AT), reason="stays here", by=cashier, at=AT
    )
    assert (refused.state, dropped.state, credit_of(account)) == ("refused", "withdrawn", 20000)
    for refund in (refused, dropped):
        with pytest.raises(Conflict) as why:
            hand_out(refund, cashier)
        assert why.value.code == "not_now"


def test_what_was_handed_back_is_neither_credited_nor_paid_otherwise(account, cashier, manager):
    refund = hand_out(refunds.approve(ask(account, cashier), by=manager, at=AT), cashier)
    other = a_charge(account=account)
    with pytest.raises(Conflict) as refused:
        charges.reverse(refund.charge, key="r/1", reason="x", by=manager, at=AT)
    assert refused.value.code == "refund_stands"
    with pytest.raises(Conflict):
        reallocations.reallocate(
            account.payments.get(), off=refund.charge, onto=other, reason="x", by=manager, at=AT
        )


def test_a_payment_that_bounces_after_its_credit_went_back_is_owed(account, cashier, manager):
    refund = hand_out(refunds.approve(ask(account, cashier), by=manager, at=AT), cashier)
    payments.reverse(account.payments.get(), reason="bounced", by=cashier, at=AT)
    refund.charge.refresh_from_db()
    assert refund.charge.open_fen == 15000


def test_the_voucher_is_made_once_and_says_who_asked_and_who_approved(account, cashier, manager):
    approved = refunds.approve(ask(account, cashier), by=manager, at=AT)
    with pytest.raises(Conflict) as refused:
        vouchers.issue(approved, by=cashier, at=AT)
    assert refused.value.code == "not_paid_yet"
    paid_out = hand_out(approved, cashier)
    first, again = (vouchers.issue(paid_out, by=cashier, at=AT) for _ in range(2))
    assert (first, Document.objects.count()) == (again, 1)
    assert first.contents == {
        "number": "2026-000001",
        "market": account.market.name,
        "vendor": account.vendor.name,
        "vendor_id": account.vendor_id,
        "to_whom": "蔄小满",
        "amount": "150.00",
        "in_words": "壹佰伍拾元整",
        "method": "cash",
        "reference": "",
        "reason": "退多收的租金",
        "requested_by": "毕秀云",
        "approved_by": "丛海燕",
        "paid_by": "毕秀云",
        "paid_on": "2026-03-02",
    }


def test_two_approvals_and_two_payouts_at_once_are_one_a_hundred_times(real_transactions):
    cashier = acting("cashier", user=a_user())
    managers = [acting("manager", user=a_user()) for _ in range(2)]
    account = an_account()
    paid(account, 1000)
    for number in range(100):
        pk = ask(account, cashier, 10, key=f"refund/{number}").pk
        approvals = [partial(approved, pk, by) for by in managers]
        payouts = [partial(handed_out, pk, by) for by in (cashier, managers[0])]
        assert refusals(at_once(*approvals)) == ["not_now"]
        assert refusals(at_once(*payouts)) == ["not_now"]
    assert credit_of(account) == 0
    assert Charge.objects.filter(item__code="refund").count() == 100


def approved(pk, by):
    return refunds.approve(Refund.objects.get(pk=pk), by=by, at=AT)


def handed_out(pk, by):
    return hand_out(Refund.objects.get(pk=pk), by)


def refusals(outcomes):
    return [getattr(each, "code", each) for each in outcomes if isinstance(each, Exception)]


def test_the_last_credit_is_promised_once_a_hundred_times(real_transactions):
    cashier = acting("cashier", user=a_user())
    for _ in range(100):
        account = an_account()
        paid(account, 100, key=f"bank/{account.pk}")
        keys = [f"refund/{account.pk}/{number}" for number in range(2)]
        outcomes = at_once(*[partial(ask, account, cashier, 100, key) for key in keys])
        assert refusals(outcomes) == ["more_than_the_credit"]


def test_in_the_books_the_money_leaves_from_where_it_was_paid_out(account, cashier, manager):
    one = ask(account, cashier, method="wechat")
    refunds.approve(one, by=manager, at=AT)
    hand_out(one, cashier)
    turnover = turnover_of(sums_of(account.market))
    assert turnover["1012"] == Turnover(credit_fen=15000)
