"""How the messages of the past went: by which way, what was read, what hangs in doubt, whom to phone."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from market.core.states import NoticeState
from market.demo.chance import dice
from market.models import Contact, LocalMessage, Notice, Pause

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
# how the messages went out that would have been real ones
WAYS = ("sms", "sms", "sms", "sms", "wechat", "wechat", "email", "inbox")
CALLS, SLIPS, DOUBTS, FAILURES = 7, 4, 3, 3
WHY = (
    "isv.MOBILE_NUMBER_ILLEGAL 非法手机号",
    "no phone",
    "LimitExceeded.PhoneNumberDailyLimit 单个手机号日下发短信条数超过设定的上限",
)


def load(*, at: datetime) -> None:
    """Give the past its ways: after everything was said, and before anybody looks."""
    throws = dice("ways")
    sent = list(
        Notice.objects.filter(state=NoticeState.SENT, vendor__isnull=False)
        .select_related("vendor")
        .order_by("-sent_at", "vendor__name_key", "occasion", "title", "body")
    )
    odd, rest = sent[: CALLS + SLIPS + DOUBTS + FAILURES], sent[CALLS + SLIPS + DOUBTS + FAILURES :]
    for notice in rest:
        _went(notice, throws.choice(WAYS), throws.random(), throws.random())
    _odd(odd, at)
    LocalMessage.objects.filter(key__in=[str(notice.public_id) for notice in odd]).delete()
    columns = (
        *("channel", "channels", "state", "reason", "sent_at", "delivered_at", "read_at"),
        *("confirmed_at", "provider_id", "trail", "attempts", "next_attempt_at", "stale_at"),
        "handoff_at",
    )
    for part in _in_parts([*odd, *rest]):
        Notice.objects.bulk_update(part, columns)
    _tell_the_crew()
    _connect(rest, at)
    Pause.objects.create(
        scope="channel",
        name="sms",
        reason="短信签名续期，等审核",
        begun_at=at - 40 * HOUR,
        begun_by="市场经理",
        ended_at=at - 33 * HOUR,
        ended_by="市场经理",
    )


def _in_parts(notices: list[Notice]) -> Iterator[list[Notice]]:
    for start in range(0, len(notices), 500):
        yield notices[start : start + 500]


def _went(notice: Notice, way: str, luck: float, zeal: float) -> None:
    """It arrived, a little later was read, and now and then confirmed."""
    at = notice.sent_at
    assert at is not None
    first = [_line(at, "sms", "another way", WHY[0])] if luck < 0.03 else []
    notice.channel = "email" if first else way
    notice.channels = ["sms", "email", "call"]
    if notice.channel != "inbox":
        notice.provider_id = f"{notice.channel}-{notice.pk + 700000}"
    notice.trail = [*first, _line(at, notice.channel, "sent", id=notice.provider_id)]
    if luck > 0.05 and notice.channel in ("sms", "wechat"):
        notice.delivered_at = at + MINUTE
        notice.trail.append(_line(at + MINUTE, notice.channel, "delivered"))
    if zeal > 0.3:
        notice.read_at = at + 25 * MINUTE
    if zeal > 0.75:
        notice.confirmed_at = at + 26 * MINUTE


def _tell_the_crew() -> None:
    """What those of the house were told went out at the first try, by the way it was planned for."""
    told = list(Notice.objects.filter(state=NoticeState.SENT, vendor=None, trail=[]))
    for notice in told:
        assert notice.sent_at is not None
        notice.trail = [_line(notice.sent_at, notice.channel, "sent", id=notice.provider_id)]
    Notice.objects.bulk_update(told, ["trail"], batch_size=500)


def _odd(notices: Iterable[Notice], at: datetime) -> None:
    """Some to be phoned, some on paper, some in doubt and some that failed."""
    for place, notice in enumerate(notices):
        since = notice.sent_at or at
        notice.sent_at, notice.provider_id, notice.handoff_at = None, "", None
        notice.channels = ["sms", "email", "call"]
        notice.stale_at = at + 72 * HOUR
        if place < CALLS + SLIPS:
            notice.state = NoticeState.PENDING
            notice.channel = "call" if place < CALLS else "slip"
            notice.attempts = place % 2 if place < CALLS else 0
            notice.next_attempt_at = at - HOUR
            notice.trail = [
                _line(since, "sms", "another way", WHY[0]),
                _line(since, "email", "another way", "no e-mail address"),
            ]
        elif place < CALLS + SLIPS + DOUBTS:
            notice.state, notice.channel = NoticeState.UNKNOWN, "email"
            notice.reason = "nobody knows whether it arrived"
            notice.handoff_at = since
            notice.trail = [
                _line(since, "email", "no answer", "TimeoutError: the deadline is over"),
                _line(since + MINUTE, "email", "unknown", notice.reason),
            ]
        else:
            notice.state, notice.channel = NoticeState.FAILED, "sms"
            notice.reason = WHY[place % len(WHY)]
            notice.trail = [_line(since, "sms", "failed", notice.reason)]


def _connect(notices: Iterable[Notice], at: datetime) -> None:
    """Those who were told by WeChat are connected there."""
    vendors = {notice.vendor_id for notice in notices if notice.channel == "wechat"}
    Contact.objects.bulk_create(
        Contact(
            vendor_id=vendor,
            channel="wechat",
            address=f"demo-openid-{vendor}",
            consents=(vendor or 0) % 4,
            noted_at=at - 200 * HOUR,
            gone_at=at - HOUR if (vendor or 0) % 17 == 0 else None,
        )
        for vendor in sorted(pk for pk in vendors if pk)
    )


def _line(at: datetime, channel: str, done: str, why: str = "", id: str = "") -> dict[str, str]:
    line = {"at": at.isoformat(), "channel": channel, "done": done, "why": why, "id": id}
    return {name: told for name, told in line.items() if told}
