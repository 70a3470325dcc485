"""What each side does while the lease runs."""

from collections.abc import Iterator

from leasing.core.lease_facts import LeaseFacts, Share


def clauses(facts: LeaseFacts) -> Iterator[tuple[str, str, bool]]:
    """Upkeep, order, food, gas, letting to others, several tenants."""
    yield "交付和维修", UPKEEP, False
    yield "经营秩序", ORDER, False
    if facts.food:
        yield "食品安全", FOOD, True
    if facts.gas:
        yield "燃气和明火", GAS, True
    yield "转租和转让", _sublet(facts), True
    if facts.shares:
        yield "多人承租", _shares(facts.shares), True


UPKEEP = (
    "出租方按约定的日期交付摊位，保证其能够正常使用，并负责摊位主体和公共设施的维修；出租方接到报修后未在合理期限内维修的，"
    "承租方可以自行维修，费用由出租方负担（《民法典》第七百一十二条、第七百一十三条）。"
    "承租方妥善使用摊位；因使用不当造成损坏的，由承租方修复或者赔偿。"
)
ORDER = (
    "承租方亮照经营，明码标价，使用检定合格的计量器具，不占用通道和消防设施，保持摊位及周边清洁，遵守市场公示的管理制度。"
    "市场管理制度增加承租方负担的，应当先与承租方协商。"
)
FOOD = (
    "承租方经营食品的，应当依法取得许可、登记或者备案，从业人员持有效健康证明，落实进货查验和记录，不经营法律、法规禁止的食品。"
    "出租方依法审查证件、定期检查并建立档案；证件过期未续或者检查发现食品安全问题的，出租方有权要求承租方立即停止经营该类食品"
    "并报告监管部门（《食品安全法》第六十一条、第一百三十条）。"
)
GAS = (
    "承租方使用燃气或者明火的，只能使用合格的气瓶、灶具和连接管，安装熄火保护和泄漏报警装置，配备灭火器材，每日收摊关闭气源。"
    "承租方不得在摊位内储存备用气瓶。出租方发现隐患的，有权要求立即停用，直至隐患消除（《安全生产法》第三十六条）。"
)


def _sublet(facts: LeaseFacts) -> str:
    if not facts.sublet_with_consent:
        return (
            "承租方不得将摊位转租、转借或者以合伙、承包等名义交他人经营。违反的，出租方可以解除合同"
            "（《民法典》第七百一十六条）。"
        )
    return (
        "承租方转租、转让摊位，须事先经出租方书面同意。未经同意转租的，出租方可以解除合同（《民法典》第七百一十六条）；"
        "出租方知道或者应当知道转租，六个月内未提出异议的，视为同意（《民法典》第七百一十八条）。"
    )


def _shares(shares: tuple[Share, ...]) -> str:
    parts = "、".join(f"{each.tenant}（{each.part}）" for each in shares)
    return (
        f"本合同的承租方为多人，内部按下列份额分担租金和费用：{parts}。"
        "各承租人对出租方承担连带责任；实际承担超过自己份额的，可以向其他承租人追偿（《民法典》第五百一十八条、第五百一十九条）。"
    )
