"""Frozen contents of one paper of each kind, with 蔄 in them."""

from typing import Any

RECEIPT: dict[str, Any] = {
    "number": "2026-000123",
    "market": "汇泉农贸市场",
    "vendor": "蔄记鲜肉",
    "payer": "王小蔄",
    "received_on": "2026-04-03",
    "method": "wechat",
    "reference": "wechat/huiquan/77",
    "amount": "2130.50",
    "in_words": "贰仟壹佰叁拾元伍角整",
    "lines": [
        {
            "item": "摊位租金",
            "item_en": "Rent",
            "first": "2026-04-01",
            "last": "2026-04-30",
            "amount": "1700.00",
        },
        {
            "item": "卫生费",
            "item_en": "Sanitation",
            "first": "2026-04-01",
            "last": "2026-04-30",
            "amount": "80.50",
        },
        {"item": "水费", "item_en": "Water", "first": None, "last": None, "amount": "50.00"},
    ],
    "credit": "300.00",
    "cashier": "堃姐",
}

FEES = (
    ("摊位租金", "1700.00"),
    ("管理费", "120.00"),
    ("卫生费", "80.50"),
    ("水费（水表 W-0412，12 吨）", "49.20"),
    ("电费（电表 E-0412，318 度）", "222.60"),
    ("公摊电费", "18.35"),
    ("取暖费", "310.00"),
    ("冷库使用费（蔄山冷库 3 号）", "450.00"),
    ("垃圾清运费", "60.00"),
    ("消防器材年检", "25.00"),
    ("公平秤检定", "15.00"),
    ("广告位（蔄意小屋东侧）", "200.00"),
)

BILL: dict[str, Any] = {
    "number": "B-2026-04-01-17",
    "market": "汇泉农贸市场",
    "vendor": "蔄山镇鸿堃水产店（王小蔄）",
    "pitches": ["A-12", "A-13"],
    "made_on": "2026-03-25",
    "due_on": "2026-04-01",
    "rows": [
        {
            "item": item,
            "first": "2026-04-01",
            "last": "2026-04-30",
            "due_on": "2026-04-01",
            "amount": amount,
            "open": amount,
        }
        for item, amount in FEES
    ],
    "total": "3250.65",
    "in_words": "叁仟贰佰伍拾元零陆角伍分",
    "account_hint": "可到市场办公室以现金、刷卡或扫码付款；转账请注明摊位号。",
}

STATEMENT: dict[str, Any] = {
    "number": "S-17-20260101-20260331",
    "market": "汇泉农贸市场",
    "vendor": "蔄记鲜肉",
    "first": "2026-01-01",
    "last": "2026-03-31",
    "opening": "-200.00",
    "rows": [
        {
            "on": "2026-01-01",
            "what": "摊位租金 2026-01-01 至 2026-01-31",
            "charged": "1700.00",
            "paid": "",
            "balance": "1500.00",
        },
        {
            "on": "2026-01-05",
            "what": "收款：微信",
            "charged": "",
            "paid": "1500.00",
            "balance": "0.00",
        },
        {
            "on": "2026-02-01",
            "what": "摊位租金 2026-02-01 至 2026-02-28",
            "charged": "1700.00",
            "paid": "",
            "balance": "1700.00",
        },
    ],
    "charged": "3400.00",
    "paid": "1500.00",
    "closing": "1700.00",
}

DEMAND: dict[str, Any] = {
    "number": "D-2026-0009",
    "market": "汇泉农贸市场",
    "vendor": "蔄记鲜肉",
    "lease": "L-7K2M9Q",
    "pitches": ["A-12"],
    "made_on": "2026-05-06",
    "cure_by": "2026-05-21",
    "rows": [
        {
            "item": "摊位租金",
            "first": "2026-03-01",
            "last": "2026-03-31",
            "due_on": "2026-03-01",
            "amount": "1700.00",
            "open": "700.00",
        },
        {
            "item": "摊位租金",
            "first": "2026-04-01",
            "last": "2026-04-30",
            "due_on": "2026-04-01",
            "amount": "1700.00",
            "open": "1700.00",
        },
    ],
    "late_fee": "38.40",
    "total": "2438.40",
    "in_words": "贰仟肆佰叁拾捌元肆角整",
    "account_hint": "请到市场办公室付款，或转账至市场公示的对公账户，附言写明摊位号。",
    "legal": "期限届满仍未付清的，市场可以依照《中华人民共和国民法典》第七百二十二条解除租赁合同，"
    "合同自期限届满的次日解除。",
}

