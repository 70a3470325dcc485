"""What the demo's manager has settled about reminding, and how some vendors would be told."""

from datetime import datetime, time, timedelta

from market.actions import policies
from market.core.policies import Policy, Whom, default_of, stage, stages_as_json
from market.demo.cast import source_key
from market.demo.crew import own_hand
from market.demo.places import CODE
from market.models import Market, ReminderPolicy, Template, Vendor

SETTLED_BY = "丛海燕"
# overdue bills come to the manager's ears too, after a month
OVERDUE = Policy((*default_of("rent_overdue").stages, stage(30, Whom.MANAGER)))
VERSIONS = (
    (
        "缴费通知：{amount_fen}",
        "本月账单{amount_fen}（{what}），{due_on}前缴就行。收费处早八点到晚五点都有人。",
    ),
    (
        "缴费通知：{amount_fen}，最晚{due_on}",
        "您有一笔账单{amount_fen}（{what}），最晚{due_on}缴。收费处早八点到晚五点都有人，扫码也行。",
    ),
)
# who sells breakfast sleeps early; a night vendor sleeps late; some look at their page and want
# nothing on the phone
EARLY, LATE = (time(17), time(8)), (time(4), time(12))
WISHES = (
    *((key, (), EARLY) for key in ("hall/031", "hall/032", "hall/033")),
    *((key, (), LATE) for key in ("street/001", "street/002", "street/003", "street/004")),
    ("hall/036", ("inbox",), None),
    ("container/020", ("inbox",), EARLY),
)


def load(*, at: datetime) -> None:
    """One policy of its own, the words of the bill in two versions, and nine vendors' wishes."""
    market = Market.objects.get(code=CODE)
    ReminderPolicy.objects.create(
        market=market,
        occasion="rent_overdue",
        stages=stages_as_json(OVERDUE.stages),
        settled_at=at - timedelta(days=40),
        settled_by=SETTLED_BY,
    )
    Template.objects.bulk_create(
        Template(
            market=market,
            occasion="rent_due",
            language="zh-hans",
            version=version,
            title=title,
            body=body,
            made_at=at - timedelta(days=90 - 50 * (version - 1)),
            made_by=SETTLED_BY,
        )
        for version, (title, body) in enumerate(VERSIONS, 1)
    )
    for key, channels, quiet in WISHES:
        vendor = Vendor.objects.get(source_key=source_key(key))
        policies.prefer(
            vendor,
            channels=channels,
            quiet=quiet,
            language=vendor.language,
            by=own_hand(vendor),
            at=at,
        )
