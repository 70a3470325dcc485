"""What an authority wants to see with a filing, from the law that asks for it."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Material:
    """One paper to put on the table, in both languages."""

    zh: str
    en: str


MATERIALS: Mapping[str, tuple[Material, ...]] = {
    # 大型群众性活动安全管理条例 13
    "MASS_EVENT": (
        Material("承办者合法成立的证明", "Proof that the organiser exists in law"),
        Material("安全责任人的身份证明", "Identity of the person answerable for safety"),
        Material("活动方案及其说明", "Plan of the event, explained"),
        Material("安全工作方案", "Safety plan: staff, gates, crowd, fire, emergencies"),
        Material("场所管理者同意提供场所的证明", "Consent of whoever manages the ground"),
    ),
    # 营业性演出管理条例 16, 20
    "PERFORMANCE": (
        Material("演出名称、单位、时间、地点、场次", "Title, organiser, times, place, shows"),
        Material("参加演出的团体和演员名单", "Troupes and performers"),
        Material("节目及其视听资料", "The programme, with recordings"),
        Material("临时舞台的安全、消防批准文件", "Safety and fire papers of a temporary stage"),
    ),
    # 食品安全法 61, 食品经营许可和备案管理办法
    "FOOD_FAIR_REPORT": (
        Material("展销会的名称、时间、地点、规模", "Name, time, place and size of the fair"),
        Material("入场食品经营者名单及证照", "Food vendors who take part, with their papers"),
        Material("食品安全管理制度", "Food safety rules of the fair"),
    ),
    # 城市道路管理条例 31
    "ROAD_OCCUPY": (
        Material("占用位置、面积、时间的示意图", "Sketch of the place, area and hours"),
        Material("交通组织和公交改线方案", "Traffic plan, with diverted buses"),
    ),
}


def materials(code: str) -> tuple[Material, ...]:
    """The papers for a filing; none where this table knows of none."""
    return MATERIALS.get(code, ())
