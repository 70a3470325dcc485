"""The demo's mailbox, through its own address alone."""

from datetime import timedelta

import pytest
from django.test import RequestFactory

from market.core.refusals import Missing
from market.models import LocalMessage
from market.pages.mailbox import mailbox
from tests.builders import AT


def a_message(number=1, **given):
    return LocalMessage.objects.create(
        **{
            "key": f"key-{number}",
            "to": "13800000000",
            "title": f"申请收到了：A-{number}",
            "body": "凭编号和手机号，随时可以来看。",
            "received_at": AT + timedelta(minutes=number),
            **given,
        }
    )


def look(**asked):
    return mailbox(RequestFactory().get("/mailbox/", asked))


@pytest.mark.django_db
def test_every_message_is_there_the_newest_first():
    for number in (1, 2):
        a_message(number)
    page = look().content.decode()

    assert page.index("申请收到了：A-2") < page.index("申请收到了：A-1")
    assert "13800000000" in page
    assert "Mon 2 Mar" in page or "2 Mar 2026" in page


@pytest.mark.django_db
def test_what_a_message_says_is_text_and_nothing_else():
    a_message(body="<script>alert(1)</script>")

    assert "<script>alert" not in look().content.decode()


@pytest.mark.django_db
def test_it_looks_again_by_itself_and_is_left_alone_when_nothing_is_new():
    message = a_message()
    page = look().content.decode()
    assert f'hx-get="?seen={message.pk}" hx-trigger="every 5s"' in page

    assert look(seen=message.pk).status_code == 204
    a_message(2)
    assert look(seen=message.pk).status_code == 200


@pytest.mark.django_db
def test_an_older_page_stays_as_it_is():
    for number in range(25):
        a_message(number)
    page = look(page=2).content.decode()

    assert page.count('class="move"') == 5
    assert "hx-trigger" not in page


@pytest.mark.django_db
def test_an_empty_mailbox_says_so():
    assert "No message yet" in look().content.decode()


@pytest.mark.django_db
def test_a_real_market_has_no_such_page(settings):
    settings.DEMO = False
    with pytest.raises(Missing):
        look()
