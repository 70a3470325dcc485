"""What the vendors of the demo offer each other and look for."""

from dataclasses import dataclass
from datetime import datetime

from market.actions import board
from market.core.hours import local_day
from market.core.periods import ONE_DAY
from market.demo.cast import source_key
from market.demo.chance import key_of
from market.demo.crew import acting, own_hand
from market.demo.working_hours import at_work
from market.models import BoardEntry, Market, Vendor


@dataclass(frozen=True)
class Entry:
    """ago: days since it was posted; lasts: for how many days from then. contact: phone shown."""

    who: str
    kind: str
    category: str
    text: str
    ago: int
    lasts: int
    contact: bool = False


ENTRIES = (
    Entry("hall/001", "offer", "goods", "每天收摊前鲅鱼、小黄花处理价，饭店可包圆。", 3, 30, True),
    Entry("container/006", "want", "goods", "长期收土鸡蛋，每周两次，每次三十斤。", 6, 60, True),
    Entry("hall/014", "offer", "equipment", "九成新卧式冷柜一台，用了半年，自提。", 9, 40, True),
    Entry("street/003", "want", "equipment", "找一台二手刨冰机，能用就行。", 2, 21),
    Entry("hall/036", "offer", "transport", "每周二、五往文登送货，回程空车可捎带。", 12, 90, True),
    Entry("grower/001", "want", "transport", "早上五点从后山口捎两筐菜到市场。", 4, 30, True),
    Entry("street/001", "want", "hands", "周五、周六晚上找一位帮手，管饭，按晚结。", 1, 14, True),
    Entry("guest/001", "offer", "hands", "白天有空，可以帮忙看摊、打包。", 5, 30),
    Entry("hall/027", "offer", "space", "冷库里空着两格，可按月合用。", 15, 60),
    Entry("hall/022", "want", "other", "想找几家一起订环保袋，量大便宜。", 7, 45, True),
)
RUN_OUT = Entry("hall/008", "want", "hands", "腊月忙，找一位切肉的师傅。", 40, 30, True)
WITHDRAWN = Entry("hall/030", "offer", "equipment", "电子秤一台，换新的了。", 11, 30)
TAKEN_DOWN = Entry("container/003", "offer", "other", "低价办卡，加我细聊。", 8, 30, True)
WHY = "和买卖无关的广告不能上板"


def fill(market: Market, *, at: datetime) -> None:
    """Ten stand there, one has run out, one was withdrawn, and one was taken down."""
    for entry in (*ENTRIES, RUN_OUT):
        _post(entry, market, at=at)
    gone = _post(WITHDRAWN, market, at=at)
    board.withdraw(gone, by=own_hand(gone.vendor), at=at_work(at - 4 * ONE_DAY))
    odd = _post(TAKEN_DOWN, market, at=at)
    board.take_down(odd, reason=WHY, by=acting("manager"), at=at_work(at - 7 * ONE_DAY))


def _post(entry: Entry, market: Market, *, at: datetime) -> BoardEntry:
    vendor = Vendor.objects.get(source_key=source_key(entry.who))
    then = at_work(at - entry.ago * ONE_DAY)
    return board.post(
        vendor,
        market,
        key=key_of(f"board {entry.who} {entry.text}"),
        kind=entry.kind,
        category=entry.category,
        text=entry.text,
        until=local_day(then) + entry.lasts * ONE_DAY,
        contact=entry.contact,
        by=own_hand(vendor),
        at=then,
    )
