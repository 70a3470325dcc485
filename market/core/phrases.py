"""What the house says on each occasion, in Chinese and in English.

Short enough for one text message, and fit for one: an amount is written 1733.33 元, and a bill
is a bill. Nothing here duns anybody: an operator of text messages refuses such words.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from market.core import wording
from market.core.application_phrases import APPLYING
from market.core.lease_occasions import LEASE_OCCASIONS
from market.core.money import yuan
from market.core.occasions import Fact, Occasion, Words
from market.core.reminder_words import REMINDER_WORDS

__all__ = ["AT_ANY_HOUR", "DESPITE_SILENCE", "OCCASIONS", "Fact", "Occasion", "Words", "compose"]

OCCASIONS: Mapping[str, Occasion] = {
    **LEASE_OCCASIONS,
    **REMINDER_WORDS,
    "permit_returned": Occasion(
        {"paper": Fact.TEXT, "faults": Fact.TEXT},
        zh=Words(
            "{paper}还要补一补",
            "您交的{paper}还要补：{faults}。补好再传上来就行，填过的都留着。",
        ),
        en=Words(
            "Please complete: {paper}",
            "About the {paper} you handed in: {faults}. Put it right and send it again; what you "
            "have filled in is kept.",
        ),
        despite_silence=True,
    ),
    "findings_made": Occasion(
        {"count": Fact.TEXT, "what": Fact.TEXT, "due_on": Fact.DAY},
        zh=Words(
            "巡检结果：{count}处要改",
            "今天巡检看到{count}处要改，先改「{what}」，最晚{due_on}。改好拍张照片传上来，我们再来看一眼。",
        ),
        en=Words(
            "Inspection: {count} to put right",
            "At today's inspection {count} things were not right. First of all: {what}, by {due_on}. "
            "Send a photo when it is done, and we will look again.",
        ),
        despite_silence=True,
    ),
    "finding_reopened": Occasion(
        {"what": Fact.TEXT, "why": Fact.TEXT, "due_on": Fact.DAY},
        zh=Words(
            "复查：{what}还要改",
            "复查「{what}」还差一点：{why}。请在{due_on}前改好，我们再来看。",
        ),
        en=Words(
            "Looked at again: {what}",
            "{what} is not right yet: {why}. Please put it right by {due_on}; we will look again.",
        ),
        despite_silence=True,
    ),
    "permit_refused": Occasion(
        {"paper": Fact.TEXT, "reason": Fact.TEXT},
        zh=Words(
            "{paper}没有通过",
            "您交的{paper}没有通过：{reason}。有不清楚的，到市场办公室问一声。",
        ),
        en=Words(
            "Not accepted: {paper}",
            "We could not accept the {paper} you handed in: {reason}. If that is unclear, ask at "
            "the market office.",
        ),
        despite_silence=True,
    ),
    "permit_revoked": Occasion(
        {"paper": Fact.TEXT, "reason": Fact.TEXT},
        zh=Words(
            "{paper}不再有效",
            "您的{paper}从现在起不再有效：{reason}。用到它的生意先停一停，新证办好拍照传上来。",
        ),
        en=Words(
            "No longer valid: {paper}",
            "Your {paper} is no longer valid: {reason}. Please stop the trade that needs it, and "
            "send us a photo of the new one when you have it.",
        ),
        despite_silence=True,
    ),
    "trading_suspended": Occasion(
        {"reason": Fact.TEXT, "since": Fact.DAY},
        zh=Words(
            "请先暂停经营",
            "从{since}起请先暂停经营：{reason}。租约照旧，事情办好就到市场办公室说一声，马上恢复。",
        ),
        en=Words(
            "Please stop trading for now",
            "Please stop trading from {since}: {reason}. Your lease stands. Tell the market office "
            "as soon as it is settled, and you go on at once.",
        ),
        despite_silence=True,
    ),
    "trading_reinstated": Occasion(
        {"since": Fact.DAY},
        zh=Words("可以恢复经营了", "从{since}起您可以照常出摊了。"),
        en=Words("You may trade again", "From {since} you may trade as before."),
        despite_silence=True,
    ),
    **APPLYING,
    "payment_received": Occasion(
        {"amount_fen": Fact.FEN, "received_on": Fact.DAY},
        zh=Words(
            "收到{amount_fen}",
            "收到您{received_on}缴的{amount_fen}，已经记到账上，明细随时可以看。",
        ),
        en=Words(
            "{amount_fen} received",
            "We received {amount_fen} from you on {received_on}. It is in your account; you can "
            "look at the details at any time.",
        ),
        despite_silence=True,
    ),
    "board_taken_down": Occasion(
        {"text": Fact.TEXT, "reason": Fact.TEXT},
        zh=Words("供需信息已撤下", "您发的「{text}」撤下了：{reason}。改好可以再发。"),
        en=Words(
            "Taken off the board",
            "Your entry ({text}) was taken down: {reason}. Put it right and post it again.",
        ),
    ),
    "desk_code_given": Occasion(
        {"phone": Fact.TEXT},
        zh=Words(
            "窗口给了登录码",
            "市场窗口刚给了{phone}一个登录码。如果不是您的人来办的，请马上打电话告诉我们。",
        ),
        en=Words(
            "A log-in code at the desk",
            "A log-in code for {phone} was just handed over at the desk. If that was nobody of "
            "yours, please call us at once.",
        ),
        despite_silence=True,
    ),
    "invited": Occasion(
        {"by": Fact.TEXT, "vendor": Fact.TEXT, "until": Fact.DAY},
        zh=Words(
            "{by}请您帮忙照看{vendor}",
            "{by}请您帮忙照看{vendor}。{until}前打开市场网页点“我是商户”，用这个手机号收验证码就行。不认识就不用管。",
        ),
        en=Words(
            "{by} asks you to help with {vendor}",
            "{by} asks you to help look after {vendor}. Before {until}, open the market's page, "
            "choose “I am a vendor here” and come in with this phone and a code. If you do not "
            "know them, there is nothing to do.",
        ),
        short_zh="请您帮忙照看{vendor}",
        despite_silence=True,
    ),
    "enquiry_answered": Occasion(
        {"reference": Fact.TEXT, "text": Fact.TEXT},
        zh=Words(
            "{reference}有回复了",
            "您的诉求{reference}有回复：{text}。想接着说、评一评，都在“我的诉求”里。",
        ),
        en=Words(
            "An answer to {reference}",
            "About {reference}: {text}. You can write on under My requests, and say there how "
            "content you are.",
        ),
        despite_silence=True,
    ),
    "paid_note_refused": Occasion(
        {"amount_fen": Fact.FEN, "paid_on": Fact.DAY, "reason": Fact.TEXT},
        zh=Words(
            "没查到您缴的{amount_fen}",
            "您说{paid_on}缴的{amount_fen}，我们还没对上：{reason}。拿付款记录到收费处看一眼，或者重新填一次。",
        ),
        en=Words(
            "{amount_fen} not found",
            "You told us of {amount_fen} paid on {paid_on}. We could not find it: {reason}. Show "
            "your receipt at the office, or tell us again.",
        ),
        despite_silence=True,
    ),
    "demand_issued": Occasion(
        {"number": Fact.TEXT, "amount_fen": Fact.FEN, "due_on": Fact.DAY},
        zh=Words(
            "缴费通知：请在{due_on}前缴{amount_fen}",
            "缴费通知{number}：还有{amount_fen}没缴，请在{due_on}前缴清，明细看您的页面。",
        ),
        en=Words(
            "Notice {number}: {amount_fen} by {due_on}",
            "Notice {number}: {amount_fen} has not been paid. Please pay it by {due_on}; your "
            "page shows what it is made of.",
        ),
        short_zh="缴费通知：{amount_fen}",
        despite_silence=True,
    ),
    "agreement_proposed": Occasion(
        {"count": Fact.TEXT, "amount_fen": Fact.FEN},
        zh=Words(
            "分期方案：{amount_fen}分{count}期",
            "给您拟了分期方案：{amount_fen}分{count}期缴。请打开页面看看每期的日子，同意就点同意。",
        ),
        en=Words(
            "Paying {amount_fen} in {count} parts",
            "We propose that you pay {amount_fen} in {count} parts. Open your page to see the days, "
            "and say whether you agree.",
        ),
        despite_silence=True,
    ),
    "termination_notice": Occasion(
        {"lease": Fact.TEXT, "ends_on": Fact.DAY},
        zh=Words(
            "合同{lease}的书面通知",
            "合同{lease}有一份书面通知，合同拟于{ends_on}终止，请尽快到市场办公室来一趟。",
        ),
        en=Words(
            "A letter about lease {lease}",
            "There is a letter about lease {lease}: it is to end on {ends_on}. Please come to the "
            "market office soon.",
        ),
        despite_silence=True,
    ),
    "settlement_proposed": Occasion(
        {"lease": Fact.TEXT, "amount_fen": Fact.FEN},
        zh=Words(
            "押金结算：应退{amount_fen}",
            "合同{lease}的押金算好了，应退{amount_fen}。请打开页面核对，没问题就点同意。",
        ),
        en=Words(
            "Your deposit: {amount_fen} to come back",
            "The deposit of lease {lease} is reckoned: {amount_fen} goes back to you. Please look "
            "at it on your page and say whether you agree.",
        ),
        despite_silence=True,
    ),
    "session_called_off": Occasion(
        {"what": Fact.TEXT, "day": Fact.DAY, "why": Fact.TEXT},
        zh=Words(
            "{day}{what}取消了",
            "{day}{what}取消，{why}，不用来了。缴过的钱按约定退回您账上。",
        ),
        en=Words(
            "Called off: {what} on {day}",
            "{what} on {day} is called off, because {why}. You need not come. What you have paid "
            "comes back to your account as agreed.",
        ),
        at_any_hour=True,
        despite_silence=True,
    ),
    "session_put_off": Occasion(
        {"what": Fact.TEXT, "day": Fact.DAY, "why": Fact.TEXT, "starts_at": Fact.MOMENT},
        zh=Words(
            "{day}{what}改期",
            "{day}{what}改到{starts_at}，{why}。摊位给您留着，来不了请在页面上退。",
        ),
        en=Words(
            "Put off: {what} on {day}",
            "{what} on {day} is put off to {starts_at}, because {why}. Your place is kept; give "
            "it back on your page if you cannot come.",
        ),
        at_any_hour=True,
        despite_silence=True,
    ),
    "session_postponed": Occasion(
        {"what": Fact.TEXT, "day": Fact.DAY, "why": Fact.TEXT},
        zh=Words(
            "{day}{what}延期",
            "{day}{what}延期，{why}。您报的名还算数，新日子定了马上告诉您。",
        ),
        en=Words(
            "Put off: {what} on {day}",
            "{what} on {day} is put off, because {why}. You stay signed up, and we will tell you "
            "the new day.",
        ),
        at_any_hour=True,
        despite_silence=True,
    ),
    "session_new_day": Occasion(
        {"what": Fact.TEXT, "starts_at": Fact.MOMENT},
        zh=Words(
            "{what}定了新日子",
            "延期的{what}定在{starts_at}。您报的名还算数，来不了请在页面上退。",
        ),
        en=Words(
            "A new day: {what}",
            "{what}, which was put off, is on {starts_at}. You are still signed up; give your "
            "place back on your page if you cannot come.",
        ),
        despite_silence=True,
    ),
    "place_offered": Occasion(
        {"what": Fact.TEXT, "day": Fact.DAY, "until": Fact.MOMENT},
        zh=Words(
            "{day}有空位了",
            "{day}{what}空出一个位置，给您留到{until}。想来就打开页面点一下。",
        ),
        en=Words(
            "A place has come free on {day}",
            "A place at {what} on {day} is kept for you until {until}. Take it on your page.",
        ),
        despite_silence=True,
    ),
    "place_to_confirm": Occasion(
        {"what": Fact.TEXT, "day": Fact.DAY},
        zh=Words(
            "{day}您还来吗",
            "{day}{what}您还来吗？打开页面确认一下；来不了也说一声，好让给别人。",
        ),
        en=Words(
            "Are you coming on {day}?",
            "Are you coming to {what} on {day}? Please confirm on your page, or give the place "
            "back so that somebody else can have it.",
        ),
    ),
    "login_code": Occasion(
        {"code": Fact.TEXT, "minutes": Fact.TEXT},
        zh=Words(
            "登录验证码",
            "验证码{code}，{minutes}分钟内有效。只有您本人登录时才用它，别告诉任何人。",
        ),
        en=Words(
            "Your log-in code",
            "{code} is your log-in code. It is good for {minutes} minutes. Tell it to nobody.",
        ),
        at_any_hour=True,
        despite_silence=True,
    ),
    "signing_code": Occasion(
        {"code": Fact.TEXT, "minutes": Fact.TEXT, "reference": Fact.TEXT},
        zh=Words(
            "合同签署验证码",
            "验证码{code}，用于签署租赁合同{reference}，{minutes}分钟内有效。填了就等于签字，别告诉任何人。",
        ),
        en=Words(
            "Your code to sign",
            "{code} signs your lease {reference}. It is good for {minutes} minutes. "
            "Typing it is signing: tell it to nobody.",
        ),
        at_any_hour=True,
        despite_silence=True,
    ),
}

AT_ANY_HOUR = sorted(name for name, occasion in OCCASIONS.items() if occasion.at_any_hour)
DESPITE_SILENCE = sorted(name for name, occasion in OCCASIONS.items() if occasion.despite_silence)


def compose(occasion: str, language: str, facts: Mapping[str, Any], channel: str = "") -> Words:
    """The words for an occasion. Raises KeyError for an occasion or a fact that is not there.

    Facts with `about`, a vendor's name, are told to somebody of the house. Facts with `wording`
    bring the market's own words for the channel, or "" for every channel: it was in force when
    the message was planned.
    """
    said = OCCASIONS[occasion]
    staff = "about" in facts
    words = _own(facts, channel) or said.words(language, staff=staff, channel=channel)
    return filled(occasion, words, language, facts, staff=staff)


def filled(
    occasion: str, words: Words, language: str, facts: Mapping[str, Any], *, staff: bool = False
) -> Words:
    """A phrase of that occasion with the facts in it."""
    kinds = OCCASIONS[occasion].known(staff=staff)
    known = {name: _told(kind, facts[name], language) for name, kind in kinds.items()}
    return Words(words.title.format_map(known), words.body.format_map(known))


def _own(facts: Mapping[str, Any], channel: str) -> Words | None:
    wording_of = facts.get("wording") or {}
    own = wording_of.get(channel) or wording_of.get("")
    return Words(own["title"], own["body"]) if own else None


def sketch(occasion: str, language: str, facts: Mapping[str, Any]) -> Words:
    """The words as far as the facts are known; what is not known yet stays as its {name}."""
    said = OCCASIONS[occasion]
    words = said.zh if language.lower().startswith("zh") else said.en
    known = _Sketched(
        {
            name: _told(kind, facts[name], language)
            for name, kind in said.facts.items()
            if name in facts
        }
    )
    return Words(words.title.format_map(known), words.body.format_map(known))


class _Sketched(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


def _told(kind: Fact, value: Any, language: str) -> str:
    chinese = language.lower().startswith("zh")
    match kind:
        case Fact.FEN:
            return wording.yuan_in_message(value) if chinese else f"{yuan(value)} yuan"
        case Fact.DAY:
            return wording.day(date.fromisoformat(value), language)
        case Fact.MOMENT:
            return wording.moment(datetime.fromisoformat(value), language)
        case Fact.TEXT:
            return str(value)
