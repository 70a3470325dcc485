"""What is let, for what, and for how long."""

from collections.abc import Iterator

from leasing.core.clause_texts.days import day
from leasing.core.drafts import must_be_written
from leasing.core.lease_facts import LeaseFacts


def clauses(facts: LeaseFacts) -> Iterator[tuple[str, str, bool]]:
    """The pitch, the term, the times of day, and what a temporary structure brings with it."""
    yield "租赁标的和用途", _premises(facts), False
    yield "租赁期限", _term(facts), False
    if facts.night or facts.hours or facts.weekdays:
        yield "经营时间", _hours(facts), False
    if facts.temporary_until is not None:
        yield "临时建筑", _temporary(facts), True


def _premises(facts: LeaseFacts) -> str:
    goods = f"，经营范围为：{'、'.join(facts.goods)}" if facts.goods else ""
    return (
        f"出租方将{facts.market}内编号为{'、'.join(facts.pitches)}的经营场地（下称“摊位”）出租给承租方，"
        f"供承租方经营使用{goods}。改变经营范围，须事先经出租方书面同意，并办妥相应证照。"
    )


def _term(facts: LeaseFacts) -> str:
    if facts.last is None:
        return (
            f"租赁自{day(facts.first)}起，为不定期租赁。任何一方可以随时解除，"
            "但应当在合理期限之前通知对方（《民法典》第七百三十条）。"
        )
    written = "本合同采用书面形式（《民法典》第七百零七条）。"
    return (
        f"租赁期限自{day(facts.first)}起至{day(facts.last)}止，首尾两日均包含在内。"
        f"{written if must_be_written(facts.first, facts.last) else ''}"
    )


def _hours(facts: LeaseFacts) -> str:
    when = "，".join(part for part in (facts.weekdays, facts.hours) if part)
    text = f"摊位的经营时间为{when}。" if when else ""
    if facts.night:
        text += (
            "任何时间不得使用高音喇叭招揽顾客（《噪声污染防治法》第六十三条）；夜间22时至次日6时，"
            "承租方应当控制音响、叫卖和设备的噪声。收摊时清理场地，垃圾带走。"
        )
    return text


def _temporary(facts: LeaseFacts) -> str:
    assert facts.temporary_until is not None
    return (
        f"摊位设在经批准的临时建筑（含集装箱）内，批准使用期限至{day(facts.temporary_until)}。"
        "租赁期限不超过该日；批准期限届满未获延期的，本合同在该日终止，出租方退还已收而未使用期间的租金。"
        "承租方不得加层、扩建、改变结构或者移动箱体。"
        "（《最高人民法院关于审理城镇房屋租赁合同纠纷案件具体应用法律若干问题的解释》第三条）"
    )
