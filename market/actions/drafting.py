"""From what is due to what will be said: who reads it, in which words, by which way, and when."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.conf import settings

from market.core.hours import local_day
from market.core.phrases import compose
from market.core.policies import REMINDERS, Policy, Whom
from market.core.quiet_hours import QUIET_FROM, QUIET_UNTIL
from market.core.reminders import Quiet, Span, key_of, opens_at, say_at, stale_at
from market.models import Market, Notice, User, Vendor
from market.queries.obligations import Told
from market.queries.policies import Place, wordings
from market.queries.recipients import Crew, zones_at_home


@dataclass(frozen=True, slots=True)
class Draft:
    """One stage of something due, before it is known who reads it."""

    occasion: str
    subject: str
    span: Span
    policy: Policy
    news: Told


@dataclass
class Desk:
    """What is read once to write any number of notices: people, words, zones."""

    crew: Crew
    words: Mapping[Place, dict[str, dict[str, str]]]
    on: date
    zones: dict[int, frozenset[int]] = field(default_factory=dict)

    @classmethod
    def ready(cls, occasions: Collection[str], *, on: date) -> "Desk":
        return cls(Crew(), wordings(occasions), on)

    def meet(self, told: Iterable[Told]) -> None:
        """Learn in which zones the vendors are that there is something to tell about."""
        strangers = {
            each.vendor.pk for each in told if each.vendor and each.vendor.pk not in self.zones
        }
        if strangers:
            found = zones_at_home(strangers, self.on)
            self.zones |= {vendor: found.get(vendor, frozenset()) for vendor in strangers}

    def write(self, draft: Draft, *, at: datetime) -> Iterator[Notice]:
        """A notice for everybody who is told on this stage, but for whom asked for silence."""
        for whom in draft.span.stage.to:
            if whom == Whom.VENDOR:
                vendor = draft.news.vendor
                if vendor is not None and not _silent(vendor, draft, at):
                    yield self._notice(draft, at, vendor=vendor)
            else:
                for user in self._staff(whom, draft):
                    yield self._notice(draft, at, user=user)

    def _staff(self, whom: Whom, draft: Draft) -> list[User]:
        news = draft.news
        zones = news.zones or self.zones.get(news.vendor.pk if news.vendor else 0, frozenset())
        market = news.market.pk if news.market else None
        return self.crew.told(whom, REMINDERS[draft.occasion].responsible, market, zones)

    def _notice(
        self, draft: Draft, at: datetime, *, vendor: Vendor | None = None, user: User | None = None
    ) -> Notice:
        news, policy = draft.news, draft.policy
        reader: Vendor | User | None = vendor or user
        language = reader.language if reader else settings.LANGUAGE_CODE
        channels = _ways(vendor, policy)
        facts = self._facts(draft, language, staff=vendor is None)
        words = compose(draft.occasion, language, facts, channels[0])
        moment = say_at(draft.span, at, _quiet(news.market, policy, vendor))
        return Notice(
            key=key_of(
                draft.occasion,
                draft.subject,
                draft.span,
                "vendor" if vendor else f"user:{user.pk if user else 0}",
            ),
            occasion=draft.occasion,
            subject=draft.subject,
            stage=draft.span.stage.key,
            due_on=draft.span.due_on,
            vendor=vendor,
            user=user,
            market=news.market,
            channel=channels[0],
            channels=channels,
            language=language,
            facts=facts,
            title=words.title[:200],
            body=words.body,
            quiet_from=vendor.quiet_from if vendor else None,
            quiet_until=vendor.quiet_until if vendor else None,
            bundles=policy.digest and not REMINDERS[draft.occasion].legal,
            not_before=opens_at(draft.span),
            stale_at=stale_at(draft.span),
            planned_at=at,
            next_attempt_at=moment,
        )

    def _facts(self, draft: Draft, language: str, *, staff: bool) -> dict[str, Any]:
        news = draft.news
        facts = dict(news.facts(language))
        if staff and news.vendor is not None:
            facts["about"] = news.vendor.name
        audience = "staff" if staff else "vendor"
        market = news.market.pk if news.market else 0
        own = self.words.get((market, draft.occasion, audience, _tag(language)))
        return {**facts, "wording": own} if own else facts


def _tag(language: str) -> str:
    return "zh-hans" if language.lower().startswith("zh") else "en"


def _ways(vendor: Vendor | None, policy: Policy) -> list[str]:
    """The reader's own ways first, then the policy's or the house's, those that there are."""
    wished = vendor.channels if vendor else []
    ways = dict.fromkeys([*wished, *(policy.channels or settings.NOTICE_CHANNELS)])
    return [way for way in ways if way in settings.CHANNELS] or list(settings.NOTICE_CHANNELS)


def _quiet(market: Market | None, policy: Policy, vendor: Vendor | None) -> list[Quiet]:
    hours = [(market.quiet_from, market.quiet_until) if market else (QUIET_FROM, QUIET_UNTIL)]
    if policy.quiet:
        hours.append(policy.quiet)
    if vendor and vendor.quiet_from is not None and vendor.quiet_until is not None:
        hours.append((vendor.quiet_from, vendor.quiet_until))
    return hours


def _silent(vendor: Vendor, draft: Draft, at: datetime) -> bool:
    """Whether the vendor asked not to hear on that day. What is legal is said all the same."""
    if vendor.silent_until is None or REMINDERS[draft.occasion].legal:
        return False
    day = max(draft.span.opens_on, local_day(at))
    return day <= vendor.silent_until
