"""Days as contracts write them."""

from datetime import date


def day(on: date) -> str:
    """2026年4月1日."""
    return f"{on.year}年{on.month}月{on.day}日"
