"""Letters about a lease in force: what was changed, offered, handed on, moved, or objected to."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from leasing.documents.prints.annexes import fees, sides
from market.core.hours import SHANGHAI
from market.core.paper_words import day, price, span
from market.core.prints import Block, Facts, Grid, Print, Signatures, Words

Said = dict[str, Any]
Rows = Iterator[tuple[str, str]]

BOTH = (("出租方（市场）", ""), ("承租方", ""))
OURS = (("出函方（市场）", ""), ("签收人", ""))


def amendment(contents: Said) -> Print:
    """补充协议: what both sides changed from a day. contents: leasing.documents.letters.amendment."""
    since = day(contents["from_day"])
    blocks: list[Block] = [
        Facts((*_head(contents), *_changed(contents))),
        Words(f"双方商定，自 {since} 起，合同按下列内容变更："),
    ]
    if contents["lines"]:
        blocks.append(_fees(contents["lines"]))
    if agreed := tuple((text,) for text in _agreed(contents)):
        blocks.append(Grid(("此外",), agreed))
    blocks.append(Words("原合同其他条款不变。已经出具的账单有差额的，只补差额或者退差额。"))
    return _printed("补充协议", contents, blocks, BOTH)


def renewal(contents: Said) -> Print:
    """续租邀约: the offer to who is there already. contents: leasing.documents.letters.renewal.

    Source: 民法典 第七百三十四条.
    """
    facts = (
        *_head(contents),
        ("新合同编号", contents["renewed"]),
        ("新租期", span(contents["first"], contents["last"])),
        ("押金", _deposit(contents)),
    )
    until = _moment(contents["until"])
    blocks: list[Block] = [
        Facts(facts),
        _fees(contents["lines"]),
        Words(f"请在 {until} 前答复。", strong=True),
        Words("同等条件下，您优先续租（《民法典》第七百三十四条）。到时没有答复的，摊位另行招租。"),
    ]
    return _printed("续租邀约", contents, blocks, OURS)


def transfer(contents: Said) -> Print:
    """转让同意书: the market's consent. contents: leasing.documents.letters.transfer.

    Source: 民法典 第五百五十一条, 第五百五十五条.
    """
    deposit = "随合同转给受让人" if contents["deposit_moves"] else "与转让人结清"
    facts = (
        *_head(contents),
        ("转让人", contents["before"]),
        ("受让人", contents["after"]),
        ("转让日", day(contents["from_day"])),
        ("押金", deposit),
        *_why(contents),
    )
    text = (
        "市场同意上述转让。转让日以前的费用由转让人付清；从转让日起，合同的权利和义务由受让人承担。"
    )
    signing = (("出租方（市场）", ""), ("转让人", ""), ("受让人", ""))
    return _printed("合同转让同意书", contents, [Facts(facts), Words(text)], signing)


def relocation(contents: Said) -> Print:
    """调整摊位通知: another pitch from a day. contents: leasing.documents.letters.relocation."""
    facts = (
        *_head(contents),
        ("现摊位", contents["before"]),
        ("调整后", contents["after"]),
        ("调整日", day(contents["from_day"])),
        *_why(contents),
    )
    agreed = "双方已商定。" if contents["agreed"] else ""
    text = f"{agreed}自调整日起，合同其他条款适用于新摊位；费用有差额的，只补差额或者退差额。"
    return _printed(
        "调整摊位通知",
        contents,
        [Facts(facts), Words(text)],
        BOTH if contents["agreed"] else OURS,
    )


def objection(contents: Said) -> Print:
    """异议函: to a sublet, or to staying on. contents: leasing.documents.letters.objection_….

    Source: 民法典 第七百一十八条 (sublet), 第七百三十四条 (staying on).
    """
    facts, text = _OBJECTIONS[contents["about"]](contents)
    return _printed(
        "异议函", contents, [Facts((*_head(contents), *facts)), Words(text, strong=True)], OURS
    )


def _sublet(said: Said) -> tuple[Rows, str]:
    facts = (("知道的日期", day(said["learned_on"])), ("看到的情况", said["evidence"] or "—"))
    text = (
        "摊位转租未经市场同意，市场对此提出异议（《民法典》第七百一十六条、第七百一十八条）。"
        "请停止转租，由您本人经营；有不同情况，请来市场办公室说明。"
    )
    return iter(facts), text


def _staying(said: Said) -> tuple[Rows, str]:
    facts = (("租期届满", day(said["ended_on"])), ("交还期限", day(said["leave_by"])))
    text = (
        "租期已满，市场对继续使用摊位提出异议（《民法典》第七百三十四条），合同不转为不定期租赁。"
        f"请在 {day(said['leave_by'])}（含当日）前腾清并交还摊位。"
    )
    return iter(facts), text


_OBJECTIONS: dict[str, Callable[[Said], tuple[Rows, str]]] = {
    "sublet": _sublet,
    "staying": _staying,
}


def _printed(
    title: str, said: Said, blocks: list[Block], signing: tuple[tuple[str, str], ...]
) -> Print:
    return Print(
        title,
        (*blocks, Signatures(signing)),
        number=said["number"],
        place=said["market"],
    )


def _head(said: Said) -> Rows:
    yield from sides(said)
    yield "摊位", "、".join(said["pitches"])
    yield "合同编号", said["lease"]
    yield "日期", day(said["made_on"])


def _why(said: Said) -> Rows:
    if said["reason"]:
        yield "原因", said["reason"]


def _changed(said: Said) -> Rows:
    yield "变更日", day(said["from_day"])
    yield from _why(said)


def _agreed(said: Said) -> Iterator[str]:
    """What else was changed, one sentence each."""
    for item in said["dropped"]:
        yield f"不再收取{_name(item)}"
    if said["ends"]:
        last = said["ends"]["last"]
        yield f"租期改为至 {day(last)}（含当日）" if last else "租期改为不定期"
    if said["due"]:
        yield f"付款日改为{_due(said['due'])}"
    for each in said["concessions"]:
        back = "；提前退租的，减免部分补收" if each["clawback"] else ""
        what = _name(each["item"]) if each["item"] else "租金"
        yield f"{span(each['first'], each['last'])}，{what}减收 {each['percent']}%{back}"


def _due(due: Said) -> str:
    if due["rule"] == "day_of_month":
        return f"每月 {due['day']} 日"
    start = "每期第一天" if due["rule"] == "period_start" else "每期最后一天"
    return f"{start}起第 {due['offset']} 天" if due["offset"] else start


def _fees(lines: list[Said]) -> Grid:
    """The fees as the first annex of a contract has them."""
    terms = [
        {
            "item": _name(line),
            "note": "每平方米" if line.get("per_m2") else "",
            "per": line["per"],
            "amount": line["amount"],
            "first": line.get("first"),
            "last": line.get("last"),
        }
        for line in lines
    ]
    return fees({"terms": terms}, title="")


def _name(item: Said | str) -> str:
    """A fee by its name; by its code where an older letter kept no name."""
    if isinstance(item, str):
        return item
    return str(item.get("name") or item["item"])


def _deposit(said: Said) -> str:
    carried = said["deposit_carried"]
    return f"{price(said['deposit'])}（其中 {price(carried)} 由原合同转来）"


def _moment(text: str) -> str:
    """2026-03-01T10:00:00+00:00 as 2026年3月1日 18:00, by the clock on the wall."""
    local = datetime.fromisoformat(text).astimezone(SHANGHAI)
    return f"{day(local.date().isoformat())} {local:%H:%M}"
