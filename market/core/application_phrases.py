"""What the house says to somebody who applies for a pitch, move by move."""

from collections.abc import Mapping

from market.core.occasions import Fact, Occasion, Words

_APPLICATION = {"reference": Fact.TEXT}
_OFFER = {"reference": Fact.TEXT, "pitches": Fact.TEXT, "until": Fact.MOMENT}

APPLYING: Mapping[str, Occasion] = {
    "application_received": Occasion(
        _APPLICATION,
        zh=Words(
            "申请收到了：{reference}",
            "您的申请收到了，编号{reference}。有进展就告诉您；凭编号和手机号，随时可以来看。",
        ),
        en=Words(
            "We have your application {reference}",
            "Your application has arrived; its number is {reference}. We will tell you when "
            "something happens. With the number and your phone you can look in at any time.",
        ),
        at_any_hour=True,
        despite_silence=True,
    ),
    "application_again": Occasion(
        {**_APPLICATION, "other": Fact.TEXT},
        zh=Words(
            "您还有一份申请在办：{other}",
            "刚收到{reference}，您这个手机号还有一份没办完的申请，编号{other}。要的是同一样，撤掉一份就行；"
            "两份都要，什么也不用做。",
        ),
        en=Words(
            "You have another application under way: {other}",
            "{reference} has just arrived, and this number has another one under way: {other}. If both "
            "ask for the same, take one of them back. If you want both, you need do nothing.",
        ),
        at_any_hour=True,
    ),
    "application_taken_in": Occasion(
        _APPLICATION,
        zh=Words(
            "申请{reference}受理了",
            "申请{reference}材料齐了，已经受理，接下来评审。有结果第一时间告诉您，这段时间不用跑。",
        ),
        en=Words(
            "We have taken in application {reference}",
            "Application {reference} is complete and is being looked at now. We will tell you the "
            "outcome; there is nothing you need to do.",
        ),
        despite_silence=True,
    ),
    "application_turned_away": Occasion(
        {"reference": Fact.TEXT, "reason": Fact.TEXT},
        zh=Words(
            "申请{reference}没能受理",
            "申请{reference}没能受理：{reason}。情况变了，随时可以再申请。",
        ),
        en=Words(
            "We could not take in application {reference}",
            "We could not take in application {reference}: {reason}. If that changes, you can "
            "apply again at any time.",
        ),
        despite_silence=True,
    ),
    "application_corrections": Occasion(
        {"reference": Fact.TEXT, "due_on": Fact.DAY},
        zh=Words(
            "申请{reference}还差几样",
            "申请{reference}还差几样，打开申请就看得到。最晚{due_on}补上，填好的都留着，不用重来。",
        ),
        en=Words(
            "Something is missing: application {reference}",
            "Application {reference} needs a little more; open it to see what. Please add it by "
            "{due_on}. What you have filled in is kept.",
        ),
        despite_silence=True,
    ),
    "application_waitlisted": Occasion(
        _APPLICATION,
        zh=Words(
            "申请{reference}进了候补",
            "申请{reference}排进了候补。一有摊位空出来，按顺序联系您，别的不用再交。",
        ),
        en=Words(
            "Application {reference} is on the waiting list",
            "Application {reference} is on the waiting list. As soon as a pitch comes free we call "
            "in order; there is nothing more to hand in.",
        ),
        despite_silence=True,
    ),
    "application_refused": Occasion(
        {"reference": Fact.TEXT, "reason": Fact.TEXT},
        zh=Words(
            "申请{reference}有结果了",
            "申请{reference}这次没能给您安排：{reason}。往后还想来，随时可以再申请。",
        ),
        en=Words(
            "About your application {reference}",
            "We could not give you a pitch on application {reference}: {reason}. You are welcome "
            "to apply again at any time.",
        ),
        despite_silence=True,
    ),
    "application_withdrawn": Occasion(
        _APPLICATION,
        zh=Words(
            "申请{reference}撤回了",
            "申请{reference}已经撤回。不是您的意思，请马上跟市场办公室说一声。",
        ),
        en=Words(
            "Application {reference} is withdrawn",
            "Application {reference} has been withdrawn. If you did not mean that, please tell the "
            "market office at once.",
        ),
        despite_silence=True,
    ),
    "application_cancelled": Occasion(
        {"reference": Fact.TEXT, "reason": Fact.TEXT},
        zh=Words(
            "申请{reference}取消了",
            "申请{reference}由市场取消了：{reason}。有不清楚的，到市场办公室问一声。",
        ),
        en=Words(
            "Application {reference} is cancelled",
            "The market has cancelled application {reference}: {reason}. If that is unclear, ask "
            "at the market office.",
        ),
        despite_silence=True,
    ),
    "application_told": Occasion(
        {"title": Fact.TEXT, "text": Fact.TEXT},
        zh=Words("{title}", "{text}"),
        en=Words("{title}", "{text}"),
        despite_silence=True,
    ),
    "offer_made": Occasion(
        _OFFER,
        zh=Words(
            "给您留了{pitches}",
            "申请{reference}有结果了：{pitches}给您留着。请在{until}之前确认，"
            "过了这个时间就让给下一位。",
        ),
        en=Words(
            "{pitches} is kept for you",
            "Good news on application {reference}: {pitches} is yours if you confirm before "
            "{until}. After that it goes to the next in line.",
        ),
        despite_silence=True,
    ),
    "offer_accepted": Occasion(
        {"reference": Fact.TEXT, "pitches": Fact.TEXT},
        zh=Words(
            "{pitches}说定了",
            "申请{reference}：{pitches}说定了。合同备好就请您来签，带上身份证就行。",
        ),
        en=Words(
            "{pitches}: agreed",
            "Application {reference}: {pitches} is agreed. We will ask you in to sign as soon as "
            "the lease is ready; your identity card is all you need.",
        ),
        despite_silence=True,
    ),
    "offer_declined": Occasion(
        {"reference": Fact.TEXT, "pitches": Fact.TEXT},
        zh=Words(
            "{pitches}不要了，记下了",
            "申请{reference}：您不要{pitches}，我们记下了。不是您的意思，请马上跟市场办公室说一声。",
        ),
        en=Words(
            "{pitches} declined",
            "Application {reference}: we have noted that you do not want {pitches}. If you did not "
            "mean that, please tell the market office at once.",
        ),
        despite_silence=True,
    ),
    "offer_expired": Occasion(
        _OFFER,
        zh=Words(
            "{pitches}不再保留",
            "{pitches}为您留到{until}，没等到您确认，已经放开了。"
            "还想要摊位，跟市场说一声，申请编号{reference}。",
        ),
        en=Words(
            "{pitches} is no longer kept",
            "{pitches} was kept for you until {until}, and we did not hear from you. If you still "
            "want a pitch, tell the market; your application is {reference}.",
        ),
        despite_silence=True,
    ),
}
