"""Scales, the fair scale's book, quick tests, complaints and penalties of the demo."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from market.actions import complaints, penalties
from market.core.actors import STRANGER
from market.core.hours import SHANGHAI, local_day
from market.core.inspecting.measures import Verdict, allowed_error_g, allowed_short_g, quick_test
from market.core.periods import ONE_DAY, months_after
from market.demo.cast import source_key
from market.demo.chance import dice
from market.demo.crew import acting
from market.demo.visits import key
from market.models import (
    Market,
    Permit,
    Pitch,
    QuickTest,
    Scale,
    ScaleLog,
    Vendor,
    Verification,
)
from market.queries.standing import standing

TESTED = {
    "蔬菜": ("菠菜", "韭菜", "小白菜", "芹菜", "豆角", "黄瓜", "西红柿", "茄子"),
    "水果": ("草莓", "葡萄", "苹果", "桃"),
}
ORIGINS = ("本地自产", "寿光", "莱阳", "荣成", "乳山", "海阳")
BOOK_DAYS, TEST_DAYS = 60, 45
# how many days ago, which of that day's tests, percent
POSITIVE = {(0, 2): "61.5", (12, 4): "55.0", (31, 1): "72.3"}
SAYS = (
    ("weight", "说是三斤的蛏子，回家一称差了半斤多", 9),
    ("price", "排骨没标价，问了两次两个价", 6),
    ("quality", "买的草莓底下一层都烂了", 5),
    ("hygiene", "公共洗手池堵了，地上全是水", 3),
    ("service", "挑了几个土豆，摊主说话很冲", 2),
    ("quality", "豆腐有点酸味，早上刚买的", 1),
)


def weigh_and_test(market: Market, *, at: datetime) -> None:
    """A register of scales, two months in the fair scale's book, six weeks of tests."""
    on = local_day(at)
    fair = _scales(market, on, at)
    _book(fair, on)
    _tests(market, on)
    _complain(market, at)
    _penalise(market, at)


def _scales(market: Market, on: date, at: datetime) -> Scale:
    """A scale for each verification on file, the market's fair scale, and one nobody has verified."""
    of_the_hall = Permit.objects.filter(
        type__code="SCALE_VERIFY",
        state="accepted",
        vendor__source_key__startswith=source_key("hall"),
    )
    papers = list(of_the_hall.select_related("vendor", "pitch").order_by("pk"))
    told: dict[str, Any] = {"market": market, "since": months_after(on, -20)}
    rows = [
        Scale(
            **told,
            vendor=paper.vendor,
            pitch=paper.pitch,
            number=f"C{number:05}",
            make=dice(f"scale {number}").choice(("ACS-30", "ACS-15", "TCS-60")),
            most_kg=30,
            division_g=5,
        )
        for number, paper in enumerate(papers, 1)
    ]
    fair = Scale(**told, number="公平秤-01", make="ACS-30 标准", division_g=2, fair=True)
    spare = Scale(**told, number="公平秤-02", make="ACS-30 标准", division_g=5, fair=True)
    Scale.objects.bulk_create([*rows, fair, spare])
    until = [paper.expires_on for paper in papers]
    until += [months_after(on, 5), on + 12 * ONE_DAY]
    agency = "威海市计量所（演示）"
    Verification.objects.bulk_create(
        Verification(
            scale=scale,
            day=months_after(last + ONE_DAY, -12),
            until=last,
            certificate=f"ZD{number:05}",
            agency=agency,
            recorded_at=min(
                datetime.combine(months_after(last, -12) + ONE_DAY, time(15), tzinfo=SHANGHAI), at
            ),
        )
        for number, (scale, last) in enumerate(zip([*rows, fair, spare], until, strict=True), 1)
        if last is not None
    )
    return fair


def _book(fair: Scale, on: date) -> None:
    """A line every morning but for the last one, and now and then a customer who weighs again."""
    steward = acting("steward")
    vendors = list(
        Vendor.objects.filter(source_key__startswith=source_key("hall")).order_by("pk")[:40]
    )

    def lines() -> Iterator[ScaleLog]:
        for back in range(BOOK_DAYS, 0, -1):
            day, throw = on - back * ONE_DAY, dice(f"book {back}")
            morning = datetime.combine(day, time(6, 20), tzinfo=SHANGHAI)
            told: dict[str, Any] = {
                "scale": fair,
                "day": day,
                "by_id": steward.user,
                "by_name": steward.name,
            }
            off, allowed = throw.choice((0, 0, 0, 2, -2)), allowed_error_g(1000, 2)
            yield ScaleLog(
                **told,
                key=key(f"book/{back}"),
                kind="daily",
                load_g=1000,
                shown_g=1000 + off,
                allowed_g=allowed,
                passed=abs(off) <= allowed,
                at=morning,
            )
            if throw.random() < 0.3:
                sold = throw.choice((500, 1000, 1500, 2500))
                short = 90 if back in (9, 40) else throw.randint(0, 4)
                may = allowed_short_g(sold, "plain")
                yield ScaleLog(
                    **told,
                    key=key(f"again/{back}"),
                    kind="reweigh",
                    load_g=sold,
                    shown_g=sold - short,
                    allowed_g=may,
                    passed=short <= may,
                    goods="plain",
                    vendor=throw.choice(vendors),
                    at=morning + timedelta(hours=4),
                )

    ScaleLog.objects.bulk_create(lines())


