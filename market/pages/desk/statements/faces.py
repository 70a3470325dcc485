"""Lines as pages show them: whose they may be and why, and the payments that stand behind them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from market.core import wording
from market.core.hours import SHANGHAI
from market.core.matching.words import SENTENCES
from market.models import Account, Payment, StatementLine

TONES = {"sure": "let", "likely": "soon", "maybe": "free"}


@dataclass(frozen=True)
class ProposalFace:
    """One answer to whose it is: the accounts with their parts, and the reasons in words."""

    place: int
    confidence: str
    tone: str
    parts: tuple[tuple[Account, int], ...]
    reasons: tuple[str, ...]
    ties: bool

    @property
    def why(self) -> str:
        """The reasons one after the other, as the language writes sentences."""
        english = (get_language() or "").startswith("en")
        return (" " if english else "").join(self.reasons)


@dataclass(frozen=True)
class LineFace:
    """A line, its proposals, and the payments behind it."""

    line: StatementLine
    proposals: tuple[ProposalFace, ...]
    payments: tuple[Payment, ...]
    open: bool

    @property
    def timed(self) -> bool:
        """Whether the statement told an hour: midnight to the second is none."""
        return local_time(self.line.booked_at) != time()

    @property
    def best(self) -> ProposalFace | None:
        return self.proposals[0] if self.open and self.proposals else None


def faces_of(lines: Iterable[StatementLine]) -> list[LineFace]:
    """The lines with whom they speak of. One query for all accounts, however many lines."""
    shown = list(lines)
    wanted = {account for line in shown for account in line.about}
    accounts = Account.objects.select_related("vendor").in_bulk(list(wanted))
    return [_face(line, accounts) for line in shown]


def _face(line: StatementLine, accounts: Mapping[int, Account]) -> LineFace:
    is_open = line.direction == "in" and line.state in ("new", "parked")
    bookings: Iterable[Any] = getattr(line, "standing", ())
    return LineFace(
        line=line,
        proposals=tuple(
            _proposal(place, told, accounts)
            for place, told in enumerate(line.proposals)
            if all(account in accounts for account, _fen in told["parts"])
        ),
        payments=tuple(each.payment for each in bookings),
        open=is_open,
    )


def _proposal(place: int, told: dict[str, Any], accounts: Mapping[int, Account]) -> ProposalFace:
    return ProposalFace(
        place=place,
        confidence=told["confidence"],
        tone=TONES[told["confidence"]],
        parts=tuple((accounts[account], fen) for account, fen in told["parts"]),
        reasons=tuple(reason_in_words(code, facts) for code, facts in told["reasons"]),
        ties=told["payment"] is not None,
    )


def reason_in_words(code: str, facts: Mapping[str, Any]) -> str:
    """A reason in the reader's language, its days and amounts as people write them."""
    language = get_language() or "zh-hans"
    said = dict(facts)
    for name in ("on", "due_on"):
        if name in said:
            said[name] = wording.full_day(date.fromisoformat(said[name]), language)
    if "open_fen" in said:
        said["open"] = wording.yuan(said["open_fen"])
    return _(SENTENCES[code]).format(**said)


def local_time(at: datetime) -> time:
    """The hour on the market's clock."""
    return at.astimezone(SHANGHAI).time()
