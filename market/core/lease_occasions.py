"""What the house says in the life of a lease, in Chinese and in English."""

from collections.abc import Mapping

from market.core.occasions import Fact, Occasion, Words

_LEASE = {"lease": Fact.TEXT, "pitches": Fact.TEXT}
_HANDED = {"pitches": Fact.TEXT, "after": Fact.TEXT, "from_day": Fact.DAY}

LEASE_OCCASIONS: Mapping[str, Occasion] = {
    "lease_signed": Occasion(
        _LEASE,
        zh=Words(
            "合同签好了：{pitches}",
            "{pitches}的合同签好了，编号{lease}。合同和账单都在您的页面上，随时可以看。",
        ),
        en=Words(
            "Your lease is signed: {pitches}",
            "The lease of {pitches} is signed; its number is {lease}. You will find it on your "
            "page, together with your bills.",
        ),
        despite_silence=True,
    ),
    "lease_ended": Occasion(
        {**_LEASE, "last": Fact.DAY},
        zh=Words(
            "{pitches}用到{last}",
            "{pitches}的合同（{lease}）到{last}为止。多缴的退到账上，少缴的会出一张账单，"
            "都在您的页面上。",
        ),
        en=Words(
            "{pitches} until {last}",
            "Your lease {lease} of {pitches} ends on {last}. What was paid beyond is "
            "credited, what is missing is billed; both are on your page.",
        ),
        despite_silence=True,
    ),
    "lease_amended": Occasion(
        {**_LEASE, "from_day": Fact.DAY},
        zh=Words(
            "{pitches}的合同有变动",
            "{pitches}的合同（{lease}）从{from_day}起有变动，补充协议和新的账单在您的页面上。",
        ),
        en=Words(
            "Your lease of {pitches} has changed",
            "Your lease {lease} of {pitches} changes from {from_day}. The supplementary "
            "agreement and the bills are on your page.",
        ),
        despite_silence=True,
    ),
    "renewal_offered": Occasion(
        {"pitches": Fact.TEXT, "until": Fact.MOMENT},
        zh=Words(
            "{pitches}续租，先问您",
            "{pitches}快到期了，同等条件下您优先。新的条件在您的页面上，"
            "请在{until}之前答复，不答复就当不续了。",
        ),
        en=Words(
            "Would you like to keep {pitches}?",
            "Your lease of {pitches} ends soon, and you come first on equal terms. The new "
            "terms are on your page; please answer before {until}.",
        ),
        despite_silence=True,
    ),
    "renewal_expired": Occasion(
        {"pitches": Fact.TEXT, "until": Fact.MOMENT},
        zh=Words(
            "{pitches}续租没等到答复",
            "{pitches}的续租等到{until}，没有收到您的答复。还想续，请尽快到市场办公室说一声。",
        ),
        en=Words(
            "No answer about {pitches}",
            "We waited until {until} for your answer about {pitches}. If you still want to "
            "stay, please tell the office soon.",
        ),
        despite_silence=True,
    ),
    "lease_overstayed": Occasion(
        {"pitches": Fact.TEXT, "last": Fact.DAY},
        zh=Words(
            "{pitches}的合同到期了",
            "{pitches}的合同到{last}就满了，您还在用。续租还是退租，请到市场办公室说一声。",
        ),
        en=Words(
            "Your lease of {pitches} has run out",
            "Your lease of {pitches} ran out on {last} and you are still there. Please "
            "tell the office whether you stay or leave.",
        ),
        despite_silence=True,
    ),
    "holdover_begun": Occasion(
        {"pitches": Fact.TEXT, "since": Fact.DAY},
        zh=Words(
            "{pitches}先照原来的条件用",
            "{pitches}从{since}起没有新的期限，租金照旧。哪一方不用了，提前说一声就行。",
        ),
        en=Words(
            "You go on with {pitches} for now",
            "From {since} you keep {pitches} on the same terms, without a fixed end. "
            "Either side may end it with notice.",
        ),
        despite_silence=True,
    ),
    "asked_to_leave": Occasion(
        {"pitches": Fact.TEXT, "leave_by": Fact.DAY},
        zh=Words(
            "{pitches}请按时退还",
            "{pitches}的合同已经到期，市场不再续租，请在{leave_by}之前收拾好交回。",
        ),
        en=Words(
            "Please hand {pitches} back",
            "Your lease of {pitches} has run out and is not renewed. Please hand it back "
            "by {leave_by}.",
        ),
        despite_silence=True,
    ),
    "transfer_asked": Occasion(
        _HANDED,
        zh=Words(
            "{pitches}转让申请收到了",
            "{pitches}从{from_day}起转给{after}的申请收到了，市场看过就答复您。",
        ),
        en=Words(
            "We have your request about {pitches}",
            "We have your request to hand {pitches} on to {after} from {from_day}, and "
            "will answer soon.",
        ),
        despite_silence=True,
    ),
    "transfer_agreed": Occasion(
        _HANDED,
        zh=Words(
            "{pitches}从{from_day}起转给{after}",
            "市场同意{pitches}从{from_day}起转给{after}。这天以后的账单归新摊主，"
            "之前没缴的还是原摊主的。",
        ),
        en=Words(
            "{pitches} goes to {after}",
            "The market agrees: {pitches} goes to {after} from {from_day}. Bills from then "
            "on are the new vendor's; open ones stay with the old.",
        ),
        short_zh="{pitches}转给{after}",
        despite_silence=True,
    ),
    "transfer_refused": Occasion(
        {"pitches": Fact.TEXT, "after": Fact.TEXT, "why": Fact.TEXT},
        zh=Words(
            "{pitches}这次不能转让",
            "{pitches}转给{after}这次没有同意：{why}。有不清楚的，到市场办公室问一声。",
        ),
        en=Words(
            "About handing {pitches} on",
            "We could not agree to hand {pitches} on to {after}: {why}. If that is "
            "unclear, ask at the office.",
        ),
        despite_silence=True,
    ),
    "relocation_announced": Occasion(
        {"before": Fact.TEXT, "after": Fact.TEXT, "from_day": Fact.DAY},
        zh=Words(
            "{before}要搬到{after}",
            "从{from_day}起，您的摊位从{before}搬到{after}。需要帮忙搬，提前跟市场说一声。",
        ),
        en=Words(
            "{before} moves to {after}",
            "From {from_day} your pitch is {after} instead of {before}. If you need help "
            "with the move, tell the market in advance.",
        ),
        despite_silence=True,
    ),
    "sublet_objected": Occasion(
        {"pitches": Fact.TEXT},
        zh=Words(
            "{pitches}不能转给别人用",
            "听说{pitches}现在是别人在用，市场没有同意过。请自己用，或者到市场办公室办转让。",
        ),
        en=Words(
            "{pitches} may not be sublet",
            "It seems that somebody else is using {pitches}, which the market has not "
            "agreed to. Please use it yourself, or ask for a transfer.",
        ),
        despite_silence=True,
    ),
    "closure_announced": Occasion(
        {"pitches": Fact.TEXT, "why": Fact.TEXT, "first": Fact.DAY, "last": Fact.DAY},
        zh=Words(
            "{first}至{last}停业",
            "{pitches}因{why}，{first}到{last}停业。这几天减的租金已经记到账单里，不用您来申请。",
        ),
        en=Words(
            "Closed from {first} to {last}",
            "Closed from {first} to {last}: {pitches} ({why}). The rebate is in your bills "
            "already; there is nothing to apply for.",
        ),
        short_zh="{first}起停业",
        despite_silence=True,
    ),
    "closure_lifted": Occasion(
        {"pitches": Fact.TEXT, "first": Fact.DAY, "last": Fact.DAY},
        zh=Words(
            "{first}的停业取消了",
            "原定{first}到{last}的停业取消，{pitches}照常营业，减的租金也改回来了。",
        ),
        en=Words(
            "Not closed after all",
            "The closure from {first} to {last} is off: {pitches} is open as usual, and "
            "the rebate is taken back.",
        ),
        despite_silence=True,
    ),
}
