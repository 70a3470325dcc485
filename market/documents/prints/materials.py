"""材料清单 on paper: a list to be ticked off at the counter, with the window and the authority."""

from typing import Any

from market.core.paper_words import day
from market.core.prints import Block, Facts, Grid, Print, Signatures, Words

TITLE = "证件代办材料清单"


def printed(contents: dict[str, Any]) -> Print:
    """The list as a paper. contents: see documents.materials.contents."""
    return Print(
        TITLE,
        tuple(_blocks(contents)),
        number=contents["reference"],
        place=contents["market"],
    )


def _blocks(said: dict[str, Any]) -> list[Block]:
    rows = [("商户", said["vendor"]), ("证件", said["paper"])]
    if said["worker"]:
        rows.append(("持证人", said["worker"]))
    rows += [
        ("事项", "换证（延续）" if said["renews"] else "新办"),
        ("发证机关", said["authority"]),
    ]
    if said["closes_on"]:
        provisional = "（暂定，以公布的节假日安排为准）" if said["provisional"] else ""
        rows.append(("申请时间", f"{day(said['opens_on'])}至{day(said['closes_on'])}{provisional}"))
    blocks: list[Block] = [
        Facts(tuple(rows)),
        Grid(
            ("序号", "材料", "收到日期", "核对"),
            tuple(
                (str(place), row["name"], row["got_on"] or "", "√" if row["got_on"] else "□")
                for place, row in enumerate(said["materials"], 1)
            ),
            align=("centre", "left", "left", "centre"),
            widths=(10, 58, 20, 12),
            title="请带齐以下材料",
        ),
    ]
    if said["corrections"]:
        blocks.append(Words(f"补正要求：{said['corrections']}", strong=True))
    if said["note"]:
        blocks.append(Words(said["note"]))
    blocks += [
        Words("身份证、健康证只用于办证，复印件请注明用途；市场按规定保管，用完按期销毁。"),
        Signatures((("市场经办人", ""), ("商户", ""))),
    ]
    return blocks
