"""Payments as operators list them: the cash book, a bank statement, a bill of a paying service."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from market.core.identity import phone
from market.core.maps import Field, Kind, Values, source_key
from market.core.names import tidy, trade_name
from market.core.readings import day, day_in, money, one_of, text, typed
from market.core.refusals import Invalid


class Method(StrEnum):
    CASH = "cash"
    WECHAT = "wechat"
    ALIPAY = "alipay"
    BANK = "bank"
    CARD = "card"
    OTHER = "other"


@dataclass(frozen=True)
class PaymentRow:
    """Money that came in, in whole fen. payer: who handed it over, where that is another.

    Rows without a reference may be alike and both be true: the mapped row counts them, and
    `source_key(nth)` tells them apart.
    """

    vendor: str
    amount_fen: int
    received_on: date
    method: Method = Method.OTHER
    reference: str = ""
    payer: str = ""
    note: str = ""
    vendor_phone: str | None = None

    def source_key(self, nth: int) -> str:
        return source_key("payments", *self.known_by, *([] if self.reference else [str(nth)]))

    @property
    def known_by(self) -> tuple[str, ...]:
        if self.reference:
            return (self.method, self.reference)
        told = (self.vendor, self.received_on.isoformat(), str(self.amount_fen))
        return (self.method, *told, self.payer, self.note)


def _build(values: Values) -> PaymentRow:
    row = PaymentRow(**values)
    if row.amount_fen == 0:
        raise Invalid("no_amount", "A payment of nothing is no payment.", field="amount_fen")
    return row


_METHODS = {
    Method.CASH: ("现金", "现付"),
    Method.WECHAT: ("微信", "微信支付", "微信转账"),
    Method.ALIPAY: ("支付宝",),
    Method.BANK: ("银行转账", "转账", "对公", "银行", "汇款"),
    Method.CARD: ("刷卡", "POS", "银行卡"),
    Method.OTHER: ("其他",),
}

PAYMENTS = Kind(
    name="payments",
    fields=(
        Field(
            "vendor",
            typed(trade_name),
            (
                *("商户", "商户名称", "缴费人", "承租人", "姓名", "租户", "经营者"),
                *("vendor", "tenant", "name"),
            ),
            required=True,
        ),
        Field(
            "amount_fen",
            money,
            ("金额", "收款金额", "实收金额", "缴费金额", "实收", "到账金额", "amount"),
            required=True,
            shared=False,
        ),
        Field(
            "received_on",
            day,
            (
                *("日期", "收款日期", "缴费日期", "到账日期", "交易时间", "付款日期"),
                *("date", "received", "received on"),
            ),
            required=True,
            in_order=day_in,
        ),
        Field("method", one_of(_METHODS), ("付款方式", "收款方式", "支付方式", "方式", "method")),
        Field(
            "reference",
            text(60),
            (
                *("流水号", "交易单号", "交易流水号", "收据号", "收据编号", "凭证号"),
                *("reference", "receipt number"),
            ),
            shared=False,
        ),
        Field("payer", typed(tidy), ("付款人", "交款人", "代缴人", "付款方", "payer")),
        Field("note", text(200), ("备注", "摘要", "用途", "note")),
        Field("vendor_phone", typed(phone), ("手机", "手机号", "电话", "联系电话", "phone")),
    ),
    build=_build,
    key=lambda row: row.known_by,
    may_repeat=lambda row: not row.reference,
)
