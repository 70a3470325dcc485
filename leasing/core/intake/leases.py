"""Leases as operators list them: who has which pitches, from when until when, for how much."""

from dataclasses import dataclass
from datetime import date

from leasing.core.terms import Per
from market.core.identity import phone
from market.core.maps import Field, Kind, Values, source_key
from market.core.names import trade_name
from market.core.periods import Period
from market.core.readings import (
    Days,
    Until,
    day,
    day_in,
    days,
    days_in,
    money,
    one_of,
    several,
    text,
    typed,
    until,
    until_in,
    whole,
)
from market.core.refusals import Invalid


@dataclass(frozen=True)
class LeaseRow:
    """A lease. Days as the contract says them, the last one included; None for no end.

    vendor: the name, vendor_phone to tell apart those of one name. pitches: codes. Amounts in
    whole fen. interval_months: how many months one bill is for. reference: the contract's number.
    """

    vendor: str
    pitches: tuple[str, ...]
    starts_on: date
    last_day: date | None
    rent_fen: int
    per: Per = Per.MONTH
    interval_months: int | None = None
    deposit_fen: int | None = None
    due_day: int | None = None
    goods: tuple[str, ...] | None = None
    vendor_phone: str | None = None
    reference: str = ""

    @property
    def period(self) -> Period:
        """The days of the lease, half open."""
        return Period.through(self.starts_on, self.last_day)

    @property
    def source_key(self) -> str:
        return source_key("leases", *self.known_by)

    @property
    def known_by(self) -> tuple[str, ...]:
        if self.reference:
            return (self.reference,)
        return (self.vendor, "+".join(sorted(self.pitches)), self.starts_on.isoformat())


def _build(values: Values) -> LeaseRow:
    starts_on, last_day = _term(values)
    if last_day is not None and last_day < starts_on:
        raise Invalid(
            "ends_before_it_starts",
            "This ends before it begins on {start}. Check both days.",
            start=starts_on.isoformat(),
            field="last_day" if "last_day" in values else "term",
        )
    rent_fen, per = _rent(values)
    told = {name: values[name] for name in _AS_THEY_ARE if name in values}
    return LeaseRow(starts_on=starts_on, last_day=last_day, rent_fen=rent_fen, per=per, **told)


def _term(values: Values) -> tuple[date, date | None]:
    """The first and the last day; the columns of single days before the one of spans."""
    starts_on: date = values["starts_on"] if "starts_on" in values else values["term"].first
    last: Until | Days = values["last_day"] if "last_day" in values else values["term"]
    return starts_on, last.last


def _rent(values: Values) -> tuple[int, Per]:
    """The one rent of the row. Two that say the same are still one too many to choose from."""
    told = [(values[name], per) for name, per in _RENTS.items() if name in values]
    if "rent" in values:
        if "per" not in values and not told:
            raise Invalid(
                "rent_of_what",
                "Is this rent for a month or for a year? Name the column 月租 or 年租, or add one "
                "that says it.",
                field="rent",
            )
        told.append((values["rent"], values.get("per", Per.MONTH)))
    if len(told) > 1:
        raise Invalid("two_rents", "There are two rents on this line. Leave one.", field="rent")
    return told[0]


_AS_THEY_ARE = (
    *("vendor", "pitches", "interval_months", "deposit_fen", "due_day", "goods"),
    *("vendor_phone", "reference"),
)
_RENTS = {
    "rent_a_day": Per.DAY,
    "rent_a_month": Per.MONTH,
    "rent_a_quarter": Per.QUARTER,
    "rent_a_year": Per.YEAR,
}
_PERS = {
    Per.DAY: ("日", "天", "每日", "每天"),
    Per.WEEK: ("周", "每周"),
    Per.MONTH: ("月", "每月", "按月"),
    Per.QUARTER: ("季", "季度", "每季", "按季"),
    Per.YEAR: ("年", "每年", "按年"),
}
_INTERVALS = {
    1: ("月付", "按月", "月", "monthly"),
    2: ("双月付", "两月付"),
    3: ("季付", "按季", "季", "季度", "quarterly"),
    4: ("四月付",),
    6: ("半年付", "半年", "half-yearly"),
    12: ("年付", "按年", "年", "yearly"),
}

LEASES = Kind(
    name="leases",
    fields=(
        Field(
            "vendor",
            typed(trade_name),
            (
                *("商户", "商户名称", "承租人", "承租方", "乙方", "姓名", "经营者", "租户"),
                *("vendor", "tenant", "name"),
            ),
            required=True,
        ),
        Field(
            "pitches",
            several(text(20)),
            ("摊位号", "摊位", "摊位编号", "铺位号", "商铺号", "编号", "pitch", "pitches"),
            required=True,
        ),
        Field(
            "starts_on",
            day,
            (
                *("起始日期", "开始日期", "起租日", "起租日期", "租期起", "合同开始", "起"),
                *("start", "starts"),
            ),
            in_order=day_in,
        ),
        Field(
            "last_day",
            until,
            (
                *("到期日期", "到期", "到期日", "终止日期", "结束日期", "截止日期", "租期止"),
                *("合同到期", "止", "end", "ends", "last day"),
            ),
            in_order=until_in,
        ),
        Field("term", days, ("租期", "租赁期限", "合同期限", "租赁期", "term"), in_order=days_in),
        Field("rent", money, ("租金", "租金标准", "rent"), shared=False),
        Field("per", one_of(_PERS), ("计租周期", "租金周期", "per")),
        Field("rent_a_day", money, ("日租金", "日租", "租金元日", "租金元天"), shared=False),
        Field(
            "rent_a_month",
            money,
            ("月租", "月租金", "每月租金", "租金元月", "monthly rent"),
            shared=False,
        ),
        Field("rent_a_quarter", money, ("季租", "季租金", "租金元季"), shared=False),
        Field(
            "rent_a_year",
            money,
            ("年租", "年租金", "租金元年", "yearly rent"),
            shared=False,
        ),
        Field(
            "interval_months", one_of(_INTERVALS), ("付款方式", "缴费方式", "付租方式", "billing")
        ),
        Field("deposit_fen", money, ("押金", "保证金", "履约保证金", "deposit"), shared=False),
        Field("due_day", whole("日", "号", least=1, most=31), ("缴费日", "交租日", "due day")),
        Field("goods", several(text(30)), ("经营品种", "经营项目", "经营范围", "goods")),
        Field("vendor_phone", typed(phone), ("手机", "手机号", "电话", "联系电话", "phone")),
        Field("reference", text(40), ("合同编号", "合同号", "contract number", "reference")),
    ),
    build=_build,
    key=lambda row: row.known_by,
    either=(
        ("starts_on", "term"),
        ("last_day", "term"),
        ("rent", *_RENTS),
    ),
)
