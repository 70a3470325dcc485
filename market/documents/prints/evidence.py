"""The sheet of evidence of one message, laid out."""

from datetime import datetime
from typing import Any

from market.core import wording
from market.core.channel_words import CHANNEL_ZH, DONE_ZH, OCCASION_ZH
from market.core.prints import Block, Facts, Grid, Print, Signatures, Words

TITLE = "送达记录"
NOTE = (
    "本件由系统按发送时的记录生成，内容生成后不再改动；页脚为全文的 SHA-256 摘要，可据以核对。"
    "服务商编号可向服务商核实。"
)


def printed(contents: dict[str, Any]) -> Print:
    """contents: as market.documents.evidence.contents makes them."""
    said = contents
    blocks: list[Block] = [
        Facts(
            (
                ("收件人", said["to"]),
                ("手机号", said["phone"] or "—"),
                ("事由", OCCASION_ZH.get(said["occasion"], said["occasion"])),
                ("发送方式", CHANNEL_ZH.get(said["channel"], said["channel"])),
                ("消息编号", said["mark"]),
                ("服务商编号", said["provider_id"] or "—"),
                ("发出", _at(said["sent_at"])),
                ("服务商确认送达", _at(said["delivered_at"])),
                ("已读", _at(said["read_at"])),
                ("本人点“收到”", _at(said["confirmed_at"])),
            )
        ),
        Words(said["title"], strong=True),
        Words(said["body"]),
        Grid(
            ("时间", "方式", "结果", "说明"),
            tuple(
                (
                    _at(line.get("at", "")),
                    CHANNEL_ZH.get(line.get("channel", ""), line.get("channel", "—")),
                    DONE_ZH.get(line.get("done", ""), line.get("done", "")),
                    line.get("id") or line.get("why", ""),
                )
                for line in said["trail"]
            ),
            widths=(26, 14, 16, 44),
            title="经过",
        ),
        Words(NOTE),
        Signatures((("出件方（市场）", ""), ("经办人", ""))),
    ]
    return Print(TITLE, tuple(blocks), number=said["number"], place=said["market"])


def _at(text: str) -> str:
    return wording.moment(datetime.fromisoformat(text), "zh-hans") if text else "—"
