"""The Chinese words of a folder: it is read by an inspector, whoever asked for it."""

from collections.abc import Iterable
from datetime import date, datetime

from market.core import conditions
from market.core.hours import SHANGHAI
from market.core.inspecting.bars import TradeClass
from market.core.inspecting.measures import Verdict
from market.core.inspecting.states import ComplaintState, FindingState, PenaltyState, ScaleState

CONDITIONS = {
    "valid": "有效",
    "expiring": "30 天内到期",
    "lapsed": "已过期",
    "submitted": "已提交，待核",
    "revoked": "已吊销",
}
FINDINGS: dict[str, str] = {
    FindingState.OPEN: "待整改",
    FindingState.RECTIFIED: "已整改，待复查",
    FindingState.CLEARED: "复查合格",
    FindingState.WITHDRAWN: "撤回",
}
SCALES: dict[str, str] = {
    ScaleState.IN_USE: "在用",
    ScaleState.STOPPED: "停用",
    ScaleState.RETIRED: "报废",
}
VERDICTS: dict[str, str] = {Verdict.PASSED: "合格", Verdict.FAILED: "阳性", Verdict.VOID: "无效"}
CLASSES: dict[str, str] = {
    TradeClass.SMALL_CATERING: "小餐饮",
    TradeClass.STALL: "食品摊点",
    TradeClass.OTHER: "其他",
}
PENALTIES: dict[str, str] = {PenaltyState.STANDING: "有效", PenaltyState.WITHDRAWN: "已撤销"}
COMPLAINTS: dict[str, str] = {
    ComplaintState.RECEIVED: "待处理",
    ComplaintState.TAKEN: "处理中",
    ComplaintState.SETTLED: "已办结",
    ComplaintState.DISMISSED: "不成立",
}
COMPLAINT_KINDS = {
    "weight": "缺斤短两",
    "price": "价格",
    "quality": "质量",
    "hygiene": "卫生",
    "service": "服务",
    "other": "其他",
}
VENDOR_KINDS = {
    "person": "个人",
    "household": "个体工商户",
    "company": "企业",
    "cooperative": "合作社",
}


def day(on: date | None) -> str:
    return on.isoformat() if on else ""


def moment(at: datetime | None) -> str:
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M") if at else ""


def condition(state: str, expires_on: date | None, *, on: date) -> str:
    """How a paper stands on a day, in words."""
    code = conditions.of_permit(state, expires_on, on=on)
    return CONDITIONS.get(code, code)


def listed(things: Iterable[str]) -> str:
    return "、".join(things)
