"""The visits of the demo's rounds: bulk rows, as inspections.record() and the acts after it leave them."""

import uuid
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from market.actions import inspections
from market.core.actors import Actor
from market.core.hours import SHANGHAI, local_day
from market.core.inspecting.scores import Fault, score
from market.core.inspecting.states import FindingState
from market.core.periods import ONE_DAY
from market.demo.chance import dice
from market.demo.crew import acting
from market.demo.pictures import photo
from market.models import CheckItem, Finding, Inspection, Move, Round, Stop

# how likely each line of the checklist is found wanting, in a thousand
LIKELY = {
    "licences": 50,
    "health": 30,
    "records": 90,
    "quarantine": 4,
    "expired": 8,
    "cold": 30,
    "hygiene": 110,
    "raw": 25,
    "prices": 120,
    "scales": 35,
    "lines": 100,
    "fire": 8,
    "waste": 60,
    "bags": 140,
}
NOTES = {
    "licences": "许可证压在柜台底下，没挂出来",
    "records": "上周三的进货单没贴",
    "hygiene": "案板边有积水",
    "prices": "两样没标价",
    "bags": "还有半箱超薄袋",
    "lines": "货筐摆到通道上了",
    "cold": "冷柜 11℃",
    "raw": "熟食没盖纱罩",
    "scales": "强检标志看不清",
    "waste": "桶满没倒",
}
DONE = ("已经整改，麻烦再看一眼", "当天就弄好了", "换好了，照片传上来了")


def make(walked: Iterable[Round], *, at: datetime, most: int = 1000) -> None:
    """Visit the stops of these rounds, with what was found; what is long due was mostly put right."""
    items = {item.code: item for item in CheckItem.objects.all()}
    checker = acting("checker")
    stops = Stop.objects.filter(round__in=list(walked)).select_related("round", "vendor", "pitch")
    chosen = [stop for stop in stops.order_by("round", "position") if stop.position <= most]
    on = local_day(at)
    plans = [(stop, list(_found(_label(stop, on), items))) for stop in chosen]
    made = Inspection.objects.bulk_create(
        _visit(stop, found, list(items), checker, at) for stop, found in plans
    )
    findings = [
        _finding(visit, item, at)
        for visit, (_, found) in zip(made, plans, strict=True)
        for item in found
    ]
    Finding.objects.bulk_create(findings)
    Move.objects.bulk_create(line for finding in findings for line in _moves(finding, checker))
    _photos([each for each in findings if each.closed_at is None][:6], checker, at)


def key(name: str) -> uuid.UUID:
    """The same key for the same name, on every machine."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"huiquan/demo/{name}")


def _label(stop: Stop, on: date) -> str:
    """What a stop is called on every machine: how many weeks ago, where."""
    return f"visit {(on - stop.round.day).days // 7} {stop.pitch.code}"


def _found(label: str, items: dict[str, CheckItem]) -> Iterator[CheckItem]:
    throw = dice(label)
    for code, chance in LIKELY.items():
        if throw.randrange(1000) < chance:
            yield items[code]


def _visit(
    stop: Stop, found: list[CheckItem], asked: list[str], by: Actor, at: datetime
) -> Inspection:
    result = score(Fault(item.points, item.grave) for item in found)
    minutes = 9 * 60 + stop.position * 7
    morning = datetime.combine(stop.round.day, time(0), tzinfo=SHANGHAI)
    when = min(morning + timedelta(minutes=minutes), at - timedelta(minutes=60 - stop.position))
    return Inspection(
        key=key(_label(stop, local_day(at))),
        market=stop.round.market,
        round=stop.round,
        vendor=stop.vendor,
        pitch=stop.pitch,
        asked=asked,
        points=result.points,
        grade=result.grade,
        inspected_at=when,
        recorded_at=when + timedelta(minutes=2),
        inspected_by_id=by.user,
        by_name=by.name,
    )


def _finding(visit: Inspection, item: CheckItem, at: datetime) -> Finding:
    day = local_day(visit.inspected_at)
    throw = dice(f"finding {visit.key} {item.code}")
    finding = Finding(
        key=key(f"finding/{visit.key}/{item.code}"),
        inspection=visit,
        market=visit.market,
        vendor=visit.vendor,
        item=item,
        note=NOTES.get(item.code, ""),
        points=item.points,
        grave=item.grave,
        due_on=day + item.days * ONE_DAY,
    )
    _put_right(finding, throw, local_day(at))
    return finding


def _put_right(finding: Finding, throw: Random, on: date) -> None:
    """Of long ago, nearly all are closed; of the last round, some wait to be looked at again."""
    chance, over = throw.random(), (on - finding.due_on).days
    if over < 0 or (over < 45 and chance < 0.16) or chance < 0.01:
        return
    done = datetime.combine(finding.due_on, time(16), tzinfo=SHANGHAI)
    finding.answer, finding.rectified_at = throw.choice(DONE), done
    if over < 45 and chance < 0.3:
        finding.state = FindingState.RECTIFIED
        return
    finding.state, finding.looked_again = FindingState.CLEARED, 1
    finding.closed_at = done + timedelta(hours=18)


def _moves(finding: Finding, by: Actor) -> Iterator[Move]:
    """The journal's lines of it, as moves.move() would have written them then."""
    told: dict[str, Any] = {"noun": "finding", "thing": finding.pk, "market": finding.market}
    if finding.rectified_at:
        yield Move(
            **told,
            name="rectify",
            before=FindingState.OPEN,
            after=FindingState.RECTIFIED,
            at=finding.rectified_at,
            by_name=finding.vendor.contact or finding.vendor.name,
            reason=finding.answer,
        )
    if finding.closed_at:
        yield Move(
            **told,
            name="clear",
            before=FindingState.RECTIFIED,
            after=FindingState.CLEARED,
            at=finding.closed_at,
            by_id=by.user,
            by_name=by.name,
        )


def _photos(findings: list[Finding], by: Actor, at: datetime) -> None:
    for number, finding in enumerate(findings):
        picture = photo(f"FINDING_{number}", f"{finding.due_on}")
        made = key(f"photo/{finding.key}")
        inspections.add_photo(finding, picture, "问题.jpg", key=made, by=by, at=at)
