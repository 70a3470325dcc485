"""Statements on the desk: brought in after a look, worked through line by line."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from market.models import PayerLink, Payment, Statement, StatementLayout, StatementLine
from tests.builders import a_charge, a_market, a_vendor, an_account
from tests.market.core.statements import samples
from tests.market.statements import a_file, a_line, a_row

pytestmark = pytest.mark.django_db
AT = "/desk/money/statements"


@pytest.fixture(autouse=True)
def own_uploads(settings, tmp_path):
    settings.UPLOADS = tmp_path


@pytest.fixture
def account(market):
    account = an_account(vendor=a_vendor(name="蔄记海鲜", contact="王小蔄"), market=market)
    a_charge(account=account)
    return account


@pytest.fixture
def client(at_the_desk):
    return at_the_desk("cashier")


def send(client, market, content=samples.TWO_COLUMNS, **given):
    file = SimpleUploadedFile("流水.csv", content)
    return client.post(f"{AT}/bring/", {"file": file, "market": market.pk, **given})


def said(page):
    return [str(message) for message in page.context["messages"]]


def test_a_statement_is_looked_over_and_only_then_brought_in(client, market):
    shown = send(client, market)
    assert (shown.status_code, Statement.objects.count()) == (200, 0)
    assert [tile["value"] for tile in shown.context["tiles"]] == [3, 3, 0, 2]
    assert [(fault["line"], fault["column"]) for fault in shown.context["faults"]] == [
        (5, "交易日期"),
        (6, "收入"),
    ]
    done = client.post(f"{AT}/bring/keep/", follow=True)
    assert done.redirect_chain == [(f"{AT}/{Statement.objects.get().pk}/", 302)]
    assert said(done) == ["3 new lines, 0 were here already. Nothing is booked yet."]
    assert (StatementLine.objects.count(), Payment.objects.count()) == (3, 0)
    assert client.post(f"{AT}/bring/keep/").status_code == 404


def test_columns_that_nobody_knows_are_explained_once(client, market):
    content = "何时,几多,谁\n2026-03-02,5.00,王小蔄\n".encode()
    asked = send(client, market, content)
    assert "teach_form" in asked.context
    refused = client.post(f"{AT}/bring/teach/", {"title": "村镇银行", "method": "bank"})
    assert (refused.status_code, StatementLayout.objects.count()) == (422, 0)
    told = {
        "title": "村镇银行",
        "method": "bank",
        "booked_at": "何时",
        "amount": "几多",
        "name": "谁",
    }
    shown = client.post(f"{AT}/bring/teach/", told)
    assert [movement.name for movement in shown.context["sample"]] == ["王小蔄"]
    client.post(f"{AT}/bring/keep/")
    assert Statement.objects.get().layout == "村镇银行"
    again = send(client, market, content.replace(b"5.00", b"6.00"))
    assert again.context["reading"].layout.name == "村镇银行"


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4", b"\xd0\xcf\x11\xe0"])
def test_what_is_no_table_is_said_on_the_form(client, market, content):
    assert send(client, market, content).status_code == 422


def test_the_list_shows_whose_it_may_be_and_one_press_books_it(client, market, account):
    line = a_line(market)
    page = client.get(f"{AT}/{line.statement_id}/?standing=to_do")
    [face] = page.context["faces"]
    assert (face.best.confidence, face.best.reasons[-1]) == ("sure", "It is exactly what is open.")
    told = {"place": "0", "from": "statement"}
    done = client.post(f"{AT}/lines/{line.pk}/accept/?standing=to_do", told, follow=True)
    assert done.redirect_chain == [(f"{AT}/{line.statement_id}/?standing=to_do", 302)]
    assert said(done) == ["¥1,700.00 is booked for 蔄记海鲜."]
    assert done.context["progress"]["to_do"] == 0


def test_booked_on_its_own_page_one_goes_on_to_the_next_line(client, market, account):
    line = a_line(market)
    a_line(market, reference="20260302-80", on="2026-03-01")
    StatementLine.objects.update(statement=line.statement)
    following = StatementLine.objects.exclude(pk=line.pk).get()
    done = client.post(f"{AT}/lines/{line.pk}/accept/", {"place": "0"}, follow=True)
    assert done.redirect_chain == [(f"{AT}/lines/{following.pk}/", 302)]


def test_another_vendor_is_found_and_the_line_is_split_over_two(client, market, account):
    line, other = a_line(market), an_account(market=market)
    page = client.get(f"{AT}/lines/{line.pk}/?q=蔄记&split={account.pk}&split={other.pk}")
    assert other.pk in {found.pk for found in page.context["found"]}
    assert [part["amount"] for part in page.context["chosen"]] == ["1700.00", "0.00"]
    parts = {"account": [account.pk, other.pk], "amount": ["1,000", "700.01"]}
    wrong = client.post(f"{AT}/lines/{line.pk}/book/", parts)
    assert (wrong.status_code, Payment.objects.count()) == (422, 0)
    assert wrong.context["fault"].startswith("The parts come to 1700.01")
    client.post(f"{AT}/lines/{line.pk}/book/", {**parts, "amount": ["1,000", "700"]})
    assert sorted(Payment.objects.values_list("amount_fen", flat=True)) == [70000, 100000]


def test_everything_sure_is_looked_through_and_booked_together(client, market, account):
    a_line(market)
    page = client.get(f"{AT}/sure/")
    [face] = page.context["faces"]
    done = client.post(f"{AT}/sure/", {"line": [face.line.pk]}, follow=True)
    assert said(done) == ["1 line is booked."]
    assert client.get(f"{AT}/sure/").context["faces"] == []


def test_what_was_not_ticked_is_not_booked(client, market, account):
    a_line(market)
    client.post(f"{AT}/sure/", {"line": []})
    assert not Payment.objects.exists()


def test_put_aside_kept_out_and_taken_up_again(client, market):
    line = a_line(market)
    client.post(f"{AT}/lines/{line.pk}/park/")
    assert client.post(f"{AT}/lines/{line.pk}/ignore/", {"reason": ""}).status_code == 422
    client.post(f"{AT}/lines/{line.pk}/ignore/", {"reason": "our own money"})
    line.refresh_from_db()
    assert (line.state, line.note) == ("ignored", "our own money")
    client.post(f"{AT}/lines/{line.pk}/reopen/")
    line.refresh_from_db()
    assert line.state == "new"


def test_the_account_shows_where_its_payment_came_from_and_the_payer_can_be_forgotten(
    client, market, account
):
    line = a_line(market)
    client.post(f"{AT}/lines/{line.pk}/accept/", {"place": "0"})
    page = client.get(f"/desk/money/{account.pk}/").content.decode()
    assert f'href="{AT}/lines/{line.pk}/"' in page
    client.post(f"/desk/money/payers/{PayerLink.objects.get().pk}/forget/")
    assert not PayerLink.objects.exists()
    client.post(f"{AT}/lines/{line.pk}/unbook/", {"reason": "wrong"})
    assert Payment.objects.filter(amount_fen__lt=0).count() == 1


def test_others_see_and_do_nothing(at_the_desk, market, account):
    line = a_line(market)
    stranger = at_the_desk("cashier", market=a_market())
    for address in (f"{AT}/{line.statement_id}/", f"{AT}/lines/{line.pk}/"):
        assert stranger.get(address).status_code == 404
    assert stranger.get(f"{AT}/").context["table"].rows == []
    auditor = at_the_desk("auditor")
    assert auditor.get(f"{AT}/lines/{line.pk}/").context["can"] == []
    assert auditor.post(f"{AT}/lines/{line.pk}/accept/", {"place": "0"}).status_code == 403
    assert send(auditor, market, a_file(a_row())).status_code == 403
    assert not Payment.objects.exists()


def test_no_number_of_a_payer_stands_on_any_page(client, market, account):
    line = a_line(market)
    for address in (f"{AT}/", f"{AT}/lines/", f"{AT}/lines/{line.pk}/", f"{AT}/sure/"):
        assert "6217000000000000011" not in client.get(address).content.decode()


@pytest.mark.parametrize("address", [f"{AT}/", f"{AT}/lines/", f"{AT}/sure/"])
def test_a_page_asks_as_many_questions_for_three_as_for_one(client, market, account, address):
    a_line(market)
    before = _questions(client, address)
    for number in range(2):
        a_line(market, reference=f"20260302-8{number}")
    assert _questions(client, address) == before


def _questions(client, address):
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)