def _tests(market: Market, on: date) -> None:
    """Six samples a day but Sundays; three were positive, of the last one nobody has said anything."""
    tester = acting("checker")
    rows = Pitch.objects.filter(zone__market=market, zone__code="hall", row__in="FGH")
    pitches = list(rows.order_by("code_key"))
    there = standing([pitch.pk for pitch in pitches], on)
    vendors = Vendor.objects.in_bulk(there.values())
    stalls = [(pitch, vendors[there[pitch.pk]]) for pitch in pitches if pitch.pk in there]
    QuickTest.objects.bulk_create(
        QuickTest(
            **_sample(on - back * ONE_DAY, back, number, stalls),
            market=market,
            tested_by_id=tester.user,
            by_name=tester.name,
        )
        for back in range(TEST_DAYS, -1, -1)
        if (on - back * ONE_DAY).isoweekday() != 7
        for number in range(6)
    )


def _sample(
    day: date, back: int, number: int, stalls: list[tuple[Pitch, Vendor]]
) -> dict[str, Any]:
    throw = dice(f"test {back} {number}")
    pitch, vendor = throw.choice(stalls)
    percent = Decimal(POSITIVE.get((back, number), str(throw.randint(20, 380) / 10)))
    verdict = quick_test(percent)
    disposed = verdict == Verdict.FAILED and back > 0
    at = datetime.combine(day, time(6, 40 + number * 3), tzinfo=SHANGHAI)
    return {
        "key": key(f"test/{back}/{number}"),
        "vendor": vendor,
        "pitch": pitch,
        "day": day,
        "sample": throw.choice(TESTED.get(vendor.trade, TESTED["蔬菜"])),
        "origin": throw.choice(ORIGINS),
        "inhibition": percent,
        "verdict": verdict,
        "disposal": "下架封存 18 公斤，送检复检后销毁" if disposed else "",
        "disposed_at": at + timedelta(hours=5) if disposed else None,
        "tested_at": at,
    }


def _complain(market: Market, at: datetime) -> None:
    """Six complaints; the older ones are answered."""
    stalls = list(
        Pitch.objects.filter(zone__market=market, zone__code="hall").order_by("pk")[5:60:9]
    )
    there = standing([pitch.pk for pitch in stalls], local_day(at))
    steward = acting("steward")
    for (kind, text, back), pitch in zip(SAYS, stalls, strict=False):
        then = at - timedelta(days=back, hours=back)
        made = complaints.receive(
            market,
            kind=kind,
            text=text,
            pitch=pitch,
            vendor=Vendor.objects.filter(pk=there.get(pitch.pk, 0)).first(),
            contact="19900000990" if back % 2 else "",
            came_by="qr",
            by=STRANGER,
            at=then,
        )
        if back > 5:
            complaints.take(made, by=steward, at=then + timedelta(hours=3))
            complaints.settle(
                made, answer="已核实，摊主当面赔付", by=steward, at=then + timedelta(days=1)
            )


def _penalise(market: Market, at: datetime) -> None:
    """The vendor who is barred has three penalties; two others have one each."""
    manager = acting("manager")
    for who, days in (
        ("guest/062", (300, 190, 150)),
        ("hall/022", (80,)),
        ("container/003", (40,)),
    ):
        vendor = Vendor.objects.get(source_key=source_key(who))
        first = int(who[-3:])
        for number, back in enumerate(days, 1):
            penalties.record(
                market,
                vendor,
                penalised_on=local_day(at) - back * ONE_DAY,
                trade_class="stall",
                authority="临港区市场监管局",
                deed="未取得食品摊点信息公示卡从事经营" if number == 1 else "经营超过保质期的食品",
                reference=f"威临市监罚〔演示〕{first + number}号",
                amount_fen=50_000 * number,
                by=manager,
                at=at - (back - 2) * ONE_DAY,
            )
