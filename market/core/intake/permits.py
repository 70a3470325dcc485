"""Papers as operators and authorities list them: whose, of which kind, good until when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from market.core.identity import phone
from market.core.maps import Field, Kind, Values, source_key
from market.core.names import person_name, trade_name
from market.core.permit_numbers import permit_number
from market.core.readings import (
    Until,
    day,
    day_in,
    one_of,
    several,
    text,
    typed,
    until,
    until_in,
)
from market.core.refusals import Invalid
from market.core.states import PermitState


class Standing(StrEnum):
    """What a list says of a paper. Whether it has run out is for its printed day to say."""

    REQUESTED = "requested"
    IN_FORCE = "in_force"
    LAPSED = "lapsed"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"


STATE_OF: Mapping[Standing, PermitState] = {
    Standing.REQUESTED: PermitState.SUBMITTED,
    Standing.IN_FORCE: PermitState.ACCEPTED,
    Standing.LAPSED: PermitState.ACCEPTED,
    Standing.SUSPENDED: PermitState.REVOKED,
    Standing.WITHDRAWN: PermitState.WITHDRAWN,
}


@dataclass(frozen=True)
class PermitRow:
    """A paper of a holder, for one place where it names one.

    holder: the vendor's name. type: the code or the name of the permit type.
    expires: None where the list tells no day; Until(None) where the paper is good for ever.
    reference: the line's own number in the list; place: pitch code or address, as written.
    """

    holder: str
    type: str
    number: str = ""
    standing: Standing = Standing.IN_FORCE
    issued_on: date | None = None
    expires: Until | None = None
    holder_phone: str | None = None
    worker: str | None = None
    place: str = ""
    goods: tuple[str, ...] = ()
    issuer: str = ""
    reference: str = ""

    @property
    def expires_on(self) -> date | None:
        return self.expires.last if self.expires else None

    @property
    def state(self) -> PermitState:
        return STATE_OF[self.standing]

    @property
    def source_key(self) -> str:
        return source_key("permits", *self.known_by)

    @property
    def known_by(self) -> tuple[str, ...]:
        """What makes it this paper: by the list's number, or else by number, place and person."""
        told = (self.reference,) if self.reference else (self.place, self.worker or "")
        whose = () if self.number else (self.holder,)
        return (self.type, self.number, *whose, *told)


def require_lapsed(row: PermitRow, *, on: date) -> None:
    """This will refuse a paper that its list calls lapsed while its printed day is still to come.

    Taken in, it would count as valid. Raises Invalid("lapsed_before_its_day").
    """
    if row.standing is Standing.LAPSED and row.expires_on is not None and row.expires_on >= on:
        raise Invalid(
            "lapsed_before_its_day",
            "The list says that this paper has lapsed, and its last day is {day}. If it was taken "
            "back, write that.",
            day=row.expires_on.isoformat(),
            field="expires",
        )


def _build(values: Values) -> PermitRow:
    known = dict(values)
    kind = _TYPES.get(known["type"], known["type"])
    row = PermitRow(**known | {"number": permit_number(kind, known.get("number", ""))})
    if row.issued_on and row.expires_on and row.expires_on < row.issued_on:
        raise Invalid(
            "expires_before_issued",
            "The last day, {day}, lies before the day of issue. Please look at the paper again.",
            day=row.expires_on.isoformat(),
            field="expires",
        )
    if row.standing is Standing.LAPSED and row.expires_on is None:
        raise Invalid(
            "lapsed_without_day",
            "The list says that this paper has lapsed, and does not say when. Add its last day.",
            field="expires",
        )
    return row


# the papers whose numbers check themselves, as lists call them
_TYPES = {"营业执照": "BIZ_LICENSE", "食品经营许可证": "FOOD_PERMIT"}

_STANDINGS = {
    Standing.REQUESTED: ("办理中", "申请中", "待审核", "待核发"),
    Standing.IN_FORCE: ("有效", "正常", "已发", "在有效期"),
    Standing.LAPSED: ("过期", "已过期", "失效", "到期", "expired"),
    Standing.SUSPENDED: ("暂停", "暂扣", "吊销"),
    Standing.WITHDRAWN: ("注销", "已注销", "撤回", "作废"),
}

PERMITS = Kind(
    name="permits",
    fields=(
        Field(
            "holder",
            typed(trade_name),
            (
                *("商户", "商户名称", "持证人", "持有人", "经营者", "姓名", "单位名称"),
                *("holder", "applicant", "vendor", "name"),
            ),
            required=True,
        ),
        Field(
            "type",
            text(60),
            ("证件类型", "证照类型", "证件名称", "证照名称", "证照", "permit type", "type"),
            required=True,
        ),
        Field(
            "number",
            text(60),
            ("证号", "证件编号", "许可证号", "许可证编号", "证书编号", "permit number", "permit"),
        ),
        Field("standing", one_of(_STANDINGS), ("状态", "证件状态", "status", "state")),
        Field(
            "issued_on",
            day,
            ("发证日期", "核发日期", "签发日期", "办证日期", "issued", "approved"),
            in_order=day_in,
        ),
        Field(
            "expires",
            until,
            (
                *("有效期至", "到期", "到期日", "到期日期", "有效期", "截止日期", "有效期截止"),
                *("expires", "expiration date", "expiry"),
            ),
            in_order=until_in,
        ),
        Field("holder_phone", typed(phone), ("手机", "手机号", "电话", "联系电话", "phone")),
        Field("worker", typed(person_name), ("从业人员", "人员姓名", "工作人员", "worker")),
        Field("place", text(120), ("摊位号", "摊位", "经营地点", "地址", "地点", "place", "pitch")),
        Field("goods", several(text(30)), ("经营项目", "经营范围", "goods")),
        Field("issuer", text(60), ("发证机关", "发证单位", "核发机关", "issuer")),
        Field("reference", text(40), ("台账编号", "登记编号", "reference")),
    ),
    build=_build,
    key=lambda row: row.known_by,
)
