"""What the demo's manager has settled about reminding, and how some vendors would be told."""

from datetime import datetime, time, timedelta

from market.core.policies import Policy, Whom, default_of, stage, stages_as_json
from market.demo.cast import source_key
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
# who sells breakfast sleeps early; a night vendor sleeps late
EARLY = ("hall/031", "hall/032", "hall/033")
LATE = ("street/001", "street/002", "street/003", "street/004")


def load(*, at: datetime) -> None:
    """One policy of its own, the words of the bill in two versions, and seven vendors' wishes."""
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
    for keys, quiet_from, quiet_until in ((EARLY, time(17), time(8)), (LATE, time(4), time(12))):
        Vendor.objects.filter(source_key__in=map(source_key, keys)).update(
            quiet_from=quiet_from, quiet_until=quiet_until
        )
