"""E-mail over SMTP. A mail server takes no key and answers no question about an earlier mail."""

import contextlib
import smtplib
from datetime import timedelta
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import BadHeaderError, EmailMessage, get_connection

from market.channels import AfterCrash, Message, Permanent, Receipt, Temporary
from market.core.reasons import NO_ADDRESS

FINAL = range(500, 600)


class Email:
    """One mail for one notice; its Message-ID is the notice's public id."""

    name = "email"
    after_crash = AfterCrash.NEITHER
    key_life: timedelta | None = None

    def send(self, message: Message) -> Receipt:
        """Hand it to the mail server.

        Until the server answers to the mail itself, nothing has been taken; what breaks after
        that leaves it open.
        """
        if not message.email:
            raise Permanent(NO_ADDRESS)
        mail_id = f"<{message.key}@{_domain()}>"
        server = get_connection()
        mail = EmailMessage(
            subject=message.title,
            body="\n\n".join(part for part in (message.body, message.link, message.market) if part),
            to=[message.email],
            headers={"Message-ID": mail_id},
            connection=server,
        )
        try:
            server.open()
        except (OSError, smtplib.SMTPException) as fault:
            raise Temporary(f"the mail server cannot be reached: {fault}") from fault
        try:
            mail.send()
        except smtplib.SMTPRecipientsRefused as fault:
            raise _judged(*next(iter(fault.recipients.values()))) from fault
        except smtplib.SMTPResponseException as fault:
            raise _judged(fault.smtp_code, fault.smtp_error) from fault
        except (BadHeaderError, UnicodeError, smtplib.SMTPNotSupportedError) as fault:
            raise Permanent(f"this mail cannot be written: {fault}") from fault
        finally:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                server.close()
        return Receipt(mail_id)


def _judged(code: int, said: bytes | str) -> Permanent | Temporary:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    answer = f"the mail server answered {code} {text}"
    return Permanent(answer) if code in FINAL else Temporary(answer)


def _domain() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
