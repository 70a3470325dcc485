"""The green channel of the demo: what was asked, and how far each has come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from market.actions import enquiries
from market.actions.people import actor_of
from market.core.actors import Actor
from market.core.periods import ONE_DAY
from market.demo.cast import source_key
from market.demo.chance import key_of
from market.demo.crew import acting, own_hand
from market.demo.kin import visitor
from market.demo.pictures import photo
from market.demo.working_hours import at_work
from market.models import Enquiry, Market, Vendor

VISITOR = 9201


@dataclass(frozen=True)
class Said:
    """One more word. deed: take, answer, or say, by whoever asked (own) or by the house."""

    deed: str
    ago: float
    text: str = ""
    own: bool = False


@dataclass(frozen=True)
class Request:
    """who: the key of a vendor; empty for a visitor. stars, word: how content they were."""

    who: str
    kind: str
    ago: float
    text: str
    more: Sequence[Said] = ()
    stars: int = 0
    word: str = ""


# in time, in hand, late, content, less content, a conversation, and somebody who only buys here
REQUESTS = (
    Request("hall/030", "question", 0.1, "这两天公平秤几点开门？有客人想来复称。"),
    Request(
        "hall/008",
        "proposal",
        1,
        "建议早上卸货时间提前半小时，南门就不堵了。",
        (Said("take", 0.8),),
    ),
    Request(
        "street/002",
        "complaint",
        16,
        "夜市东头的路灯坏了两盏，收摊看不清台阶。",
        (Said("take", 15), Said("say", 14, "收到，已经报给电工，配件到了就换。")),
    ),
    Request(
        "hall/001",
        "question",
        21,
        "冬天营业时间改不改？我好跟渔船说几点送货。",
        (Said("answer", 20.8, "十一月起早上六点开门，晚上六点收摊，通知已贴在南门。"),),
        stars=5,
        word="回得快，说得清楚",
    ),
    Request(
        "container/003",
        "complaint",
        34,
        "箱子门口下水道反味，开窗就进来。",
        (Said("take", 33), Said("answer", 31, "换了防臭地漏，疏通过一遍。再有味随时说。")),
        stars=3,
        word="修好了，就是等了几天",
    ),
    Request(
        "hall/014",
        "question",
        6,
        "秤上的合格标签磨花了，要重新检吗？",
        (
            Said("take", 5.9),
            Said("say", 5.8, "编号还看得清吗？拍一张发来看看。"),
            Said("say", 5.6, "看得清，就是日期没了。", own=True),
            Said("answer", 5, "编号对得上，不用重检。标签来窗口补一张就行。"),
            Said("say", 0.3, "窗口说标签用完了，还要等几天？", own=True),
        ),
    ),
    Request(
        "",
        "question",
        9,
        "周六晚上带老人来，轮椅从哪个门进方便？",
        (Said("answer", 8.9, "走西门，有坡道；保安会帮忙推一把。"),),
        stars=5,
    ),
)
WITH_PICTURE = "hall/014"


def come_in(market: Market, *, at: datetime) -> None:
    """Ask each in its time, and let the house and whoever asked go on from there."""
    desk = acting("manager")
    for request in REQUESTS:
        own, enquiry = _asked(request, market, at=at)
        for place, said in enumerate(request.more):
            _go_on(enquiry, said, place, own if said.own else desk, at=at)
        if request.stars:
            then = at_work(at - (request.more[-1].ago - 0.5) * ONE_DAY)
            enquiries.rate(enquiry, stars=request.stars, word=request.word, by=own, at=then)


def _asked(request: Request, market: Market, *, at: datetime) -> tuple[Actor, Enquiry]:
    then = at_work(at - request.ago * ONE_DAY)
    vendor = Vendor.objects.filter(source_key=source_key(request.who)).first()
    own = own_hand(vendor) if vendor else actor_of(visitor(VISITOR, at=then))
    shown = photo("SCALE_VERIFY", "No. 37109900931") if request.who == WITH_PICTURE else None
    enquiry = enquiries.ask(
        market,
        key=key_of(f"request {request.text}"),
        kind=request.kind,
        text=request.text,
        vendor=vendor,
        photo=(shown, "标签.jpg") if shown else None,
        by=own,
        at=then,
    )
    return own, enquiry


def _go_on(enquiry: Enquiry, said: Said, place: int, by: Actor, *, at: datetime) -> None:
    then = at_work(at - said.ago * ONE_DAY)
    if said.deed == "take":
        enquiries.take(enquiry, by=by, at=then)
        return
    deed = enquiries.answer if said.deed == "answer" else enquiries.say
    key = key_of(f"word {place} {said.text}")
    deed(enquiry, key=key, text=said.text, by=by, at=then)
