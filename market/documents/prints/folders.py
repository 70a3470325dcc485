"""迎检包: the index of a folder, and one vendor's file. Papers for an inspector speak Chinese."""

from typing import Any

from market.core.prints import Facts, Grid, Print, Words

INDEX_TITLE = "迎检资料目录"
FILE_TITLE = "商户档案"


def index(said: dict[str, Any]) -> Print:
    """What a folder holds: the figures first, then every vendor with its light, then every table."""
    return Print(
        INDEX_TITLE,
        (
            Facts(tuple((name, text) for name, text in said["facts"])),
            Words(said["words"]),
            Grid(
                ("内容", "条数", "其中需关注", "文件"),
                tuple(tuple(row) for row in said["tables"]),
                align=("left", "right", "right", "left"),
                widths=(28, 12, 16, 44),
                title="一、汇总表",
            ),
            Grid(
                ("序号", "摊位", "商户", "证件", "需关注", "评级"),
                tuple(tuple(row) for row in said["vendors"]),
                align=("right", "left", "left", "right", "left", "centre"),
                widths=(8, 16, 30, 10, 26, 10),
                title="二、商户档案",
            ),
        ),
        number=said["number"],
        place=said["market"],
        foot=said["foot"],
    )


def vendor_file(said: dict[str, Any]) -> Print:
    """One vendor: who it is, its papers, its people, what was found, its scales."""
    blocks: list[Any] = [Facts(tuple((name, text) for name, text in said["facts"]))]
    for title, head, rows, widths in said["grids"]:
        if rows:
            blocks.append(
                Grid(
                    tuple(head),
                    tuple(tuple(row) for row in rows),
                    widths=tuple(widths),
                    title=title,
                )
            )
        else:
            blocks.append(Words(f"{title}：无。"))
    return Print(
        FILE_TITLE,
        tuple(blocks),
        number=said["number"],
        place=said["market"],
        foot=said["foot"],
    )
