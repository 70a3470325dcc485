"""What the demo's office does about papers: rules kept to, errands, people let pass, one stopped."""

from datetime import date, datetime, timedelta

from market.actions import errands, needs, overrides, permits
from market.core.actors import HOUSE, Actor
from market.core.hours import local_day
from market.core.paper_states import ErrandState
from market.demo import places
from market.demo.crew import acting
from market.models import Errand, Market, PaperPolicy
from market.queries.days import working_calendar
from market.queries.needed_papers import NeededPaper, needed_papers

RECEIPT = "临港受理〔2026〕{number:04}号"
# how far the errands have come, one after the other
STEPS = (
    ErrandState.COLLECTING,
    ErrandState.SUBMITTED,
    ErrandState.RECEIVED,
    ErrandState.CORRECTING,
    ErrandState.COLLECTING,
    ErrandState.SUBMITTED,
    ErrandState.RECEIVED,
    ErrandState.COLLECTING,
)


def begin(market: Market) -> None:
    """In the years before, this market stopped nobody for want of a paper."""
    PaperPolicy.objects.bulk_create(
        PaperPolicy(market=market, type_id=row.type_id, effective_from=row.effective_from)
        for row in PaperPolicy.objects.filter(market=None)
    )


def _keep_to_the_rules(market: Market, *, on: date) -> None:
    """From the day of the demo on it keeps to what is shipped."""
    PaperPolicy.objects.bulk_create(
        PaperPolicy(
            market=market,
            type_id=row.type_id,
            sign=row.sign,
            renew=row.renew,
            place=row.place,
            effective_from=on,
            note="上线当天起执行",
            written_by="house",
        )
        for row in PaperPolicy.objects.filter(market=None)
    )


def load(*, at: datetime) -> None:
    """Reckon who needs what, and see to some of it."""
    needs.reckon(by=HOUSE, at=at)
    market = Market.objects.get(code=places.CODE)
    manager, checker = acting("manager"), acting("checker")
    on = local_day(at)
    _keep_to_the_rules(market, on=on)
    needed = _needed(market, on)
    wanting = [each for each in needed if each.to_do]
    _see_to(wanting, market, by=checker, at=at)
    _let_pass([each for each in needed if not each.good], market, by=manager, at=at)
    _apply(wanting, by=checker, at=at)


def _needed(market: Market, on: date) -> list[NeededPaper]:
    vendors = set(market.needs.values_list("vendor", flat=True))
    return needed_papers(vendors, on=on)


def _see_to(wanting: list[NeededPaper], market: Market, *, by: Actor, at: datetime) -> None:
    """Errands at every step, for papers that are missing or have run out."""
    kinds = ("SD_FOOD_STALL_CARD", "SD_SMALL_CATERING", "HEALTH_CERT", "SCALE_VERIFY")
    chosen = [each for each in wanting if each.type.code in kinds and not each.good]
    opened = at - timedelta(days=9)
    for number, (each, state) in enumerate(zip(chosen, STEPS, strict=False), 1):
        errand = errands.begin(
            each.vendor, market, each.type, worker=each.worker, pitch=each.pitch, by=by, at=opened
        )
        _advance(errand, state, number, by=by, at=at)


def _advance(errand: Errand, state: str, number: int, *, by: Actor, at: datetime) -> None:
    names = list(errand.materials.values_list("name", flat=True))
    there = names if state != ErrandState.COLLECTING else names[: len(names) // 2]
    errands.tick(errand, there, by=by, at=at - timedelta(days=8))
    if state == ErrandState.COLLECTING:
        return
    handed = at - timedelta(days=7)
    receipt = RECEIPT.format(number=number * 7 + 4)
    errands.submit(errand, on=local_day(handed), receipt=receipt, by=by, at=handed)
    if state == ErrandState.RECEIVED:
        errands.receive(errand, on=local_day(at - timedelta(days=3)), by=by, at=at)
    if state == ErrandState.CORRECTING:
        due = working_calendar().add_working_days(local_day(at), 3)
        told = "经营场所证明复印件不清楚，重新复印一份；申请书第 2 页补签字。"
        errands.correct(errand, corrections=told, due_on=due, by=by, at=at)


def _let_pass(wanting: list[NeededPaper], market: Market, *, by: Actor, at: datetime) -> None:
    """Two are let pass for a while; one who never brought the card is stopped."""
    on = local_day(at)
    bare = [each for each in wanting if each.type.code == "HEALTH_CERT"]
    for each, days in zip(bare[-2:], (6, 12), strict=False):
        overrides.grant(
            each.vendor,
            market,
            type=each.type,
            until=on + timedelta(days=days),
            reason="体检已做，等出证；先在后厨帮忙，不接触直接入口食品。",
            by=by,
            at=at,
        )
    cards = [
        each for each in wanting if each.light == "missing" and each.type.code.startswith("SD_")
    ]
    for each in cards[-1:]:
        overrides.suspend(
            each.vendor,
            market,
            reason=f"{each.type.name}一直没有办下来",
            by=by,
            at=at - timedelta(days=2),
        )


def _apply(wanting: list[NeededPaper], *, by: Actor, at: datetime) -> None:
    """Some of those whose window is open have applied."""
    opened = [each for each in wanting if each.phase == "open" and each.permit]
    for number, each in enumerate(opened[1:12:3], 1):
        permit = each.permit
        if permit is None:
            continue
        receipt = RECEIPT.format(number=200 + number)
        permits.apply_for_renewal(permit, applied_on=local_day(at), receipt=receipt, by=by, at=at)
