"""What a channel lets one say: every rule that a template is held to, and how long it comes out.

Sources: the operators' rules for text messages and the WeChat documents, as gathered in the
field notes (confidence B). A fault stops a template, a caution does not.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from string import Formatter
from typing import Any

from market.core.occasions import Fact, Words
from market.core.phrases import OCCASIONS, filled

SIGNATURE = "【{market}】"
SEGMENT, LINKED_SEGMENT = 70, 67
THING, PHRASE = 20, 5
ROBOT_BYTES = 2048
SUBJECT = 78
_BRACE = "A brace stands alone. Write {{{{ and }}}} for braces."
_ODD_IN_SMS = "【】¥★"
_FORBIDDEN = ("催款", "催缴", "招商", "年检", "代办", "会展", "推广", "贷款", "中奖")
_LINK = re.compile(r"https?://|www\.|[a-z0-9-]+\.(?:com|cn|net|org)\b", re.IGNORECASE)
_PHONE = re.compile(r"(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}[- ]?\d{7,8}|400[- ]?\d{3}[- ]?\d{4})(?!\d)")
EXAMPLES: Mapping[Fact, Any] = {
    Fact.FEN: 173333,
    Fact.DAY: "2026-08-31",
    Fact.MOMENT: "2026-09-02T18:05:00+08:00",
    Fact.TEXT: "A-12",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about a template: what is wrong (a fault), or might be (a caution)."""

    code: str
    sentence: str
    fault: bool = True
    facts: Mapping[str, Any] | None = None

    def __str__(self) -> str:
        return self.sentence.format_map(dict(self.facts or {}))


@dataclass(frozen=True, slots=True)
class Checked:
    """A template with example facts in it, its findings, its length, and its text segments."""

    words: Words | None
    findings: tuple[Finding, ...]
    length: int
    segments: int

    @property
    def sound(self) -> bool:
        return not any(each.fault for each in self.findings)


def family(channel: str) -> str:
    """The rules that a channel is under: sms_tencent and sms_aliyun are both sms."""
    return channel.partition("_")[0].partition("-")[0]


def example(occasion: str, *, staff: bool = False) -> dict[str, Any]:
    """Facts to try the words of an occasion with."""
    found = {name: EXAMPLES[kind] for name, kind in OCCASIONS[occasion].known(staff=staff).items()}
    return {**found, **_SAMPLES.get(occasion, {})}


_SAMPLES: Mapping[str, Mapping[str, Any]] = {
    "rent_due": {"what": "租金、管理费", "about": "蔄记鲜肉"},
    "rent_overdue": {"what": "租金、管理费", "about": "蔄记鲜肉"},
    "late_fee_growing": {"fee_fen": 1733},
    "permit_window": {"paper": "食品经营许可证", "expires_on": "2026-09-30"},
    "permit_expiring": {"paper": "健康证（王小蔄）", "expires_on": "2026-08-31"},
    "permit_lapsed": {"paper": "健康证（王小蔄）", "expires_on": "2026-08-31"},
    "lease_ending": {"lease": "L2601", "pitches": "A-12"},
    "renewal_offer": {"lease": "L2601", "pitches": "A-12"},
    "holdover_clock": {"lease": "L2601", "pitches": "A-12"},
    "session_tomorrow": {"session": "星空街", "pitch": "夜-07", "hours": "18:00–23:00"},
    "filing_deadline": {"filing": "安全许可", "session": "啤酒节", "authority": "公安局"},
    "meter_reading": {"place": "农贸大厅"},
    "enquiry_promised": {"reference": "E-7K3M-9PXR"},
    "rectification": {"what": "灭火器换新"},
    "application_deadline": {"reference": "S2608", "what": "补正材料"},
    "digest": {"count": "2", "lines": "缴费通知 1733.33 元；证件到期提示 健康证"},
}


def check(
    occasion: str,
    words: Words,
    *,
    channel: str,
    language: str,
    market: str,
    staff: bool = False,
) -> Checked:
    """This will try the words with example facts and hold them to the rules of the channel.

    market: its name as it signs a text message.
    """
    known = OCCASIONS[occasion].known(staff=staff)
    findings = _of_variables(words, set(known))
    if any(each.fault for each in findings):
        return Checked(None, tuple(findings), 0, 0)
    try:
        said = filled(occasion, words, language, example(occasion, staff=staff), staff=staff)
    except (KeyError, ValueError, IndexError):
        odd = Finding("unreadable", _BRACE)
        return Checked(None, (odd,), 0, 0)
    whole = SIGNATURE.format(market=market) + said.body
    length = len(whole) if family(channel) == "sms" else len(said.body)
    findings += _of_channel(family(channel), words, said, length, language=language)
    return Checked(said, tuple(findings), length, segments(whole))


