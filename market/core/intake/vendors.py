"""Vendors as operators list them: the business, who stands behind it, and how they are reached."""

from dataclasses import dataclass
from enum import StrEnum

from market.core.identity import Holder, IdKind, holder_of, identity_number, phone, uscc
from market.core.maps import Field, Kind, Values, source_key
from market.core.names import person_name, trade_name
from market.core.particulars import particulars
from market.core.readings import one_of, several, text, typed, words
from market.core.refusals import Invalid


class VendorKind(StrEnum):
    PERSON = "person"
    HOUSEHOLD = "household"
    COMPANY = "company"
    COOPERATIVE = "cooperative"


@dataclass(frozen=True)
class VendorRow:
    """A vendor. id_number is checked and still readable: seal it before it is stored.

    reference: the vendor's number in the operator's own list. None is what the table does not
    tell.
    """

    name: str
    kind: VendorKind = VendorKind.PERSON
    contact: str | None = None
    phone: str | None = None
    email: str | None = None
    trade: str | None = None
    goods: tuple[str, ...] | None = None
    uscc: str | None = None
    id_kind: IdKind | None = None
    id_number: str | None = None
    reference: str | None = None

    @property
    def source_key(self) -> str:
        """By the list's number, the credit code, or name and phone; never by an identity number."""
        return source_key("vendors", *self.known_by)

    @property
    def known_by(self) -> tuple[str, ...]:
        if self.reference or self.uscc:
            return (str(self.reference or self.uscc),)
        return (self.name, self.phone or "")

    def __repr__(self) -> str:
        return f"VendorRow({self.name!r})"


def _email(written: str) -> str:
    return str(particulars({"email": written})["email"])


def _build(values: Values) -> VendorRow:
    known = dict(values)
    if "id_number" in known:
        kind = known.setdefault("id_kind", IdKind.CITIZEN)
        known["id_number"] = _identity(kind, known["id_number"])
    if "kind" not in known:
        known["kind"] = _KIND_OF.get(holder_of(known.get("uscc", "")), VendorKind.PERSON)
    return VendorRow(**known)


def _identity(kind: IdKind, number: str) -> str:
    try:
        return identity_number(kind, number)
    except Invalid as refusal:
        facts = {**refusal.facts, "field": "id_number"}
        raise Invalid(refusal.code, refusal.sentence, **facts) from refusal


_KIND_OF: dict[Holder | None, VendorKind] = {
    Holder.COMPANY: VendorKind.COMPANY,
    Holder.HOUSEHOLD: VendorKind.HOUSEHOLD,
    Holder.COOPERATIVE: VendorKind.COOPERATIVE,
}
_KINDS = {
    VendorKind.PERSON: ("个人", "自然人", "农户"),
    VendorKind.HOUSEHOLD: ("个体工商户", "个体户", "个体", "sole trader"),
    VendorKind.COMPANY: ("企业", "公司", "有限公司"),
    VendorKind.COOPERATIVE: ("合作社", "农民专业合作社"),
}
_ID_KINDS = {
    IdKind.CITIZEN: ("身份证", "居民身份证", "二代身份证"),
    IdKind.HK_MACAU: ("港澳居民来往内地通行证", "港澳通行证", "回乡证"),
    IdKind.TAIWAN: ("台湾居民来往大陆通行证", "台胞证"),
    IdKind.FOREIGN: ("外国人永久居留身份证", "外国人永居证", "永居证"),
}

VENDORS = Kind(
    name="vendors",
    fields=(
        Field(
            "name",
            typed(trade_name),
            (
                *("商户", "商户名称", "姓名", "经营者", "业主", "摊主", "承租人", "店名"),
                *("name", "vendor", "applicant"),
            ),
            required=True,
        ),
        Field("kind", one_of(_KINDS), ("商户类型", "主体类型", "kind", "type")),
        Field("contact", typed(person_name), ("联系人", "负责人", "法人", "法定代表人", "contact")),
        Field(
            "phone",
            typed(phone),
            (
                *("手机", "手机号", "手机号码", "电话", "联系电话", "联系方式", "电话号码"),
                *("phone", "mobile", "telephone"),
            ),
        ),
        Field("email", typed(_email), ("邮箱", "电子邮箱", "电子邮件", "email")),
        Field("trade", text(30), ("行业", "业态", "经营类别", "trade")),
        Field("goods", several(text(30)), ("经营品种", "经营项目", "经营范围", "商品", "goods")),
        Field("uscc", typed(uscc), ("统一社会信用代码", "信用代码", "税号", "credit code", "uscc")),
        Field("id_kind", one_of(_ID_KINDS), ("证件类型", "证件种类", "id kind", "id type")),
        Field(
            "id_number",
            words,
            ("身份证号", "身份证", "身份证号码", "证件号码", "证件号", "id number"),
            private=True,
        ),
        Field(
            "reference",
            text(40),
            ("商户编号", "商户号", "客户编号", "vendor number", "reference"),
        ),
    ),
    build=_build,
    key=lambda row: row.known_by,
)
