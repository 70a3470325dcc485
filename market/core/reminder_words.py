"""What is said to remind somebody: by occasion, to the vendor and to those of the house."""

from collections.abc import Mapping

from market.core.occasions import Fact, Occasion, Words

_BILL = {"amount_fen": Fact.FEN, "what": Fact.TEXT, "due_on": Fact.DAY}
_PAPER = {"paper": Fact.TEXT, "expires_on": Fact.DAY}
_LEASE = {"lease": Fact.TEXT, "pitches": Fact.TEXT, "due_on": Fact.DAY}

REMINDER_WORDS: Mapping[str, Occasion] = {
    "rent_due": Occasion(
        _BILL,
        zh=Words(
            "缴费通知：{amount_fen}，最晚{due_on}",
            "您有一笔账单{amount_fen}（{what}），最晚{due_on}缴。"
            "到收费处、转账或扫码都行，已经缴过就不用理会。",
        ),
        en=Words(
            "Your bill: {amount_fen} by {due_on}",
            "You have a bill of {amount_fen} ({what}), payable by {due_on}: at the office, by "
            "transfer or by code. If you have paid, there is nothing to do.",
        ),
        staff_zh=Words(
            "{about}有账单要缴", "{about}：账单{amount_fen}（{what}），最晚{due_on}缴。"
        ),
        staff_en=Words(
            "{about} has a bill to pay", "{about}: a bill of {amount_fen} ({what}) by {due_on}."
        ),
        short_zh="缴费通知：{amount_fen}",
    ),
    "rent_overdue": Occasion(
        _BILL,
        zh=Words(
            "账单通知：还差{amount_fen}",
            "{due_on}到期的账单还差{amount_fen}（{what}），请尽快补上。"
            "已经缴了的，把凭证给收费处看一眼就行。",
        ),
        en=Words(
            "Your bill: {amount_fen} still open",
            "{amount_fen} ({what}) is still open on the bill that was due on {due_on}. Please pay "
            "it soon. If you have, show the office your receipt and we will check.",
        ),
        staff_zh=Words(
            "{about}的账单还没缴",
            "{about}：{due_on}到期的账单还差{amount_fen}（{what}），请去看看。",
        ),
        staff_en=Words(
            "{about} is behind",
            "{about}: {amount_fen} ({what}) due on {due_on} is still open. Please look in.",
        ),
    ),
    "late_fee_growing": Occasion(
        {"amount_fen": Fact.FEN, "fee_fen": Fact.FEN, "due_on": Fact.DAY},
        zh=Words(
            "账单通知：滞纳金已有{fee_fen}",
            "{due_on}到期的{amount_fen}还没缴，滞纳金到今天是{fee_fen}，按天增加。早一天缴，少一天算。",
        ),
        en=Words(
            "Late fee so far: {fee_fen}",
            "{amount_fen} due on {due_on} is not paid. The late fee is {fee_fen} up to today and "
            "grows by the day, so paying sooner costs less.",
        ),
        staff_zh=Words(
            "{about}的滞纳金在涨",
            "{about}：{due_on}到期的{amount_fen}没缴，滞纳金到今天{fee_fen}，请跟进。",
        ),
        staff_en=Words(
            "{about}: a late fee is growing",
            "{about}: {amount_fen} due on {due_on} is open; the late fee is {fee_fen} by today.",
        ),
    ),
    "deposit_topup": Occasion(
        {"amount_fen": Fact.FEN, "due_on": Fact.DAY},
        zh=Words(
            "押金要补{amount_fen}",
            "您的押金用掉了一部分，要补{amount_fen}，日子是{due_on}。到收费处、转账或扫码都行。",
        ),
        en=Words(
            "Your deposit: {amount_fen} to top up",
            "Part of your deposit was used, and {amount_fen} is to be topped up; the day is "
            "{due_on}. Pay at the office, by transfer or by code.",
        ),
        staff_zh=Words("{about}的押金没补", "{about}：押金要补{amount_fen}，日子是{due_on}。"),
        staff_en=Words(
            "{about}: deposit to top up", "{about} has {amount_fen} to top up; due on {due_on}."
        ),
    ),
    "deposit_to_return": Occasion(
        {"lease": Fact.TEXT, "due_on": Fact.DAY},
        zh=Words(
            "押金{due_on}前要退",
            "合同{lease}的押金，最晚{due_on}退给商户，还没办完，请接着办。",
        ),
        en=Words(
            "A deposit to return by {due_on}",
            "The deposit of lease {lease} has to go back by {due_on}, and is not done yet.",
        ),
        despite_silence=True,
    ),
    "permit_window": Occasion(
        {**_PAPER, "due_on": Fact.DAY},
        zh=Words(
            "{paper}可以换证了",
            "您的{paper}{expires_on}到期，换证申请最晚{due_on}交。交了跟我们说一声，别耽误出摊。",
        ),
        en=Words(
            "Time to renew: {paper}",
            "Your {paper} runs out on {expires_on}, and the application to renew has to be in by "
            "{due_on}. Tell us once it is, so that you can go on trading.",
        ),
        staff_zh=Words(
            "{about}的{paper}没赶上换证",
            "{about}：{paper}{expires_on}到期，{due_on}前没见换证，请核实。",
        ),
        staff_en=Words(
            "{about}: {paper} not renewed",
            "{about}: {paper} runs out on {expires_on}; nothing came by {due_on}. Please check.",
        ),
    ),
    "permit_expiring": Occasion(
        _PAPER,
        zh=Words(
            "证件到期提示：{paper}",
            "您的{paper}有效期到{expires_on}。请提早换新证，办好拍照传上来，核对好就不耽误出摊。",
        ),
        en=Words(
            "Running out: {paper}",
            "Your {paper} is valid until {expires_on}. Please renew it in good time and send us a "
            "photo of the new one, so that you can go on trading.",
        ),
        staff_zh=Words(
            "{about}的{paper}快到期", "{about}：{paper}有效期到{expires_on}，请提醒换证。"
        ),
        staff_en=Words(
            "{about}: {paper} runs out", "{about}: {paper} is valid until {expires_on}."
        ),
    ),
    "permit_lapsed": Occasion(
        _PAPER,
        zh=Words(
            "证件到期提示：{paper}已过期",
            "您的{paper}只到{expires_on}有效，现在过期了。新证下来之前，用到它的生意先停一停；"
            "新证办好，拍照传上来。",
        ),
        en=Words(
            "Out of date: {paper}",
            "Your {paper} was valid until {expires_on}. Please stop the trade that needs it until "
            "you have the new one, and send us a photo as soon as you do.",
        ),
        staff_zh=Words(
            "{about}的{paper}过期了", "{about}：{paper}{expires_on}过期，没有新证，请到摊位看看。"
        ),
        staff_en=Words(
            "{about}: {paper} has run out",
            "{about}: {paper} ran out on {expires_on} and no new one is here. Please look in.",
        ),
    ),
    "lease_ending": Occasion(
        _LEASE,
        zh=Words(
            "{pitches}的合同快到期",
            "{pitches}的合同{lease}到{due_on}为止。续还是不续，请早点跟市场说一声，好给您留着。",
        ),
        en=Words(
            "Your lease of {pitches} ends soon",
            "Lease {lease} of {pitches} runs until {due_on}. Please tell the market early whether "
            "you would like to stay, so that it can be kept for you.",
        ),
        staff_zh=Words(
            "{about}的合同快到期", "{about}：{pitches}的合同{lease}到{due_on}为止，续不续请先问好。"
        ),
        staff_en=Words(
            "{about}: a lease is ending",
            "{about}: lease {lease} of {pitches} ends on {due_on}. Ask whether they stay.",
        ),
    ),
    "renewal_offer": Occasion(
        _LEASE,
        zh=Words(
            "{pitches}续租，{due_on}前答复",
            "{pitches}同等条件您优先续租（合同{lease}），请在{due_on}前答复，过了这天就放给别人。",
        ),
        en=Words(
            "Stay at {pitches}? Please answer by {due_on}",
            "You come first for {pitches} on equal terms (lease {lease}). Please answer by "
            "{due_on}; after that it is open to others.",
        ),
        despite_silence=True,
    ),
    "sublet_clock": Occasion(
        {"pitches": Fact.TEXT, "due_on": Fact.DAY},
        zh=Words(
            "{pitches}疑似转租，{due_on}前要表态",
            "{pitches}疑似转租，知道后六个月不表态就算同意，最晚{due_on}书面回复。",
        ),
        en=Words(
            "A sublet of {pitches} to object to by {due_on}",
            "{pitches} seems to be sublet. Silence for six months is consent; answer in writing "
            "by {due_on}.",
        ),
        despite_silence=True,
        short_zh="{pitches}疑似转租要表态",
    ),
    "holdover_clock": Occasion(
        _LEASE,
        zh=Words(
            "{pitches}到期还在用",
            "{pitches}的合同{lease}{due_on}到期，人还在用。不表态就成不定期租赁，请发通知或续签。",
        ),
        en=Words(
            "{pitches} still in use after its lease",
            "Lease {lease} of {pitches} ended on {due_on} and the pitch is still in use. Without a "
            "word it goes on with no end; object in writing or renew.",
        ),
        despite_silence=True,
    ),
    "application_deadline": Occasion(
        {"reference": Fact.TEXT, "what": Fact.TEXT, "due_on": Fact.DAY},
        zh=Words(
            "申请{reference}：{due_on}前{what}",
            "申请{reference}还等您{what}，最晚{due_on}。打开申请就能办，过了这天就不留了。",
        ),
        en=Words(
            "Application {reference}: {what} by {due_on}",
            "Application {reference} waits for you to {what} by {due_on}. Open it to do so; after "
            "that day nothing is kept.",
        ),
        despite_silence=True,
        short_zh="申请{reference}等您来办",
    ),
    "filing_deadline": Occasion(
        {
            "filing": Fact.TEXT,
            "session": Fact.TEXT,
            "authority": Fact.TEXT,
            "due_on": Fact.DAY,
        },
        zh=Words(
            "{session}：{filing}最晚{due_on}报",
            "{session}的{filing}还没报，最晚{due_on}报给{authority}，晚了活动办不成。",
        ),
        en=Words(
            "{session}: {filing} by {due_on}",
            "The {filing} for {session} is not filed yet. It has to reach {authority} by {due_on}.",
        ),
        despite_silence=True,
    ),
    "session_tomorrow": Occasion(
        {"session": Fact.TEXT, "pitch": Fact.TEXT, "hours": Fact.TEXT, "due_on": Fact.DAY},
        zh=Words(
            "{due_on}{session}，您在{pitch}",
            "{due_on}{session}，您的位置是{pitch}，{hours}。证件和健康证带上，来不了提早说一声。",
        ),
        en=Words(
            "{session} on {due_on}: you are at {pitch}",
            "{session} is on {due_on}, {hours}; your place is {pitch}. Bring your papers, and tell "
            "us early if you cannot come.",
        ),
    ),
    "meter_reading": Occasion(
        {"place": Fact.TEXT, "due_on": Fact.DAY},
        zh=Words("{place}{due_on}该抄表", "{place}的水电表{due_on}该抄，抄完拍照存上。"),
        en=Words(
            "Meters to read at {place} by {due_on}",
            "The meters at {place} are to be read by {due_on}. Keep a photo of each.",
        ),
        despite_silence=True,
    ),
    "enquiry_promised": Occasion(
        {"reference": Fact.TEXT, "due_on": Fact.DAY},
        zh=Words("诉求最晚{due_on}答复", "诉求{reference}答应{due_on}前答复，还没答，请看一看。"),
        en=Words(
            "{reference}: answer by {due_on}",
            "We promised an answer to {reference} by {due_on}, and there is none yet.",
        ),
        despite_silence=True,
    ),
    "rectification": Occasion(
        {"what": Fact.TEXT, "due_on": Fact.DAY},
        zh=Words(
            "整改提醒：最晚{due_on}",
            "巡查时说好的整改（{what}），最晚{due_on}改好，拍张照传上来就行。",
        ),
        en=Words(
            "To put right by {due_on}",
            "Please put right what the inspection found ({what}) by {due_on}, and send us a photo.",
        ),
        staff_zh=Words("{about}的整改到期了", "{about}：{what}该在{due_on}前改好，请去复查。"),
        staff_en=Words(
            "{about}: to be looked at again",
            "{about}: {what} was to be put right by {due_on}. Please look again.",
        ),
    ),
    "digest": Occasion(
        {"count": Fact.TEXT, "lines": Fact.TEXT},
        zh=Words("今天有{count}件事", "今天有{count}件事：{lines}。详情看您的页面。"),
        en=Words("{count} things today", "{count} things today: {lines}. See your page for more."),
        despite_silence=True,
    ),
    "test_message": Occasion(
        {"text": Fact.TEXT},
        zh=Words("试发", "{text}"),
        en=Words("A test", "{text}"),
        at_any_hour=True,
        despite_silence=True,
    ),
}
