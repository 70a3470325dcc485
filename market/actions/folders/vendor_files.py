"""One vendor's file in a folder: who, with which papers, people and scales, and what was found."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from market.actions.folders import said
from market.core.wording import masked
from market.queries.dossiers import Contents, Filed


class VendorFiles:
    """What every vendor's file says, asked once for all of them."""

    def __init__(self, contents: Contents, filed: Sequence[Filed]) -> None:
        ids = [each.vendor.pk for each in filed]
        self.contents = contents
        self.permits = _by_vendor(contents.permits(ids))
        self.workers = _by_vendor(contents.workers(ids))
        self.inspections = _by_vendor(contents.inspections(ids))
        self.findings = _by_vendor(contents.findings(ids))
        self.scales = _by_vendor(contents.scales(ids))
        self.tests = _by_vendor(contents.quick_tests(ids))
        self.penalties = _by_vendor(contents.penalties(ids))

    def said_of(self, filed: Filed, number: str, foot: str) -> dict[str, Any]:
        """The contents of documents.prints.folders.vendor_file."""
        vendor = filed.vendor
        facts = [
            ("商户", vendor.name),
            ("摊位", said.listed(filed.pitches) or "—"),
            ("类型", said.VENDOR_KINDS.get(vendor.kind, vendor.kind)),
            ("联系人", masked(vendor.contact) if vendor.contact else "—"),
            ("行当", vendor.trade or "—"),
            ("经营品种", said.listed(vendor.goods) or "—"),
            ("信用代码", vendor.uscc or "—"),
            ("入场", said.day(vendor.since.date())),
        ]
        if vendor.barred_until:
            facts.append(("禁入至", f"{said.day(vendor.barred_until)} {vendor.barred_reason}"))
        return {
            "number": number,
            "market": self.contents.dossier.market.name,
            "foot": foot,
            "facts": facts,
            "grids": [grid(self, vendor.pk) for grid in _GRIDS],
        }

    def amiss(self, vendor: int) -> list[str]:
        """What an inspector will ask about, in a few words."""
        on = self.contents.on
        lapsed = sum(
            said.condition(one.state, one.expires_on, on=on) == "已过期"
            for one in self.permits[vendor]
        )
        late = sum(one.closed_at is None and one.due_on < on for one in self.findings[vendor])
        scales = sum(one.until is None or one.until < on for one in self.scales[vendor])
        failed = sum(one.verdict == "failed" for one in self.tests[vendor])
        found = ((lapsed, "证件过期"), (late, "整改逾期"), (scales, "秤未检"), (failed, "快检阳性"))
        return [f"{words} {count}" for count, words in found if count]

    def grade(self, vendor: int) -> str:
        visits = self.inspections[vendor]
        return visits[-1].grade if visits else "—"


def _by_vendor(rows: Any) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.vendor_id].append(row)
    return found


Told = tuple[str, list[str], list[list[str]], list[int]]


def _permits(files: VendorFiles, vendor: int) -> Told:
    on = files.contents.on
    rows = [
        [
            one.type.name,
            masked(one.worker.name) if one.worker else "—",
            one.number or "—",
            said.day(one.expires_on) or "长期",
            said.condition(one.state, one.expires_on, on=on),
        ]
        for one in files.permits[vendor]
    ]
    return "证件", ["证件", "持证人", "编号", "有效期至", "状态"], rows, [28, 12, 28, 16, 16]


def _workers(files: VendorFiles, vendor: int) -> Told:
    certified = {one.worker_id for one in files.permits[vendor] if one.worker_id}
    rows = [
        [masked(one.name), said.day(one.since), "有" if one.pk in certified else "未见"]
        for one in files.workers[vendor]
    ]
    return "从业人员", ["姓名", "到岗", "健康证"], rows, [40, 30, 30]


def _inspections(files: VendorFiles, vendor: int) -> Told:
    rows = [
        [said.moment(one.inspected_at), str(one.points), one.grade, one.by_name]
        for one in files.inspections[vendor]
    ]
    return "巡检", ["时间", "得分", "评级", "检查人"], rows, [34, 16, 16, 34]


def _findings(files: VendorFiles, vendor: int) -> Told:
    rows = [
        [
            one.item.name,
            one.note or "—",
            said.day(one.due_on),
            said.FINDINGS[one.state],
            one.answer or "—",
        ]
        for one in files.findings[vendor]
    ]
    return "问题与整改", ["检查项", "问题", "期限", "状态", "整改说明"], rows, [26, 24, 14, 14, 22]


def _scales(files: VendorFiles, vendor: int) -> Told:
    rows = [
        [one.number, one.make or "—", said.day(one.until) or "未检", said.SCALES[one.state]]
        for one in files.scales[vendor]
    ]
    return "衡器", ["编号", "型号", "检定有效期至", "状态"], rows, [30, 30, 22, 18]


def _tests(files: VendorFiles, vendor: int) -> Told:
    rows = [
        [said.day(one.day), one.sample, said.VERDICTS[one.verdict], one.disposal or "—"]
        for one in files.tests[vendor]
    ]
    return "农残快检", ["日期", "样品", "结论", "处置"], rows, [20, 26, 14, 40]


def _penalties(files: VendorFiles, vendor: int) -> Told:
    rows = [
        [said.day(one.penalised_on), one.authority, one.deed, said.PENALTIES[one.state]]
        for one in files.penalties[vendor]
    ]
    return "处罚", ["日期", "机关", "事由", "状态"], rows, [16, 28, 42, 14]


_GRIDS = (_permits, _workers, _inspections, _findings, _scales, _tests, _penalties)
