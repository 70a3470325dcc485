"""How days, spans and amounts of frozen contents are written on paper."""

from datetime import date

# how often a fee falls due
PER = {
    "day": "每日",
    "week": "每周",
    "month": "每月",
    "quarter": "每季",
    "year": "每年",
    "once": "一次性",
}
METHODS = {
    "cash": "现金",
    "wechat": "微信",
    "alipay": "支付宝",
    "bank": "银行转账",
    "card": "刷卡",
    "deposit": "押金抵付",
    "other": "其他",
}


def day(text: str | None) -> str:
    """2026-03-01 as 2026年3月1日; a blank where there is no day."""
    if not text:
        return ""
    read = date.fromisoformat(text[:10])
    return f"{read.year}年{read.month}月{read.day}日"


def span(first: str | None, last: str | None) -> str:
    """Both days included: 2026-03-01 至 2026-03-31. Empty without a first day."""
    if not first:
        return ""
    return f"{first} 至 {last}" if last else f"{first} 起"


def money(yuan: str) -> str:
    """1733.33 as 1,733.33. A column of figures carries its unit in the head."""
    sign, digits = ("-", yuan[1:]) if yuan.startswith("-") else ("", yuan)
    whole, _, rest = digits.partition(".")
    return f"{sign}{int(whole):,}.{rest or '00'}"


def price(yuan: str) -> str:
    """1733.33 as ¥1,733.33, -5.00 as -¥5.00."""
    text = money(yuan)
    return f"-¥{text[1:]}" if text.startswith("-") else f"¥{text}"


def method(code: str) -> str:
    """How it was paid, in words."""
    return METHODS.get(code, code)
