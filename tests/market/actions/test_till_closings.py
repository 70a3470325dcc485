from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from market.actions import payments, refunds, till_closings
from market.core.refusals import Conflict, Forbidden, Invalid
from market.models import CashierClosing, ClosedPayment, Document, Payment
from market.queries.closings import open_tills, unclosed_days
from tests.builders import AT, a_market, a_user, acting, an_account
from tests.races import at_once

pytestmark = pytest.mark.django_db
MARCH = date(2026, 3, 2)


@pytest.fixture
def till():
    return Till()


class Till:
    """A cashier at a market, with one account."""

    def __init__(self):
        self.market = a_market()
        self.person = a_user(name="毕秀云")
        self.by = acting("cashier", user=self.person)
        self.manager = acting("manager", user=a_user(name="丛海燕"))
        self.account = an_account(market=self.market)

    def take(self, amount_fen, method="cash", key=None, at=AT):
        return payments.record(
            self.account,
            key=key or f"{method}/{amount_fen}",
            amount_fen=amount_fen,
            method=method,
            received_on=MARCH,
            by=self.by,
            at=at,
        )

    def close(self, counted_fen=None, **more):
        given = {"by": self.by, "at": AT, "counted_fen": counted_fen, **more}
        return till_closings.close(self.person, self.market, **given)


def test_a_day_is_closed_by_method_and_the_drawer_agrees(till):
    till.take(50000)
    typed_wrong = till.take(9900)
    till.take(30000, "wechat")
    payments.reverse(typed_wrong, reason="typed wrong", by=till.by, at=AT)
    refund = refunds.request(
        till.account,
        key="r/1",
        amount_fen=2000,
        method="cash",
        to_whom="蔄小满",
        reason="退",
        by=till.by,
        at=AT,
    )
    refunds.approve(refund, by=till.manager, at=AT)
    refunds.pay(refund, on=MARCH, by=till.by, at=AT)

    closing = till.close(58000, float_fen=10000)

    assert (closing.expected_fen, closing.counted_fen, closing.state) == (58000, 58000, "closed")
    assert Document.objects.get(kind="closing").contents == {
        "number": "2026-000001",
        "market": till.market.name,
        "day": "2026-03-02",
        "cashier": "毕秀云",
        "rows": [
            {
                "method": "cash",
                "count": 4,
                "amount": "599.00",
                "reversed": "99.00",
                "refunded": "20.00",
                "net": "480.00",
            },
            {
                "method": "wechat",
                "count": 1,
                "amount": "300.00",
                "reversed": "0.00",
                "refunded": "0.00",
                "net": "300.00",
            },
        ],
        "float": "100.00",
        "expected_cash": "580.00",
        "counted_cash": "580.00",
        "counts": {},
        "difference": "0.00",
        "reason": "",
        "total": "780.00",
        "in_words": "柒佰捌拾元整",
    }


def test_what_is_booked_after_the_closing_goes_into_the_next_one(till):
    first, late = till.take(100), None
    one = till.close(100)
    late = till.take(200)
    other = till.close(200)
    assert list(ClosedPayment.objects.order_by("pk").values_list("closing", "payment")) == [
        (one.pk, first.pk),
        (other.pk, late.pk),
    ]
    with pytest.raises(Conflict) as refused:
        till.close(0)
    assert refused.value.code == "nothing_to_close"


def test_a_reversal_after_the_closing_counts_in_the_next_one(till):
    payment = till.take(100)
    till.close(100)
    payments.reverse(payment, reason="bounced", by=till.by, at=AT)
    assert till.close(0, float_fen=100).expected_fen == 0


def test_a_drawer_that_does_not_agree_wants_a_reason(till):
    till.take(100)
    with pytest.raises(Invalid) as refused:
        till.close(90)
    assert refused.value.code == "difference_unexplained"
    closing = till.close(90, reason="少找了一枚")
    assert (closing.expected_fen - closing.counted_fen, closing.reason) == (10, "少找了一枚")
    with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
        CashierClosing.objects.update(reason="")


def test_notes_and_coins_may_be_counted_one_by_one(till):
    till.take(10250)
    closing = till.close(counts={10000: 1, 100: 2, 50: 1, 10: 0})
    assert (closing.counted_fen, closing.counts) == (10250, {"10000": 1, "100": 2, "50": 1})


def test_nobody_closes_without_counting(till):
    till.take(100)
    for wrong in ({}, {"counted_fen": -1}, {"counted_fen": 100, "float_fen": -1}):
        with pytest.raises(Invalid) as refused:
            till.close(**wrong)
        assert refused.value.code == "not_counted"


def test_a_cashier_closes_their_own_till_and_a_manager_anybodys(till):
    till.take(100)
    with pytest.raises(Forbidden):
        till.close(100, by=acting("cashier", user=a_user()))
    assert till.close(100, by=till.manager).cashier == till.person


def test_a_second_person_confirms(till):
    till.take(100)
    closing = till.close(100)
    with pytest.raises(Conflict) as refused:
        till_closings.confirm(closing, by=till.by, at=AT)
    assert refused.value.code == "second_person"
    assert till_closings.confirm(closing, by=till.manager, at=AT).state == "confirmed"
    with pytest.raises(IntegrityError), transaction.atomic():
        CashierClosing.objects.update(confirmed_by=till.person)


def test_the_database_refuses_a_payment_in_two_closings(till):
    payment = till.take(100)
    till.close(100)
    till.take(200)
    other = till.close(200)
    with pytest.raises(IntegrityError), transaction.atomic():
        ClosedPayment.objects.create(closing=other, payment=payment)


def test_what_another_cashier_took_and_what_nobody_took_stays_open(till):
    till.take(100)
    till.by = acting("cashier", user=a_user())
    till.take(200)
    till.by = acting("cashier")
    till.take(300)
    closing = till.close(100, by=till.manager)
    assert closing.payments.count() == 1


def test_days_that_are_not_closed_are_told(till):
    till.take(100, at=AT - timedelta(days=2))
    till.take(200, at=AT - timedelta(days=1))
    till.take(300)
    sees = acting("manager", market=till.market)
    assert unclosed_days(sees, on=MARCH) == 2
    [open_till] = open_tills(sees)
    assert (open_till.name, open_till.since, open_till.count) == ("毕秀云", date(2026, 2, 28), 3)
    assert open_tills(acting("manager", market=a_market())) == []
    till.close(600)
    assert (unclosed_days(sees, on=MARCH), open_tills(sees)) == (0, [])


def test_two_closings_and_a_payment_at_once_lose_nothing_a_hundred_times(real_transactions):
    till = Till()
    given = {"counted_fen": 0, "reason": "a race"}
    for number in range(100):
        till.take(100, key=f"cash/{number}/a")
        outcomes = at_once(
            lambda: till.close(**given),
            lambda: till.close(**given),
            lambda key=f"cash/{number}/b": till.take(100, key=key),
        )
        wrong = [getattr(each, "code", each) for each in outcomes if isinstance(each, Exception)]
        assert wrong in ([], ["nothing_to_close"])
    till.take(100, key="cash/last")
    till.close(**given)
    assert ClosedPayment.objects.count() == Payment.objects.count() == 201
    numbers = [paper.contents["number"] for paper in Document.objects.order_by("pk")]
    assert numbers == [f"2026-{place:06d}" for place in range(1, len(numbers) + 1)]
