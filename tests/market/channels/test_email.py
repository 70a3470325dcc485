"""E-mail against a mail server that plays every part."""

import email
from email import policy

import pytest

from market.channels import AfterCrash, Message, Permanent, Receipt, Temporary
from market.channels.email import Email
from tests.builders import AT
from tests.market.channels.mail_server import DATA, GREETING, MAIL, RCPT, TEXT, MailServer

KEY = "3f0c9b1e-0000-4000-8000-000000000001"


@pytest.fixture
def server(settings):
    with MailServer() as running:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", running.port
        settings.EMAIL_TIMEOUT = 2
        settings.DEFAULT_FROM_EMAIL = "汇泉农贸市场 <office@market.example>"
        yield running


def a_message(**given):
    return Message(
        **{
            "key": KEY,
            "name": "蔄记鲜肉",
            "phone": "",
            "email": "vendor@example.com",
            "title": "缴费通知：1700.00 元，最晚4月1日（周三）",
            "body": "您有一笔账单1700.00 元（租金），最晚4月1日（周三）缴。",
            "language": "zh-hans",
            "market": "汇泉农贸市场",
            "at": AT,
            **given,
        }
    )


def test_a_mail_carries_the_words_the_market_and_the_key(server):
    assert Email().send(a_message()) == Receipt(f"<{KEY}@market.example>")

    (raw,) = server.mails
    mail = email.message_from_bytes(raw, policy=policy.default)
    assert mail["Subject"].strip() == "缴费通知：1700.00 元，最晚4月1日（周三）"
    assert mail["To"] == "vendor@example.com"
    assert mail["Message-ID"] == f"<{KEY}@market.example>"
    assert mail.get_content().splitlines() == [
        "您有一笔账单1700.00 元（租金），最晚4月1日（周三）缴。",
        "",
        "汇泉农贸市场",
    ]


@pytest.mark.parametrize(
    ("moment", "answer", "fault"),
    [
        (GREETING, "421 too busy", Temporary),
        (GREETING, "554 go away", Temporary),
        (GREETING, "", Temporary),
        (MAIL, "451 try later", Temporary),
        (MAIL, "550 not from you", Permanent),
        (RCPT, "450 greylisted", Temporary),
        (RCPT, "550 no such person", Permanent),
        (DATA, "452 disk full", Temporary),
        (TEXT, "451 try later", Temporary),
        (TEXT, "554 refused", Permanent),
    ],
)
def test_what_the_server_did_not_take_is_tried_again_or_given_up(server, moment, answer, fault):
    server.answers[moment] = answer
    with pytest.raises(fault) as said:
        Email().send(a_message())

    assert answer[4:] in str(said.value)
    assert server.mails == []


def test_a_server_that_is_not_there_may_be_there_later(server, settings):
    server.server_close()
    with pytest.raises(Temporary, match="cannot be reached"):
        Email().send(a_message())


def test_a_server_that_takes_the_mail_and_hangs_up_leaves_it_open(server):
    """Neither Temporary nor Permanent: it must not be sent again blindly."""
    server.answers[TEXT] = ""
    with pytest.raises(OSError) as said:
        Email().send(a_message())

    assert not isinstance(said.value, Temporary | Permanent)
    assert len(server.mails) == 1
    assert Email.after_crash is AfterCrash.NEITHER


def test_a_receipt_counts_although_the_server_is_rude_at_parting(server):
    server.answers["quit"] = "500 what?"

    assert Email().send(a_message()) == Receipt(f"<{KEY}@market.example>")


def test_a_title_that_would_smuggle_in_a_header_is_refused(server):
    with pytest.raises(Permanent, match="cannot be written"):
        Email().send(a_message(title="hello\nBcc: everybody@example.com"))
    assert server.mails == []


def test_who_has_no_address_is_not_written_to(server):
    with pytest.raises(Permanent, match="no e-mail address"):
        Email().send(a_message(email=""))
