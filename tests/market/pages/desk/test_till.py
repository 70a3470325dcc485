"""At the till: who pays, for whom, what it pays, and booked once."""

import uuid
from datetime import date

import pytest

from market.models import Collection, Document, Payment
from tests.builders import a_charge, a_market, a_vendor, an_account

pytestmark = pytest.mark.django_db
TILL = "/desk/money/till/"


@pytest.fixture
def family(market):
    accounts = [
        an_account(vendor=a_vendor(name=name, name_key=key, phone=phone, contact=""), market=market)
        for name, key, phone in (
            ("蔄记海鲜", "man ji hai xian", "13800000011"),
            ("王家锅贴", "wang jia guo tie", "13800000012"),
        )
    ]
    a_charge(account=accounts[0], amount_fen=50000, due_on=date(2026, 1, 10))
    a_charge(account=accounts[1], amount_fen=30000, due_on=date(2026, 2, 10))
    return accounts


def slip(accounts, **given):
    return {
        "a": [account.pk for account in accounts],
        "amount": "900",
        "method": "cash",
        "received_on": "2026-03-01",
        "once": str(uuid.uuid4()),
        "receipt": "",
        **given,
    }


@pytest.fixture
def till(at_the_desk):
    """Type a slip, look at the plan, then book it."""
    client = at_the_desk("cashier")

    def book(accounts, **given):
        typed = slip(accounts, **given)
        seen = client.post(f"{TILL}plan/", typed).context.get("mark", "")
        return client.post(TILL, {**typed, "seen": seen}, follow=True)

    book.client = client
    return book


def names(page):
    return [account.vendor.name for account, _ in page.context["found"]]


@pytest.mark.parametrize("typed", ["蔄记", "manji", "MJ", "mjh", "138 0000 0011", "鲜"])
def test_a_vendor_is_found_by_name_pinyin_first_letters_and_phone(typed, family, till):
    assert names(till.client.get(TILL, {"q": typed})) == ["蔄记海鲜"]


def test_a_vendor_is_found_by_the_reference_of_what_was_paid(family, till):
    till(family[1:], method="wechat", reference="4200 0077", amount="1")
    assert names(till.client.get(TILL, {"q": "42000077"})) == ["王家锅贴"]


def test_the_only_one_found_is_chosen_by_enter(family, till):
    one, other = family
    answer = till.client.get(TILL, {"q": "wangjia", "a": one.pk, "go": "1"})
    assert answer.url == f"{TILL}?a={one.pk}&a={other.pk}"


def test_nobody_of_another_market_is_found_or_chosen(family, at_the_desk):
    elsewhere = at_the_desk("cashier", market=a_market())
    page = elsewhere.get(TILL, {"q": "蔄记", "a": family[0].pk})
    assert (page.context["found"], page.context["accounts"]) == ([], [])


def test_the_bills_of_all_stand_together_in_the_order_in_which_they_are_paid(family, till):
    page = till.client.get(TILL, {"a": [account.pk for account in reversed(family)]})
    assert [bill.account for bill in page.context["bills"]] == family
    assert page.context["form"]["amount"].value() == "800.00"


def test_what_it_pays_is_seen_before_it_is_booked(family, till):
    page = till.client.post(f"{TILL}plan/", slip(family, tendered="1000"))
    plan = [
        (line.account, [fen for _, fen in line.paid], line.part.credit_fen)
        for line in page.context["plan"]
    ]
    assert plan == [(family[0], [50000], 10000), (family[1], [30000], 0)]
    assert page.context["change_fen"] == 10000
    assert not Payment.objects.exists()


def test_who_has_not_looked_is_shown_it_first(family, till):
    page = till.client.post(TILL, slip(family))
    assert (page.status_code, page.context["look"]) == (200, True)
    assert not Payment.objects.exists()


def test_a_plan_that_has_changed_since_is_shown_again(family, till):
    typed = slip(family)
    seen = till.client.post(f"{TILL}plan/", typed).context["mark"]
    a_charge(account=family[0], amount_fen=100, due_on=date(2025, 1, 1))
    page = till.client.post(TILL, {**typed, "seen": seen})
    assert page.context["look"]
    assert not Payment.objects.exists()


