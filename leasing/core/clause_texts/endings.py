"""How a lease ends, and what happens then."""

from collections.abc import Iterator

from leasing.core.lease_facts import LeaseFacts


def clauses(facts: LeaseFacts) -> Iterator[tuple[str, str, bool]]:
    """Termination for arrears, leaving early, the end of the term, handing back."""
    yield "欠租解除", _arrears(facts), True
    if facts.last is not None:
        yield "提前退租", _early(facts), True
        yield "期满和续租", EXPIRY, False
    yield "交还摊位", HAND_BACK, False


EXPIRY = (
    "租赁期满，承租方在同等条件下享有优先承租的权利；出租方应当在期满前通知承租方续租条件。"
    "期满后承租方继续使用、出租方没有提出异议的，原合同继续有效，但租赁期限为不定期（《民法典》第七百三十四条）。"
)
HAND_BACK = (
    "租赁终止之日，承租方腾空并交还摊位，恢复至可正常使用的状态（正常磨损除外），双方当场清点，结清水电等费用。"
    "逾期不交还的，按原租金标准按日支付占用费。承租方留在摊位内的物品，出租方应当通知其限期取回，不得擅自处分。"
)


def _arrears(facts: LeaseFacts) -> str:
    return (
        f"承租方逾期未付租金的，出租方发出书面催缴函，给予不少于{facts.cure_days}日的付款期限；"
        "期限届满仍未付清且无正当理由的，出租方可以书面通知解除合同，合同自通知载明的日期解除"
        "（《民法典》第五百六十三条、第五百六十五条、第七百二十二条）。"
        "出租方不得以断水、断电、锁门等方式代替法律途径。"
    )


def _early(facts: LeaseFacts) -> str:
    return (
        f"承租方需要在期满前退租的，应当提前{facts.leave_notice_days}日书面通知出租方并与出租方协商，"
        "租金收至实际交还摊位之日；因此给出租方造成损失的，依法赔偿。已收而未使用期间的租金，出租方应当退还或者抵付其他欠款。"
    )
