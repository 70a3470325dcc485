"""/policies: when the house speaks on an occasion, and what a change would say to whom."""

from datetime import date, time
from typing import Annotated

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from market import clock, rules
from market.actions import policies as deeds
from market.api.access import caller, operator
from market.api.etags import require_match, tagged
from market.api.idempotency import answered_afresh
from market.api.paging import Page, Window, page_of_list
from market.api.schemas import Day, Id, Out, Short, Strict
from market.core.actors import Actor
from market.core.policies import REMINDERS, Policy, Unit, Whom, stage, stages_as_json
from market.core.refusals import Invalid, Missing
from market.models import Market, ReminderPolicy
from market.queries.foretelling import MOST, Spoken, in_words, outlook
from market.queries.obligations import reminded
from market.queries.places import markets_worked_at
from market.queries.policies import as_policy, policy_of

router = Router(auth=operator)
LATEST = 90


class At(Strict):
    """The market; the first one where the caller works, when left out."""

    market: Id | None = None


class StageIO(Strict):
    """days: counted from the day it is about, -3 is three days before. to: who is told."""

    days: Annotated[int, Field(ge=-400, le=400)]
    unit: Unit = Unit.DAY
    to: Annotated[list[Whom], Field(min_length=1, max_length=4)]


class PolicyOut(Out):
    """A policy as it holds at a market. own: settled here; watched: something knows of such days."""

    occasion: str
    market: int
    group: str
    stages: list[StageIO]
    channels: list[str]
    quiet_from: time | None
    quiet_until: time | None
    digest: bool
    legal: bool
    own: bool
    watched: bool
    source: str
    can: list[str]

    @classmethod
    def of(
        cls, occasion: str, market: Market, policy: Policy, *, own: bool, by: Actor
    ) -> "PolicyOut":
        reminder = REMINDERS[occasion]
        quiet_from, quiet_until = policy.quiet or (None, None)
        return cls(
            occasion=occasion,
            market=market.pk,
            group=reminder.group,
            stages=[StageIO(**each) for each in stages_as_json(policy.stages)],
            channels=list(policy.channels),
            quiet_from=quiet_from,
            quiet_until=quiet_until,
            digest=policy.digest,
            legal=reminder.legal,
            own=own,
            watched=occasion in reminded(),
            source=reminder.source,
            can=["edit"] if rules.allows(by, "policy.edit", market) else [],
        )


class PolicyIn(Strict):
    """What is to be changed. What is left out stays as it is."""

    stages: Annotated[list[StageIO], Field(max_length=8)] | None = None
    channels: Annotated[list[Short], Field(max_length=6)] | None = None
    quiet_from: time | None = None
    quiet_until: time | None = None
    digest: bool | None = None

    def over(self, policy: Policy) -> Policy:
        """The policy with the changes. Raises Invalid where it is none."""
        said = self.said()
        quiet = policy.quiet
        if "quiet_from" in said or "quiet_until" in said:
            if (self.quiet_from is None) != (self.quiet_until is None):
                raise Invalid(
                    "half_quiet", "Give both ends of the quiet hours.", field="quiet_from"
                )
            quiet = None
            if self.quiet_from is not None and self.quiet_until is not None:
                quiet = (self.quiet_from, self.quiet_until)
        stages = policy.stages
        if self.stages is not None:
            ordered = sorted(self.stages, key=lambda each: each.days)
            stages = tuple(stage(each.days, *each.to, unit=each.unit) for each in ordered)
        channels = policy.channels if self.channels is None else tuple(self.channels)
        return Policy(
            stages, channels, quiet, policy.digest if self.digest is None else self.digest
        )


class SayingOut(Out):
    """One thing that would be said. change: new, gone, or empty for what is said either way."""

    on: Day
    due_on: Day
    stage: str
    to: Whom
    vendor: int | None
    vendor_name: str
    zh: str
    en: str
    foreseen: bool
    change: str

    @classmethod
    def of(cls, one: Spoken) -> "SayingOut":
        vendor = one.told.vendor
        return cls(
            on=one.saying.on,
            due_on=one.saying.due[1],
            stage=one.saying.stage,
            to=one.saying.whom,
            vendor=vendor.pk if vendor else None,
            vendor_name=vendor.name if vendor else "",
            zh=one.zh,
            en=one.en,
            foreseen=one.saying.foreseen,
            change=one.saying.change,
        )


