"""Readings as a round is kept on paper: the meter's number, the day, what the dial showed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from leasing.core.metering.states import ReadingKind, Utility
from market.core.maps import Field, Kind, Values, source_key
from market.core.readings import day, day_in, number, one_of, text, yes_no


@dataclass(frozen=True)
class ReadingRow:
    """What one meter showed. sure: whoever keeps the list looked again at what seems too much."""

    number: str
    day: date
    value: Decimal
    utility: Utility | None = None
    kind: ReadingKind = ReadingKind.ACTUAL
    rolled_over: bool = False
    sure: bool = False
    note: str = ""

    @property
    def known_by(self) -> tuple[str, ...]:
        return (self.number, str(self.utility or ""), self.day.isoformat())

    @property
    def source_key(self) -> str:
        return source_key("readings", *self.known_by)


def _build(values: Values) -> ReadingRow:
    return ReadingRow(**values)


_UTILITIES = {
    Utility.ELECTRICITY: ("电", "电表", "电费", "用电"),
    Utility.WATER: ("水", "水表", "水费", "用水"),
}
_KINDS = {
    ReadingKind.ACTUAL: ("实抄", "抄表", "实际"),
    ReadingKind.ESTIMATED: ("估抄", "估读", "估计", "预估"),
}

READINGS = Kind(
    name="readings",
    fields=(
        Field(
            "number",
            text(30),
            ("表号", "电表号", "水表号", "表编号", "meter", "meter number"),
            required=True,
            shared=False,
        ),
        Field(
            "day",
            day,
            ("抄表日期", "抄表日", "日期", "date", "read on"),
            required=True,
            in_order=day_in,
        ),
        Field(
            "value",
            number("KWH", "度", "M³", "立方米", "吨", "方", places=3, most=999_999_999),
            ("读数", "本期读数", "表底", "示数", "止码", "本月读数", "reading", "value"),
            required=True,
            shared=False,
        ),
        Field("utility", one_of(_UTILITIES), ("类别", "水电", "表类型", "utility")),
        Field("kind", one_of(_KINDS), ("抄表方式", "读数类型", "kind")),
        Field("rolled_over", yes_no, ("过零", "翻转", "归零", "rolled over")),
        Field("sure", yes_no, ("已核对", "已复核", "复核", "sure", "looked again")),
        Field("note", text(200), ("备注", "说明", "note")),
    ),
    build=_build,
    key=lambda row: row.known_by,
)
