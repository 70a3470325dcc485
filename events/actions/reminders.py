"""What the programme has to say in time: filings to the market's people, nights to vendors."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings

from events import rules
from events.core.filings import english_name
from events.core.states import NOT_ON, FilingState, SessionState, SignUpState
from events.models import Filing, SignUp
from market.actions import planning
from market.actions.notices import KEEPS, draft
from market.core.actors import Actor
from market.core.hours import local_day
from market.core.reports import Report
from market.models import Notice, Role, User

# so many days before its last day, and once when that has passed
FILING_STAGES = (0, 1, 3, 7)
CONFIRM_AHEAD = timedelta(days=2)
NOT_LATER_THAN = timedelta(hours=6)


def plan(*, by: Actor, at: datetime) -> Report:
    """Write down reminders of filings, and ask vendors two days before whether they still come."""
    rules.require(by, "sign-up.pass_on", None)
    return planning.write_down("plan_night_notices", [*_filings(at), *_confirmations(at)])


def _filings(at: datetime) -> Iterator[Notice]:
    on = local_day(at)
    waiting = (FilingState.NEEDED, FilingState.DUE_BACK)
    rows = Filing.objects.filter(
        state__in=waiting,
        apply_by__lte=on + timedelta(days=max(FILING_STAGES)),
        session__day__gte=on,
    ).select_related("type", "session__series__market")
    due = [row for row in rows if row.state == FilingState.DUE_BACK or _coming(row)]
    managers = _managers({row.session.series.market_id for row in due})
    for row in due:
        left = (row.apply_by - on).days
        stage = next((str(days) for days in FILING_STAGES if 0 <= left <= days), "late")
        market = row.session.series.market
        for user in managers.get(market.pk, []):
            chinese = user.language.lower().startswith("zh")
            name = row.type.name if chinese else row.type.name_en or english_name(row.type.code)
            for channel in settings.NOTICE_CHANNELS:
                yield draft(
                    "filing_due",
                    subject=f"filing:{row.pk}",
                    key=f"filing_due/{row.pk}/{row.apply_by}/{stage}/{user.pk}/{channel}",
                    channel=channel,
                    vendor=None,
                    user=user,
                    market=market,
                    facts={
                        "filing": name or row.type.name,
                        "what": row.session.name or row.session.series.name,
                        "due_on": row.apply_by.isoformat(),
                    },
                    not_before=at,
                    stale_at=at + KEEPS,
                    at=at,
                )


def _coming(filing: Filing) -> bool:
    return filing.session.state not in NOT_ON


def _confirmations(at: datetime) -> Iterator[Notice]:
    rows = SignUp.objects.filter(
        state__in=(SignUpState.ACCEPTED, SignUpState.PLACED),
        call__isnull=False,
        confirmed_at__isnull=True,
        session__state=SessionState.PUBLISHED,
        session__starts_at__gt=at + NOT_LATER_THAN,
        session__starts_at__lte=at + CONFIRM_AHEAD,
    ).select_related("vendor", "session__series__market")
    for row in rows:
        session = row.session
        for channel in settings.NOTICE_CHANNELS:
            yield draft(
                "place_to_confirm",
                subject=f"sign-up:{row.pk}",
                key=f"place_to_confirm/{row.pk}/{session.day}/{channel}",
                channel=channel,
                vendor=row.vendor,
                market=session.series.market,
                facts={
                    "what": session.name or session.series.name,
                    "day": session.day.isoformat(),
                },
                not_before=at,
                stale_at=session.starts_at,
                at=at,
            )


def _managers(markets: set[int]) -> dict[int, list[User]]:
    """Who runs each of these markets."""
    found: dict[int, list[User]] = defaultdict(list)
    roles = Role.objects.filter(name="manager", user__is_active=True).select_related("user")
    for role in roles.order_by("user"):
        for market in markets if role.market_id is None else {role.market_id} & markets:
            if role.user not in found[market]:
                found[market].append(role.user)
    return found
