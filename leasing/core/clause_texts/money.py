"""What is paid, what is held, and what being late costs."""

from collections.abc import Iterator

from leasing.core.clause_texts.days import day
from leasing.core.lease_facts import FreeDays, LeaseFacts


def clauses(facts: LeaseFacts) -> Iterator[tuple[str, str, bool]]:
    """Rent, its steps, days without it, the deposit, meters, heating, rebates, being late."""
    yield "租金和费用", RENT, False
    if facts.steps:
        yield "租金调整", _steps(facts), True
    if facts.free:
        yield "免租期", _free(facts.free), any(each.claw_back for each in facts.free)
    if facts.deposit != "0.00":
        yield "押金", _deposit(facts), True
    if facts.metered:
        yield "水、电费", METERS, False
    if facts.heating:
        yield "取暖费", HEATING, False
    if facts.closure_rebate:
        yield "停业减免", REBATE, False
    yield "逾期付款", _late(facts), True


RENT = (
    "租金和各项费用的标准见附表一，每期应付的日期和金额见附表二（缴费计划）。承租方应当在应付日当日或者之前付清。"
    "出租方收款后应当开具收据。附表以外的收费，承租方有权拒绝。"
)
METERS = (
    "水、电按承租方分表的读数和供应单位的单价计收，出租方不在单价之上加价；公共损耗分摊的，单独列明分摊办法和金额。"
    "承租方可以随时核对抄表记录。"
)
HEATING = (
    "取暖费按取暖季计收，标准和应付日期见附表。取暖季中途入场或者退场的，按实际供暖的天数折算。"
)
REBATE = (
    "因出租方原因或者政府要求整体停业、摊位不能使用，且不可归责于承租方的，停业满一日即按日减免相应期间的租金"
    "（《民法典》第七百零八条）。"
)


def _steps(facts: LeaseFacts) -> str:
    return f"租金按下列约定调整，到期自动执行，不另行通知：{'；'.join(facts.steps)}。"


def _free(free: tuple[FreeDays, ...]) -> str:
    spans = "；".join(f"{day(each.first)}至{day(each.last)}" for each in free)
    text = f"下列期间（首尾两日均包含在内）免收租金，其他费用照常计收：{spans}。"
    if any(each.claw_back for each in free):
        text += (
            "承租方在租赁期满前自行退租，或者因承租方违约致使合同解除的，"
            "应当按约定租金标准补交已享受的免租期租金。"
        )
    return text


def _deposit(facts: LeaseFacts) -> str:
    return (
        f"押金{facts.deposit}元，用于担保承租方履行本合同，不是定金，不适用定金罚则，不计利息。"
        "租赁终止、承租方交还摊位并结清费用后，押金扣除经双方核对的欠款和损坏赔偿，"
        f"余额在{facts.deposit_return_days}个工作日内退还。扣除的每一项，出租方应当列明并出具结算单。"
    )


def _late(facts: LeaseFacts) -> str:
    return (
        f"承租方逾期付款的，自应付日的次日起，按未付金额每日{facts.late_fee_percent_per_day}%支付违约金，"
        f"违约金累计不超过该笔未付金额的{facts.late_fee_cap_percent}%"
        "（《民法典》第五百八十五条）。违约金过分高于损失的，承租方可以请求减少。"
    )