def segments(text: str) -> int:
    """In how many parts a text message goes, the signature included: 70, or 67 each when more."""
    return 1 if len(text) <= SEGMENT else ceil(len(text) / LINKED_SEGMENT)


def _of_variables(words: Words, known: set[str]) -> list[Finding]:
    found: list[Finding] = []
    if not words.title.strip() or not words.body.strip():
        found.append(Finding("empty", "A title and a text are both needed."))
    try:
        parts = [part for text in (words.title, words.body) for part in Formatter().parse(text)]
    except ValueError:
        return [*found, Finding("unreadable", _BRACE)]
    used = {name for _, name, _, _ in parts if name is not None}
    if any(spec or conversion for _, name, spec, conversion in parts if name is not None):
        found.append(Finding("bad_variable", "A variable is a name in braces and nothing more."))
    found += [
        Finding(
            "unknown_variable",
            "There is no {{{name}}} here. Known: {known}.",
            facts={"name": name, "known": ", ".join(sorted(known))},
        )
        for name in sorted(used - known)
    ]
    left_out = {name for name in known - used if name.endswith(("_fen", "_on"))}
    found += [
        Finding("left_out", "{name} is not told.", fault=False, facts={"name": f"{{{name}}}"})
        for name in sorted(left_out)
    ]
    return found


def _of_channel(
    kind: str, words: Words, said: Words, length: int, *, language: str
) -> list[Finding]:
    if kind == "sms":
        return _of_text_messages(words, said, length)
    if kind == "wechat":
        return _of_wechat(said, chinese=language.startswith("zh"))
    if kind in ("wecom", "dingtalk", "feishu") and len(said.body.encode()) > ROBOT_BYTES:
        return [Finding("too_long", "At most {most} bytes.", facts={"most": ROBOT_BYTES})]
    if kind == "email" and len(said.title) > SUBJECT:
        return [
            Finding(
                "long_subject",
                "A subject of more than {most} characters is cut off.",
                fault=False,
                facts={"most": SUBJECT},
            )
        ]
    return []


def _of_text_messages(words: Words, said: Words, length: int) -> list[Finding]:
    found = [
        Finding("odd_sign", "{sign} is refused in text messages.", facts={"sign": sign})
        for sign in _ODD_IN_SMS
        if sign in said.body
    ]
    found += [
        Finding("forbidden_word", "{word} is refused by the operators.", facts={"word": word})
        for word in _FORBIDDEN
        if word in said.body
    ]
    if _LINK.search(words.body):
        found.append(Finding("link", "A text message may hold no link."))
    if _PHONE.search(words.body):
        found.append(Finding("phone", "A text message may hold no phone number."))
    if length > SEGMENT:
        found.append(
            Finding(
                "segments",
                "It goes, and is paid, in {count} parts.",
                fault=False,
                facts={"count": ceil(length / LINKED_SEGMENT)},
            )
        )
    return found


def _of_wechat(said: Words, *, chinese: bool) -> list[Finding]:
    """The title is the `thing` of the template, the body its remark. English is always cut."""
    if len(said.title) > THING:
        return [
            Finding(
                "long_thing",
                "WeChat cuts the title off after {most} characters; it has {length}.",
                fault=chinese,
                facts={"most": THING, "length": len(said.title)},
            )
        ]
    return []


def of_phrase(text: str) -> list[Finding]:
    """A `phrase` of a WeChat template: at most five Han."""
    if len(text) <= PHRASE and all("\u3400" <= sign <= "\u9fff" for sign in text):
        return []
    return [Finding("bad_phrase", "At most {most} Han and nothing else.", facts={"most": PHRASE})]


def table() -> tuple[tuple[str, str], ...]:
    """Every sentence of a finding, for the catalogues."""
    return tuple(("", sentence) for sentence in _SENTENCES)


_SENTENCES = (
    "A title and a text are both needed.",
    _BRACE,
    "A variable is a name in braces and nothing more.",
    "There is no {{{name}}} here. Known: {known}.",
    "{name} is not told.",
    "At most {most} bytes.",
    "A subject of more than {most} characters is cut off.",
    "{sign} is refused in text messages.",
    "{word} is refused by the operators.",
    "A text message may hold no link.",
    "A text message may hold no phone number.",
    "It goes, and is paid, in {count} parts.",
    "WeChat cuts the title off after {most} characters; it has {length}.",
    "At most {most} Han and nothing else.",
)