SETTLEMENT: dict[str, Any] = {
    "number": "J-2026-0003",
    "market": "汇泉农贸市场",
    "vendor": "蔄记鲜肉",
    "lease": "L-7K2M9Q",
    "pitches": ["A-12"],
    "ended_on": "2026-05-31",
    "return_by": "2026-07-10",
    "deposit": "3000.00",
    "claims": [
        {"what": "未付租金", "amount": "700.00", "applied": "700.00", "note": "2026年3月"},
        {
            "what": "恢复原状",
            "amount": "450.00",
            "applied": "450.00",
            "note": "水槽破损，双方现场确认",
        },
    ],
    "applied": "1150.00",
    "returned": "1850.00",
    "still_owed": "0.00",
    "in_words": "壹仟捌佰伍拾元整",
}

REFUND: dict[str, Any] = {
    "number": "T-2026-0002",
    "market": "汇泉农贸市场",
    "vendor": "蔄记鲜肉",
    "amount": "1850.00",
    "in_words": "壹仟捌佰伍拾元整",
    "method": "bank",
    "reason": "押金退还，结算单 J-2026-0003",
    "requested_by": "小陈",
    "approved_by": "老周",
    "paid_on": "2026-06-12",
}

CLOSING: dict[str, Any] = {
    "number": "R-2026-04-03-2",
    "market": "汇泉农贸市场",
    "day": "2026-04-03",
    "cashier": "堃姐",
    "rows": [
        {
            "method": "cash",
            "count": 12,
            "amount": "5230.00",
            "reversed": "100.00",
            "net": "5130.00",
        },
        {
            "method": "wechat",
            "count": 31,
            "amount": "28110.50",
            "reversed": "0.00",
            "net": "28110.50",
        },
    ],
    "counted_cash": "5125.00",
    "difference": "-5.00",
    "total": "33240.50",
    "in_words": "叁万叁仟贰佰肆拾元伍角整",
}

MATERIALS: dict[str, Any] = {
    "number": "B-7TQZ-ZUW7",
    "reference": "B-7TQZ-ZUW7",
    "market": "汇泉农贸市场",
    "vendor": "蔄记鲜肉",
    "worker": "王小蔄",
    "paper": "从业人员健康证明",
    "authority": "医疗卫生机构",
    "renews": True,
    "opens_on": "2026-03-01",
    "closes_on": "2026-04-10",
    "provisional": True,
    "materials": [
        {"name": "本人身份证", "got_on": "2026-03-02"},
        {"name": "一寸照片", "got_on": None},
    ],
    "corrections": "照片要白底",
    "note": "",
}

EVIDENCE: dict[str, Any] = {
    "number": "N251",
    "market": "汇泉农贸市场",
    "to": "蔄记鲜肉",
    "vendor": "蔄记鲜肉",
    "phone": "138****0077",
    "occasion": "demand_issued",
    "subject": "demand:1",
    "channel": "inbox",
    "mark": "51dce973-818e-4cbc-949f-7ee81b7d4e9b",
    "provider_id": "",
    "title": "缴费通知：请在4月10日（周五）前缴3250.65 元",
    "body": "还有3250.65 元没缴，请在4月10日（周五）前缴清。",
    "planned_at": "2026-03-23T01:00:00+00:00",
    "sent_at": "2026-03-23T01:00:05+00:00",
    "delivered_at": "",
    "read_at": "",
    "confirmed_at": "",
    "trail": [],
}

GROUND: dict[str, dict[str, Any]] = {
    "materials": MATERIALS,
    "evidence": EVIDENCE,
    "bill": BILL,
    "receipt": RECEIPT,
    "statement": STATEMENT,
    "demand": DEMAND,
    "settlement": SETTLEMENT,
    "refund": REFUND,
    "closing": CLOSING,
}
