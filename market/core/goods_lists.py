"""Goods as people type them: one after the other, between commas of any kind."""

_MARKS = "，、；;\n"


def split_goods(text: str) -> list[str]:
    """Each of the goods, in the order of the text."""
    for mark in _MARKS:
        text = text.replace(mark, ",")
    return [word.strip() for word in text.split(",") if word.strip()]
