"""The tables of a folder, each a CSV that a spreadsheet opens and runs nothing in."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from market.actions.folders import said
from market.queries.dossiers import Contents, Filed


@dataclass(frozen=True)
class Tabled:
    """A table: its name, heads, rows, and which of them want attention."""

    name: str
    heads: tuple[str, ...]
    rows: list[list[Any]]
    amiss: int


def tables(contents: Contents, filed: Sequence[Filed]) -> Iterator[Tabled]:
    """Every table, one query each; the rows are as many as there are."""
    ids = [each.vendor.pk for each in filed]
    yield _vendors(filed)
    for make in _TABLES:
        yield make(contents, ids)


def _vendors(filed: Sequence[Filed]) -> Tabled:
    rows = [
        [
            said.listed(each.pitches),
            each.vendor.name,
            said.VENDOR_KINDS.get(each.vendor.kind, each.vendor.kind),
            each.vendor.trade,
            said.listed(each.vendor.goods),
            each.vendor.uscc,
            each.vendor.barred_until,
        ]
        for each in filed
    ]
    heads = ("摊位", "商户", "类型", "行当", "经营品种", "统一社会信用代码", "禁入至")
    return Tabled("商户", heads, rows, sum(1 for row in rows if row[-1]))


def _permits(contents: Contents, ids: list[int]) -> Tabled:
    rows: list[list[Any]] = []
    amiss = 0
    for permit in contents.permits(ids):
        word = said.condition(permit.state, permit.expires_on, on=contents.on)
        amiss += word in ("已过期", "已吊销")
        rows.append(
            [
                *(permit.vendor.name, permit.type.name, permit.worker and permit.worker.name),
                *(permit.pitch and permit.pitch.code, permit.number),
                *(permit.issued_on, permit.expires_on, word),
            ]
        )
    heads = ("商户", "证件", "持证人", "摊位", "编号", "发证日期", "有效期至", "状态")
    return Tabled("证件", heads, rows, amiss)


def _inspections(contents: Contents, ids: list[int]) -> Tabled:
    rows = [
        [
            *(said.moment(visit.inspected_at), visit.vendor.name),
            *(visit.pitch and visit.pitch.code, visit.points, visit.grade),
            *(visit.by_name, visit.note),
        ]
        for visit in contents.inspections(ids)
    ]
    heads = ("时间", "商户", "摊位", "得分", "评级", "检查人", "备注")
    return Tabled("巡检", heads, rows, sum(1 for row in rows if row[4] in ("C", "D")))


def _findings(contents: Contents, ids: list[int]) -> Tabled:
    rows: list[list[Any]] = []
    amiss = 0
    for finding in contents.findings(ids):
        amiss += finding.closed_at is None and finding.due_on < contents.on
        rows.append(
            [
                *(finding.inspection.inspected_at, finding.vendor.name, finding.item.name),
                *(finding.note, finding.points, finding.due_on, said.FINDINGS[finding.state]),
                *(finding.answer, finding.closed_at, finding.looked_again),
            ]
        )
    heads = (
        *("发现时间", "商户", "检查项", "问题", "扣分", "整改期限", "状态"),
        *("整改说明", "销号时间", "复查次数"),
    )
    return Tabled("问题与整改", heads, rows, amiss)


def _scales(contents: Contents, ids: list[int]) -> Tabled:
    rows: list[list[Any]] = []
    amiss = 0
    for scale in contents.scales(ids):
        until, verified = getattr(scale, "until", None), getattr(scale, "verified", None)
        valid = until is not None and until >= contents.on
        amiss += not valid and scale.state == "in_use"
        rows.append(
            [
                *(scale.number, scale.make, scale.vendor.name if scale.vendor else "市场"),
                *(scale.pitch and scale.pitch.code, "是" if scale.fair else ""),
                *(verified, until, "有效" if valid else "过期或未检"),
                said.SCALES[scale.state],
            ]
        )
    heads = (
        *("编号", "型号", "使用人", "摊位", "公平秤", "检定日期", "有效期至"),
        *("检定状态", "使用状态"),
    )
    return Tabled("衡器台账", heads, rows, amiss)


def _logs(contents: Contents, ids: list[int]) -> Tabled:
    rows = [
        [
            *(log.day, log.scale.number, "自校" if log.kind == "daily" else "复秤"),
            *(log.load_g, log.shown_g, log.allowed_g, "合格" if log.passed else "不合格"),
            *(log.vendor and log.vendor.name, log.by_name, log.note),
        ]
        for log in contents.scale_logs(ids)
    ]
    heads = (
        *("日期", "公平秤", "类别", "标准或标示（克）", "示值（克）", "允差（克）"),
        *("结论", "涉及商户", "记录人", "备注"),
    )
    return Tabled("公平秤记录", heads, rows, sum(1 for row in rows if row[6] == "不合格"))


def _tests(contents: Contents, ids: list[int]) -> Tabled:
    rows = [
        [
            *(test.day, test.vendor.name, test.pitch and test.pitch.code, test.sample),
            *(test.origin, test.inhibition, said.VERDICTS[test.verdict], test.disposal),
            test.by_name,
        ]
        for test in contents.quick_tests(ids)
    ]
    heads = ("日期", "商户", "摊位", "样品", "产地", "抑制率（%）", "结论", "处置", "检测人")
    return Tabled("农残快检", heads, rows, sum(1 for row in rows if row[6] == "阳性"))


def _penalties(contents: Contents, ids: list[int]) -> Tabled:
    rows = [
        [
            *(one.penalised_on, one.vendor.name, said.CLASSES[one.trade_class], one.authority),
            *(one.reference, one.deed, said.PENALTIES[one.state]),
        ]
        for one in contents.penalties(ids)
    ]
    heads = ("日期", "商户", "业态", "机关", "文书号", "事由", "状态")
    return Tabled("处罚", heads, rows, sum(1 for row in rows if row[6] == "有效"))


def _complaints(contents: Contents, ids: list[int]) -> Tabled:
    rows = [
        [
            *(one.reference, one.received_at, one.vendor and one.vendor.name),
            *(one.pitch and one.pitch.code, said.COMPLAINT_KINDS[one.kind], one.text),
            *(said.COMPLAINTS[one.state], one.answer, one.due_on),
        ]
        for one in contents.complaints(ids)
    ]
    heads = ("编号", "时间", "商户", "摊位", "类别", "内容", "状态", "处理结果", "期限")
    return Tabled("投诉", heads, rows, sum(1 for row in rows if row[6] in ("待处理", "处理中")))


_TABLES: tuple[Callable[[Contents, list[int]], Tabled], ...] = (
    _permits,
    _inspections,
    _findings,
    _scales,
    _logs,
    _tests,
    _penalties,
    _complaints,
)
