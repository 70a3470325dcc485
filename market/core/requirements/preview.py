"""The papers a pitch and a trade bring with them, as a preview: a question in, an answer out."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

from market.core.previews import Answer
from market.core.questions import Question
from market.core.requirements import shipped
from market.core.requirements.bans import Ban, banned
from market.core.requirements.rules import Wanted, plan
from market.core.requirements.situations import Situation

MOST_PEOPLE = 500


class PitchKind(StrEnum):
    """Every kind of pitch there is."""

    STALL = "stall"
    CONTAINER = "container"
    NIGHT = "night"
    SHOPFRONT = "shopfront"
    ADVERTISING = "advertising"
    STORAGE = "storage"


class VendorKind(StrEnum):
    PERSON = "person"
    HOUSEHOLD = "household"
    COMPANY = "company"
    COOPERATIVE = "cooperative"


def papers(asked: Mapping[str, object]) -> Answer:
    """{pitch:{kind, shopfront, area_m2, gas}, trade, goods[], workers, scales} ->
    {required:[{code, zh, holder, count, why, …}], banned:[{goods, why}]}

    This will say by the shipped rules which papers are needed and which goods may not be sold.
    Besides: vendor_kind (person, household, company, cooperative) and pitch.temporary.
    """
    question = Question.of(asked).knows(
        "pitch", "trade", "goods", "workers", "scales", "vendor_kind"
    )
    there = _situation(question)
    wanted = plan(there, shipped.RULES)
    named = (there.trade, *there.goods) if there.trade else there.goods
    bans = banned(named, [each.paper for each in wanted], shipped.BANS)
    return {
        "required": [_required(each) for each in wanted],
        "banned": [_banned(each) for each in bans],
    }


def ban_sentence(ban: Ban, paper: str, source: str) -> str:
    """Why goods may not be sold, in Chinese."""
    source = f"（{source}）" if source else ""
    return f"「{ban.goods}」属于{ban.law}，凭{paper}不能卖{source}。"


def _situation(question: Question) -> Situation:
    pitch = question.part("pitch").knows("kind", "shopfront", "area_m2", "gas", "temporary")
    return Situation(
        kind=str(pitch.word("kind", PitchKind)) if pitch.says("kind") else "stall",
        shopfront=_flag(pitch, "shopfront"),
        area_m2=_area(pitch),
        gas=_flag(pitch, "gas"),
        temporary=_flag(pitch, "temporary"),
        trade=question.text("trade") if _said(question, "trade") else "",
        goods=_goods(question),
        workers=question.number("workers", 0, MOST_PEOPLE) if question.says("workers") else 1,
        scales=question.number("scales", 0, MOST_PEOPLE) if question.says("scales") else 0,
        vendor_kind=(
            str(question.word("vendor_kind", VendorKind)) if question.says("vendor_kind") else ""
        ),
    )


def _said(question: Question, name: str) -> bool:
    return question.says(name) and question.fields[name] != ""


def _goods(question: Question) -> tuple[str, ...]:
    """The goods by name: a list of texts, or none."""
    given = question.fields.get("goods") or []
    if not isinstance(given, list) or not all(
        isinstance(each, str) and 0 < len(each.strip()) <= 60 for each in given
    ):
        question.refuse("bad_goods", "goods", "{field} must be a list of names.")
    return tuple(each.strip() for each in given)


def _area(pitch: Question) -> Decimal | None:
    """Square metres, written as a number or as text."""
    if not pitch.says("area_m2"):
        return None
    value = pitch.fields["area_m2"]
    if isinstance(value, bool):
        pitch.refuse("bad_ratio", "area_m2", "{field} must be a number of square metres.")
    if isinstance(value, float | Decimal):
        value = str(value)
    ratio = Question.of({"area_m2": value}, pitch.path).ratio("area_m2")
    return Decimal(ratio.numerator) / Decimal(ratio.denominator)


def _flag(question: Question, name: str) -> bool:
    value = question.fields.get(name) or False
    if not isinstance(value, bool):
        question.refuse("bad_flag", name, "{field} must be true or false.")
    return value


def _required(wanted: Wanted) -> Answer:
    rule = wanted.rule
    return {
        "code": rule.paper,
        "zh": shipped.NAMES[rule.paper],
        "holder": rule.holder,
        "count": wanted.count,
        "why": f"{rule.why.rstrip('。')}（{rule.source}）。",
        "authority": rule.authority,
        "instead": list(rule.instead),
        "source": rule.source,
        "confidence": rule.confidence,
    }


def _banned(ban: Ban) -> Answer:
    why = ban_sentence(ban, shipped.NAMES[ban.paper], shipped.BAN_SOURCES[ban.paper])
    return {"goods": ban.goods, "why": why}
