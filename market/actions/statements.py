"""Statements brought in: every line once, whichever export it stands in."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction

from market import rules
from market.actions.proposing import propose_for, weigh
from market.core.actors import Actor
from market.core.discretion import discreet
from market.core.identity.masks import masked_card, masked_phone
from market.core.landings import discreet_fault
from market.core.maps import Fault
from market.core.movements import Direction, Movement
from market.core.refusals import Invalid
from market.core.statements import Keyed, Reading, content_of, keyed, layout_from, line_key
from market.core.statements.cells import is_masked
from market.models import Market, Statement, StatementLayout, StatementLine
from market.sealing import PAYER, house_seal

_ACCOUNT, _FILE = 60, 120


@dataclass(frozen=True)
class Brought:
    """What became of a file. known: lines that were here already. again: this very file was."""

    statement: Statement
    new: int
    known: int
    again: bool = False


@dataclass(frozen=True)
class Overview:
    """What a file would bring: how many lines are new and how many are here already."""

    new: int
    known: int
    again: bool


def look_over(reading: Reading, content: bytes, *, market: Market) -> Overview:
    """This will say what bringing the file in would do, and do nothing."""
    lines = _keyed(reading, market)
    known = _known([each.key for each in lines])
    again = Statement.objects.filter(market=market, sha256=sha256(content).hexdigest()).exists()
    count = sum(each.key in known for each in lines)
    return Overview(len(lines) - count, count, again)


@transaction.atomic
def bring(
    reading: Reading,
    content: bytes,
    *,
    market: Market,
    file_name: str,
    account: str = "",
    by: Actor,
    at: datetime,
) -> Brought:
    """Take a statement in and say whose each line may be. Nothing is booked.

    A line that is here already, from this file or another export of the same account, is left
    as it is. account: what the operator calls the account; else what the file says.
    Raises Invalid("unknown_layout") where nobody has said yet what its columns mean.
    """
    rules.require(by, "statement.bring", market)
    layout = _layout(reading).name
    Market.objects.select_for_update(no_key=True).get(pk=market.pk)
    digest = sha256(content).hexdigest()
    lines = _keyed(reading, market)
    known = _known([each.key for each in lines])
    if before := Statement.objects.filter(market=market, sha256=digest).first():
        return Brought(before, 0, len(lines), again=True)

    days = [each.movement.on for each in lines]
    statement = Statement.objects.create(
        market=market,
        account=_named(account or reading.says.account, reading)[:_ACCOUNT],
        method=_layout(reading).method,
        layout=layout,
        file_name=discreet(file_name)[:_FILE],
        sha256=digest,
        first_on=reading.says.first_on or min(days, default=None),
        last_on=reading.says.last_on or max(days, default=None),
        opening_fen=reading.says.opening_fen,
        closing_fen=reading.says.closing_fen,
        known=sum(each.key in known for each in lines),
        faults=[_told(*fault) for fault in (*reading.faults, *reading.imbalances)],
        brought_at=at,
        brought_by_id=by.user,
    )
    new = [_line(each, statement) for each in lines if each.key not in known]
    weigh(market, new)
    StatementLine.objects.bulk_create(new, batch_size=1000)
    return Brought(statement, len(new), statement.known)


@transaction.atomic
def look_again(market: Market, *, by: Actor) -> int:
    """Say anew whose the lines may be that are still to do. This will answer how many there are."""
    rules.require(by, "statement.bring", market)
    open_lines = StatementLine.objects.filter(
        market=market, direction=Direction.IN, state__in=("new", "parked")
    )
    lines = list(open_lines.select_for_update(skip_locked=True, of=("self",), no_key=True))
    propose_for(market, lines)
    return len(lines)


@transaction.atomic
def teach(
    market: Market, name: str, told: dict[str, Any], *, by: Actor, at: datetime
) -> StatementLayout:
    """Remember what the columns of a statement mean; the next one with these heads is known.

    Raises Invalid("bad_layout") where day or amount are missing.
    """
    rules.require(by, "statement.bring", market)
    layout_from(name, told)
    taught, _ = StatementLayout.objects.update_or_create(
        market=market,
        name=name,
        defaults={"told": told, "taught_at": at, "taught_by_id": by.user},
    )
    return taught


def _layout(reading: Reading) -> Any:
    if reading.layout is None:
        raise Invalid(
            "unknown_layout",
            "Nobody has said yet what these columns mean: {found}. Say it once, and it is kept.",
            found=", ".join(reading.sheet.columns),
            field="file",
        )
    return reading.layout


def _keyed(reading: Reading, market: Market) -> list[Keyed]:
    layout = _layout(reading)
    told = [
        (line, movement, content_of(movement, method=layout.method, account_print=_print(movement)))
        for line, movement in reading.movements
    ]
    keys = {line_key(each, method=layout.method, market=market.code) for _, each, _ in told}
    return keyed(told, _known(list(keys)), method=layout.method, market=market.code)


def _known(keys: list[str]) -> dict[str, str]:
    """The keys that are here already, each with what its line says."""
    rows = StatementLine.objects.filter(key__in=keys)
    return dict(rows.values_list("key", "content"))


def _line(each: Keyed, statement: Statement) -> StatementLine:
    movement = each.movement
    return StatementLine(
        statement=statement,
        market_id=statement.market_id,
        key=each.key,
        content=each.content,
        position=each.line,
        booked_at=movement.booked_at,
        direction=movement.direction,
        amount_fen=movement.amount_fen,
        balance_fen=movement.balance_fen,
        name=movement.name,
        account_masked=_masked(movement.account),
        account_print=_print(movement),
        memo=movement.memo,
        reference=movement.reference,
        channel=movement.channel,
    )


def _print(movement: Movement) -> str:
    """By which a payer is known again; nothing where the file itself stars the number out."""
    if len(movement.account) < 6 or is_masked(movement.account):
        return ""
    return house_seal().fingerprint(movement.account.casefold(), PAYER)


def _masked(account: str) -> str:
    if is_masked(account):
        return account[:40]
    mask = masked_phone if len(account) == 11 else masked_card
    return mask(account)[-40:]


def _named(account: str, reading: Reading) -> str:
    """What the account is called; a number of its own keeps its last four digits."""
    if account.isdecimal() and len(account) > 8:
        account = f"…{account[-4:]}"
    return account or _layout(reading).title


def _told(line: int, fault: Fault) -> dict[str, Any]:
    shown = discreet_fault(fault)
    return {
        "line": line,
        "column": shown.column,
        "code": shown.code,
        "sentence": shown.sentence,
        "facts": dict(shown.facts),
    }
