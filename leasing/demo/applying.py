"""One applicant's way to the counter: the form filled in, one paper photographed, handed in."""

from datetime import datetime, timedelta

from leasing.actions import applications
from leasing.models import Application
from market.actions import permits
from market.core.actors import Actor
from market.core.hours import local_day
from market.core.periods import ONE_DAY, months_after
from market.core.requirements.goods import FOOD, classes_of
from market.demo.chance import dice
from market.demo.crew import own_hand
from market.demo.numbers import paper_number
from market.demo.pictures import photo
from market.demo.standing import FREE
from market.models import Market, PermitType, Pitch, Vendor

MESSAGES = (
    "",
    "在县城卖了六年，想回来离家近些。",
    "自家大棚，每天现摘，货量稳定。",
    "希望靠近南门，搬货方便。",
    "夫妻两人一起做，早上五点就能到。",
    "",
    "以前在早市摆摊，手续都齐。",
    "孩子在蔄山上学，想长期干。",
)


def begin(
    vendor: Vendor, market: Market, pitches: dict[str, Pitch], *, at: datetime
) -> Application:
    """Fill in the form, and wish for a pitch that is free."""
    throw = dice(f"wish {vendor.source_key}")
    wished = [pitches[code] for code in sorted(FREE) if pitches[code].goods == [vendor.trade]]
    return applications.begin(
        vendor,
        market,
        by=own_hand(vendor),
        at=at,
        kind="night" if vendor.trade == "小吃" else "stall",
        trade=vendor.trade,
        goods=vendor.goods,
        wish=throw.choice(wished) if wished and throw.random() < 0.6 else None,
        starts_on=months_after(local_day(at).replace(day=1), 1 + throw.randint(0, 1)),
        months=throw.choice((6, 12, 12, 12, 24)),
        message=throw.choice(MESSAGES),
    )


def hand_in(application: Application, number: int, *, at: datetime) -> Application:
    """Photograph the one paper that is asked for first, and send everything off."""
    vendor = application.vendor
    code = _asked_for(vendor)
    type = PermitType.objects.get(code=code)
    written = vendor.uscc if code == "BIZ_LICENSE" else paper_number(code, 8000 + number)
    issued = local_day(at) - dice(f"issued {vendor.source_key}").randint(20, 200) * ONE_DAY
    expires = months_after(issued, type.valid_months) - ONE_DAY if type.valid_months else None
    applications.hand_in(
        application,
        type,
        content=photo(code, f"No. {written}", f"{issued}", f"{expires or ''}"),
        name=f"{type.name.partition('/')[0]}.jpg",
        by=own_hand(vendor),
        at=at,
        number=written,
        expires_on=expires,
        consent=type.sensitive,
    )
    return applications.submit(application, by=own_hand(vendor), at=at + timedelta(minutes=6))


def check_papers(application: Application, *, by: Actor, at: datetime) -> None:
    """Take what was handed in as read and right."""
    for row in application.papers.select_related("permit__type", "permit__vendor"):
        paper = row.permit
        permits.accept(
            paper,
            number=paper.number,
            issued_on=paper.issued_on,
            expires_on=paper.expires_on,
            by=by,
            at=at,
        )


def _asked_for(vendor: Vendor) -> str:
    if vendor.uscc:
        return "BIZ_LICENSE"
    food = classes_of(vendor.trade, vendor.goods) & FOOD
    return "HEALTH_CERT" if food else "PRODUCE_CERT"
