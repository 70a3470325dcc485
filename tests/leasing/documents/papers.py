"""Frozen contents of leasing's papers: a lease of twelve fees, with every clause there is."""

from datetime import date
from typing import Any

from leasing.core.clauses import clauses_of
from leasing.core.lease_facts import FreeDays, LeaseFacts, Share
from leasing.documents import plans
from tests.market.documents.papers import FEES

EVERYTHING = LeaseFacts(
    market="汇泉农贸市场",
    vendor="蔄山镇鸿堃水产店",
    pitches=("A-12", "C-03"),
    first=date(2026, 4, 1),
    last=date(2027, 3, 31),
    goods=("水产", "熟食"),
    food=True,
    gas=True,
    temporary_until=date(2027, 12, 31),
    deposit="3400.00",
    free=(FreeDays(date(2026, 4, 1), date(2026, 4, 30)),),
    steps=("自2026年10月1日起每月1,785.00元",),
    heating=True,
    shares=(Share("王小蔄", "60%"), Share("于𠮷", "40%")),
    night=True,
    weekdays="每周三、四、五、六、日",
    hours="17:00至次日01:00",
)
ORDINARY = LeaseFacts(
    market="汇泉农贸市场",
    vendor="蔄记百货",
    pitches=("A-12",),
    first=date(2026, 4, 1),
    last=date(2027, 3, 31),
    deposit="1700.00",
)


def contract(facts: LeaseFacts = EVERYTHING) -> dict[str, Any]:
    clauses = [
        {"number": one.number, "heading": one.heading, "text": one.text, "heavy": one.heavy}
        for one in clauses_of(facts)
    ]
    terms = [
        {"item": item, "amount": amount, "per": "month", "first": None, "last": None}
        for item, amount in FEES
    ]
    bills = [
        {
            "first": f"2026-{month:02}-01",
            "last": f"2026-{month:02}-28",
            "due": f"2026-{month:02}-10",
            "lines": [{"item": item, "amount": amount} for item, amount in FEES],
            "amount": "3250.65",
        }
        for month in range(4, 13)
    ]
    return {
        "reference": "L-7K2M9Q",
        "market": facts.market,
        "vendor": facts.vendor,
        "contact": "王小蔄",
        "pitches": [
            {"code": code, "zone": "农贸大厅", "area_m2": "12.50"} for code in facts.pitches
        ],
        "first": "2026-04-01",
        "last": "2027-03-31",
        "goods": list(facts.goods),
        "terms": terms,
        "deposit": facts.deposit,
        "clauses": clauses,
        "plan": bills,
        "total": "29255.85",
    }


SIGNATURE: dict[str, Any] = {
    "number": "L-7K2M9Q-31",
    "market": "汇泉农贸市场",
    "vendor": "蔄山镇鸿堃水产店",
    "lease": "L-7K2M9Q",
    "method": "code",
    "phone": "138****0077",
    "at": "2026-03-20T19:42:07+08:00",
    "ip": "203.0.113.7",
    "user_agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15",
    "ticked": ["第六条", "第九条", "第十二条"],
    "sha256": "ab12cd34" * 8,
    "pdf_sha256": "cd34ab12" * 8,
    "reference": "",
}

ABOUT: dict[str, Any] = {
    "number": "L-7K2M9Q/amendment/1",
    "market": "汇泉农贸市场",
    "vendor": "蔄山镇鸿堃水产店",
    "contact": "王小蔄",
    "lease": "L-7K2M9Q",
    "pitches": ["A-12", "C-03"],
    "made_on": "2026-09-20",
    "reason": "蔄山大集期间摊位扩大，双方商定",
}
AMENDMENT: dict[str, Any] = {
    **ABOUT,
    "from_day": "2026-10-01",
    "lines": [
        {
            "item": f"fee-{place}",
            "name": item,
            "amount": amount,
            "per": "month",
            "per_m2": place == 0,
            "first": "2026-10-01",
            "last": "2027-03-31",
        }
        for place, (item, amount) in enumerate(FEES)
    ],
    "dropped": [{"item": "advertising", "name": "广告位费"}],
    "due": {"rule": "day_of_month", "day": 10, "offset": 0},
    "ends": {"last": "2027-06-30"},
    "concessions": [
        {
            "item": "",
            "name": "",
            "percent": "50",
            "first": "2026-10-01",
            "last": "2026-10-31",
            "clawback": True,
        }
    ],
}
RENEWAL: dict[str, Any] = {
    **ABOUT,
    "until": "2026-10-15T10:00:00+00:00",
    "renewed": "L-8M3N4P",
    "first": "2027-04-01",
    "last": "2028-03-31",
    "lines": [
        {"item": f"fee-{place}", "name": item, "amount": amount, "per": "month"}
        for place, (item, amount) in enumerate(FEES)
    ],
    "deposit": "3400.00",
    "deposit_carried": "1700.00",
}
TRANSFER: dict[str, Any] = {
    **ABOUT,
    "before": "蔄山镇鸿堃水产店",
    "after": "于𠮷熟食",
    "from_day": "2026-10-01",
    "deposit_moves": True,
}
RELOCATION: dict[str, Any] = {
    **ABOUT,
    "before": "A-12",
    "after": "A-15",
    "from_day": "2026-10-01",
    "agreed": True,
}
SUBLET: dict[str, Any] = {
    **ABOUT,
    "about": "sublet",
    "learned_on": "2026-09-18",
    "evidence": "连续三天由他人经营，收款码为他人所有",
}
STAYING: dict[str, Any] = {
    **ABOUT,
    "about": "staying",
    "ended_on": "2026-08-31",
    "leave_by": "2026-10-05",
}
TERMINATION: dict[str, Any] = {
    **ABOUT,
    "address": "",
    "phone": "",
    "demand": "C-2026-0012",
    "cure_by": "2026-09-10",
    "owed": "5400.00",
    "in_words": "伍仟肆佰元整",
    "ends_on": "2026-10-05",
    "legal": "民法典 722、565",
}

LEASING: dict[str, dict[str, Any]] = {
    "amendment": AMENDMENT,
    "renewal": RENEWAL,
    "transfer": TRANSFER,
    "relocation": RELOCATION,
    "objection": STAYING,
    "termination": TERMINATION,
    "signature": SIGNATURE,
    "contract": contract(),
    "plan": plans.contents(contract()),
}