class OutlookOut(Out):
    """What would be said in the next 90 days, page by page. whole: nothing is missing."""

    new: int
    gone: int
    same: int
    whole: bool
    sayings: Page[SayingOut]


@router.get("", response=Page[PolicyOut])
def policies(request: HttpRequest, window: Query[Window], at: Query[At]) -> Page[PolicyOut]:
    """The policy of every occasion as it holds at a market."""
    by = caller(request)
    market = market_of(by, at.market)
    own = {row.occasion: as_policy(row) for row in ReminderPolicy.objects.filter(market=market)}
    rows = list(REMINDERS)

    def out(occasion: str) -> PolicyOut:
        policy = own.get(occasion, REMINDERS[occasion].policy)
        return PolicyOut.of(occasion, market, policy, own=occasion in own, by=by)

    return page_of_list(request, rows, window, out)


@router.get("/{slug:occasion}", response=PolicyOut)
def policy(request: HttpRequest, response: HttpResponse, occasion: str, at: Query[At]) -> PolicyOut:
    by = caller(request)
    answer = _out(by, market_of(by, at.market), occasion)
    tagged(response, answer)
    return answer


@router.patch("/{slug:occasion}", response=PolicyOut)
@transaction.atomic
def settle(
    request: HttpRequest, response: HttpResponse, occasion: str, told: PolicyIn, at: Query[At]
) -> PolicyOut:
    """Let a policy hold from now on; what is planned is laid out anew."""
    by = caller(request)
    market = Market.objects.select_for_update(no_key=True).get(pk=market_of(by, at.market).pk)
    require_match(request, _out(by, market, occasion))
    changed = told.over(policy_of(market, occasion))
    deeds.settle(market, occasion, changed, by=by, at=clock.now())
    answer = _out(by, market, occasion)
    tagged(response, answer)
    return answer


@router.post("/{slug:occasion}/preview", response=OutlookOut)
@answered_afresh
def preview(
    request: HttpRequest, occasion: str, told: PolicyIn, window: Query[Window], at: Query[At]
) -> OutlookOut:
    """What a changed policy would say in the next 90 days, beside what the present one says."""
    by = caller(request)
    market = market_of(by, at.market)
    present = _known(market, occasion)
    on: date = clock.today()
    found = outlook(market, occasion, present, told.over(present), on=on)
    shown = found.sayings[window.offset : window.offset + window.limit]
    spoken = in_words(market, occasion, shown, on=on) if shown else []
    items = [SayingOut.of(one) for one in spoken]
    following = window.offset + window.limit
    more = following < min(len(found.sayings), MOST)
    address = f"{request.path}?offset={following}&limit={window.limit}" if more else None
    return OutlookOut(
        **found.counts(),
        whole=found.whole,
        sayings=Page(items=items, total=len(found.sayings), next=address),
    )


@router.post("/{slug:occasion}/go-back", response=PolicyOut)
def go_back(request: HttpRequest, occasion: str, at: Query[At]) -> PolicyOut:
    """Let the house's default hold again."""
    by = caller(request)
    market = market_of(by, at.market)
    _known(market, occasion)
    deeds.go_back(market, occasion, by=by, at=clock.now())
    return _out(by, market, occasion)


def market_of(by: Actor, asked: int | None) -> Market:
    """The market that is asked for, as far as one works there."""
    markets = markets_worked_at(by)
    market = markets.filter(pk=asked).first() if asked else markets.first()
    if market is None:
        raise Missing("no_market", "There is no such market here.")
    return market


def _known(market: Market, occasion: str) -> Policy:
    if occasion not in REMINDERS:
        raise Missing("no_occasion", "There is no such occasion.")
    return policy_of(market, occasion)


def _out(by: Actor, market: Market, occasion: str) -> PolicyOut:
    policy = _known(market, occasion)
    own = ReminderPolicy.objects.filter(market=market, occasion=occasion).exists()
    return PolicyOut.of(occasion, market, policy, own=own, by=by)