def test_it_is_booked_and_the_change_is_told(family, till):
    page = till(family, tendered="1000", payer="王小蔄")
    collection = Collection.objects.get()
    assert page.redirect_chain == [(f"/desk/money/till/{collection.pk}/", 302)]
    assert [str(each) for each in page.context["messages"]] == [
        "¥900.00 is booked. Return ¥100.00."
    ]
    assert list(collection.parts.order_by("pk").values_list("amount_fen", "payer")) == [
        (60000, "王小蔄"),
        (30000, "王小蔄"),
    ]


def test_what_is_ticked_is_paid_first(family, till):
    bill = family[1].charges.get()
    till(family, amount="300", bills=[bill.pk])
    bill.refresh_from_db()
    assert bill.open_fen == 0


def test_the_same_slip_sent_twice_books_once(family, till):
    once = str(uuid.uuid4())
    till(family, once=once)
    again = till(family, once=once)
    assert [str(each) for each in again.context["messages"]] == [
        "¥900.00 is in the books already. Nothing was booked twice."
    ]
    assert Collection.objects.count() == 1


def test_a_reference_with_another_amount_is_said_with_everything_kept(family, till):
    till(family, method="wechat", reference="42000")
    page = till(family, method="wechat", reference="42000", amount="7", payer="王小蔄")
    assert page.status_code == 422
    [fault] = page.context["form"].non_field_errors()
    assert fault.startswith("This payment is in the books already, with another amount")
    assert page.context["form"]["payer"].value() == "王小蔄"
    today = till.client.get("/desk/").content.decode()
    assert "Payments whose reference came with two amounts" in today


@pytest.mark.parametrize(
    ("wrong", "field"), [({"amount": ""}, "amount"), ({"tendered": "1"}, "tendered")]
)
def test_what_cannot_be_booked_is_said_at_its_field(family, till, wrong, field):
    page = till(family, **wrong)
    assert (page.status_code, list(page.context["form"].errors)) == (422, [field])


@pytest.mark.parametrize(("receipt", "papers"), [("", 0), ("joint", 1), ("apart", 2)])
def test_the_cashier_chooses_one_receipt_or_one_for_each(receipt, papers, family, till):
    till(family, receipt=receipt)
    assert Document.objects.filter(kind="receipt").count() == papers


def test_a_receipt_for_all_says_which_part_is_void(family, till):
    till(family, receipt="joint")
    part = Payment.objects.get(account=family[1])
    till.client.post(f"/desk/money/payments/{part.pk}/reverse/", {"reason": "typed wrong"})
    collection = Collection.objects.get()
    page = till.client.get(f"/desk/money/till/{collection.pk}/receipt/")
    assert page.context["void"] == ["王家锅贴"]
    till.client.post(f"/desk/money/till/{collection.pk}/reverse/", {"reason": "bounced"})
    page = till.client.get(f"/desk/money/till/{collection.pk}/receipt/")
    assert "Void: this payment was reversed." in page.content.decode()


def test_three_hundred_bills_are_one_page_with_the_queries_of_one(
    family, till, django_assert_max_num_queries
):
    for number in range(300):
        a_charge(account=family[0], amount_fen=100 + number, due_on=date(2026, 3, 1))
    with django_assert_max_num_queries(20):
        page = till.client.get(TILL, {"a": family[0].pk})
    assert len(page.context["bills"]) == 301
    till(family[:1], amount="1000")
    assert Payment.objects.get().free_fen == 0


def test_an_auditor_looks_and_finds_nothing_to_press(family, at_the_desk):
    client = at_the_desk("auditor")
    page = client.get(TILL, {"a": family[0].pk})
    assert "Book it" not in page.content.decode()
    typed = slip(family)
    seen = client.post(f"{TILL}plan/", typed).context["mark"]
    assert client.post(TILL, {**typed, "seen": seen}).status_code == 403
