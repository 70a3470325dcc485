"""Links to one message, for whoever has them: signed, so that no other can be guessed."""

from django.utils.crypto import constant_time_compare, salted_hmac

from market.models import Notice

SALT = "market.notice.link"
LENGTH = 22
ENTRANCE = "/enter/"


def token_of(number: int) -> str:
    """The notice's number and its mark, such as 4711-a1b2…"""
    mark = salted_hmac(SALT, str(number), algorithm="sha256").hexdigest()[:LENGTH]
    return f"{number}-{mark}"


def address_of(notice: Notice) -> str:
    return f"/n/{token_of(notice.pk)}/"


def notice_behind(token: str) -> Notice | None:
    """The notice that a link is about; None for a link that is not ours."""
    number, _, _ = token.partition("-")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return None
    if not constant_time_compare(token, token_of(int(number))):
        return None
    rows = Notice.objects.select_related("vendor", "market")
    return rows.filter(pk=int(number), sent_at__isnull=False).first()
