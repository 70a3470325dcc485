"""解除合同通知书: the lease ends on a day because what was demanded was not paid."""

from typing import Any

from market.core.paper_words import day
from market.core.prints import Amount, Block, Facts, Print, Signatures, Words

TITLE = "解除合同通知书"


def printed(contents: dict[str, Any]) -> Print:
    """The notice as a paper. contents: see leasing.documents.demands.freeze_notice.

    Source: 民法典 第五百六十五条, 第七百二十二条.
    """
    return Print(
        TITLE, tuple(_blocks(contents)), number=contents["number"], place=contents["market"]
    )


def _blocks(said: dict[str, Any]) -> list[Block]:
    facts = [
        ("致", "　".join(part for part in (said["vendor"], said["contact"]) if part)),
        ("合同编号", said["lease"]),
        ("摊位", "、".join(said["pitches"])),
        ("发函日期", day(said["made_on"])),
    ]
    ends = day(said["ends_on"])
    blocks: list[Block] = [Facts(tuple(facts))]
    if said["demand"]:
        facts.insert(3, ("催缴函", said["demand"]))
        blocks = [
            Facts(tuple(facts)),
            Words(f"催缴函要求在 {day(said['cure_by'])} 前付清的款项，期满仍未付清。"),
        ]
    blocks += [
        Words(f"市场依法解除上述合同，合同在 {ends}（含当日）终止。", strong=True),
        Amount("截至发函日尚欠", said["owed"], said["in_words"]),
        Words("依据：《民法典》第七百二十二条、第五百六十五条。"),
        Words(
            f"请在 {ends} 前腾清并交还摊位。押金按合同抵扣后，余款退还。"
            "对解除有异议的，可以请求人民法院或者仲裁机构确认。"
        ),
        Signatures((("出函方（市场）", ""), ("签收人", ""))),
    ]
    return blocks
