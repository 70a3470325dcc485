"""What no filing can cure and the organiser must know: noise at night, loudspeakers, open fires."""

from collections.abc import Callable
from dataclasses import dataclass

from events.core.occasions import Feature, Occasion


@dataclass(frozen=True, slots=True)
class Caution:
    """A sentence for the organiser in both languages, with the law it comes from."""

    code: str
    zh: str
    en: str
    source: str


def _with(feature: Feature) -> Callable[[Occasion], bool]:
    return lambda occasion: feature in occasion.features


_RULES: tuple[tuple[Callable[[Occasion], bool], Caution], ...] = (
    (
        lambda occasion: occasion.at_night,
        Caution(
            "NIGHT_NOISE",
            "22:00 到次日 06:00 是夜间，这段时间不能吵到周围居民，音响要提前关小或关掉。",
            "From 22:00 to 06:00 the neighbours' rest is protected: turn the music down or off.",
            "噪声污染防治法",
        ),
    ),
    (
        _with(Feature.LOUDSPEAKER),
        Caution(
            "LOUDSPEAKER",
            "任何时段都不能用高音喇叭招揽顾客。",
            "Advertising by loudspeaker is banned at any hour.",
            "噪声污染防治法",
        ),
    ),
    (
        _with(Feature.BARBECUE),
        Caution(
            "OUTDOOR_BBQ",
            "露天烧烤只能在县里划定的区域内做；在区域外提供场地，市场也要受罚。",
            "Outdoor barbecue is allowed only in the zones the county has drawn; outside them "
            "whoever lends the ground is fined as well.",
            "大气污染防治法第81条",
        ),
    ),
    (
        lambda occasion: {Feature.PAID_PERFORMANCE, Feature.TEMPORARY_STAGE} <= occasion.features,
        Caution(
            "TEMPORARY_STAGE",
            "临时搭台的演出，要先拿到公安和消防的手续，再去文化部门申请。",
            "For a temporary stage get the papers of the police and the fire brigade first; "
            "the culture office asks for them.",
            "营业性演出管理条例",
        ),
    ),
    (
        _with(Feature.PUBLIC_ROAD),
        Caution(
            "ROAD_DAYS",
            "占道要提前多少天申请，以市政和交管公布的为准，请先打电话问清楚。",
            "How early to apply for the road is for the two offices to say: ask them now.",
            "城市道路管理条例",
        ),
    ),
)


def cautions(occasion: Occasion) -> tuple[Caution, ...]:
    """Every caution that the session calls for; none where there is nothing to do about it."""
    return tuple(caution for applies, caution in _RULES if applies(occasion))
