"""Two statements of these weeks, with lines in every condition: sure, likely, odd, booked, put aside."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Min, Q, Sum

from market.actions import payments, statement_lines, statements
from market.core.actors import Actor
from market.core.hours import local_day
from market.core.money import yuan
from market.core.statements import read_statement
from market.demo import crew
from market.models import Account, Market, StatementLine
from market.queries.layouts import shipped

BANK_HEADS = "交易日期,交易时间,收入,支出,余额,对方户名,对方账号,摘要,交易流水号"
OPENING_FEN = 1_250_000


@dataclass(frozen=True)
class Row:
    """One line of the bank's file."""

    ago: int
    fen: int
    name: str
    account: str = ""
    memo: str = "转账"


@dataclass(frozen=True)
class Payers:
    """Whose money the statements carry: who owes and is late, who owes in time, who owes nothing."""

    late: list[Account]
    timely: list[Account]
    settled: list[Account]


def load(*, at: datetime) -> None:
    """Bring in what the bank and WeChat sent, and begin to work it through."""
    market = Market.objects.get(code=settings.DEMO_MARKET)
    by = crew.acting("cashier")
    payers = _payers(market, at)
    for account in payers.timely[2:3]:
        _typed_before(account, by=by, at=at)
    rows = list(_rows(payers))
    _bring(market, _bank(rows, at), "一般户流水.csv", "工行一般户", by=by, at=at)
    _bring(market, _wechat(payers, at), "微信支付账单.csv", "收款微信", by=by, at=at)
    _work_through(market, payers, by=by, at=at)


def _payers(market: Market, at: datetime) -> Payers:
    """In the order in which they came. Those who are late stay so: their lines are left to do."""
    accounts = (
        Account.objects.filter(market=market)
        .exclude(vendor__contact="")
        .annotate(
            open_fen=Sum("charges__open_fen", default=0),
            oldest=Min("charges__due_on", filter=Q(charges__open_fen__gt=0)),
        )
        .select_related("vendor")
        .order_by("pk")
    )
    owing, on = list(accounts.filter(open_fen__gt=0)), local_day(at)
    return Payers(
        late=[account for account in owing if _oldest(account) < on],
        timely=[account for account in owing if _oldest(account) >= on],
        settled=list(accounts.filter(open_fen=0)[:5]),
    )


def _rows(payers: Payers) -> Iterator[Row]:
    for place, account in enumerate((*payers.timely[:2], *payers.late[:3])):
        yield Row(5 - place // 2, _open(account), account.vendor.contact, _card(place))
    for account in payers.late[3:4]:
        yield Row(4, _open(account), f"*{account.vendor.contact[1:]}")
    for account in payers.late[4:5]:
        yield Row(3, 20_000, account.vendor.contact, _card(7), "先交一部分")
    for account in payers.timely[2:3]:
        yield Row(2, _open(account), account.vendor.contact, _card(9))
    for account in payers.settled[:2]:
        yield Row(2, 175_000, account.vendor.contact, _card(10), "预交下月")
    yield Row(3, 88_800, "李大姐", _card(8), "帮弟弟交的")
    yield Row(2, -36_540, "威海市电力公司", memo="十月电费")
    yield Row(1, 500_000, "汇泉农贸市场", memo="零钱转入")


def _bank(rows: list[Row], at: datetime) -> bytes:
    """A file with a title, thousands, a running balance and a sum below."""
    balance, lines = OPENING_FEN, []
    for number, row in enumerate(rows, start=1):
        balance += row.fen
        on = local_day(at) - timedelta(days=row.ago)
        came, went = (row.fen, 0) if row.fen > 0 else (0, -row.fen)
        cells = [on.strftime("%Y%m%d"), f"{8 + number % 9:02}{number * 4:02}11"]
        cells += [_written(came), _written(went), _written(balance), row.name, row.account]
        lines.append(",".join([*cells, row.memo, f"{on:%Y%m%d}8800{number:04}"]))
    whole = sum(row.fen for row in rows if row.fen > 0)
    head = f"账户明细查询,期初余额：{yuan(OPENING_FEN)},期末余额：{yuan(balance)}"
    return "\r\n".join([head, BANK_HEADS, *lines, f"合计,,{_written(whole)}", ""]).encode("gb18030")


def _wechat(payers: Payers, at: datetime) -> bytes:
    heads = (
        "交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注"
    )
    lines = []
    accounts = (*payers.late[5:], *payers.timely[3:], *payers.settled[2:])
    for number, account in enumerate(accounts[:8], start=1):
        then = local_day(at) - timedelta(days=number % 4 + 1)
        name = account.vendor.contact
        shown = f"{name[0]}*{name[-1]}" if number % 2 else f"{account.vendor.name}老板"
        cells = [f"{then} {8 + number:02}:20:11", "二维码收款", shown, "收款", "收入"]
        cells += [
            f"¥{yuan(_open(account) or 175_000)}",
            "/",
            "已收钱",
            f"10000500{then:%Y%m%d}{number:010}",
        ]
        lines.append(",".join([*cells, "/", "/"]))
    then = local_day(at) - timedelta(days=2)
    back = f"{then} 19:00:00,转账,路人,转账,收入,¥66.00,/,已全额退款,10000500{then:%Y%m%d}0000000099,/,/"
    return "\r\n".join(["微信支付账单明细,,,,,,,,,,", heads, *lines, back, ""]).encode("utf-8-sig")


def _bring(
    market: Market, content: bytes, file_name: str, account: str, *, by: Actor, at: datetime
) -> None:
    reading = read_statement(content, shipped())
    statements.bring(
        reading, content, market=market, file_name=file_name, account=account, by=by, at=at
    )


def _typed_before(account: Account, *, by: Actor, at: datetime) -> None:
    """What the till booked from a screenshot, before the statement said the same."""
    payments.record(
        account,
        key=f"desk/{account.vendor.source_key}",
        amount_fen=_open(account),
        method="bank",
        received_on=local_day(at - timedelta(days=2)),
        payer=account.vendor.contact,
        note="凭转账截图",
        by=by,
        at=at,
        quietly=True,
    )


def _work_through(market: Market, payers: Payers, *, by: Actor, at: datetime) -> None:
    """Some lines are done: two booked, one kept out, one put aside."""
    lines = StatementLine.objects.filter(market=market).select_related("statement", "market")
    timely = [account.pk for account in payers.timely[:2]]
    sure = lines.filter(confidence="sure", about__contained_by=timely).order_by("pk")
    statement_lines.book_sure(sure, by=by, at=at)
    own = lines.get(name="汇泉农贸市场")
    statement_lines.ignore(own, reason="自己的零钱转入，不是收费", by=by, at=at)
    statement_lines.park(lines.get(name="李大姐"), reason="问问是哪家的", by=by, at=at)


def _open(account: Account) -> int:
    fen: int = account.open_fen  # type: ignore[attr-defined]
    return fen


def _oldest(account: Account) -> date:
    due_on: date = account.oldest  # type: ignore[attr-defined]
    return due_on


def _card(number: int) -> str:
    """A number that no bank gives out."""
    return f"6200000000000{number:06}"


def _written(fen: int) -> str:
    return f'"{fen // 100:,}.{fen % 100:02}"' if fen else ""
