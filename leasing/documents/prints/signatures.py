"""签署记录 as a paper."""

from typing import Any

from market.core.prints import Facts, Print, Words

TITLE = "电子签署记录"
METHODS = {"code": "手机验证码", "scan": "手写签字（扫描件）", "provider": "第三方电子签名"}


def printed(contents: dict[str, Any]) -> Print:
    """How a contract was signed. contents: see leasing.documents.signatures.contents."""
    rows = [
        ("合同编号", contents["lease"]),
        ("签署人", contents["vendor"]),
        ("签署方式", METHODS[contents["method"]]),
        ("签署时间", contents["at"].replace("T", " ")),
        ("验证手机", contents["phone"]),
        ("网络地址", contents["ip"] or ""),
        ("设备", contents["user_agent"]),
        ("服务商编号", contents["reference"]),
        ("勾选条款", "、".join(contents["ticked"])),
        ("合同内容摘要", contents["sha256"]),
        ("合同文件摘要", contents["pdf_sha256"]),
    ]
    title = "签署记录" if contents["method"] == "scan" else TITLE
    return Print(
        title,
        (
            Facts(tuple((name, said) for name, said in rows if said)),
            Words(
                "摘要为 SHA-256。合同文件任何改动都会使摘要改变；与本记录摘要一致的文件，即为签署人同意的文件。"
            ),
        ),
        number=contents["number"],
        place=contents["market"],
    )
