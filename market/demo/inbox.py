"""What lies on the checker's table: papers just handed in, given back, refused, renewed."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice

from market.actions import permits, uploads
from market.core.actors import Actor
from market.core.hours import local_day
from market.core.periods import ONE_DAY, months_after
from market.core.states import PermitState
from market.demo.crew import acting, own_hand
from market.demo.numbers import paper_number
from market.demo.pictures import photo
from market.demo.working_hours import at_work
from market.models import Permit, Vendor

TO_CHECK, RENEWED = 16, 4
FAULTS = (
    "照片反光，编号看不清，请在窗边重拍一张",
    "有效期那一行没拍到，请把整张证拍进来",
    "姓名和登记的不一致，请核对是不是拿错了别人的证",
    "只有正面，背面的检查结果也要一张",
    "这张是旧证，新证下来后再传",
)
REASONS = ("证件编号查不到，请到发证单位核对", "不是本人的健康证")


def fill(*, by: Actor, at: datetime) -> None:
    """Hand in new papers for what has run out or soon will, and deal with some of them."""
    looked_at = TO_CHECK + RENEWED + len(FAULTS) + len(REASONS) + 1
    papers = iter(list(islice(_handed_in(at), looked_at))[TO_CHECK:])
    for paper, then in islice(papers, RENEWED):
        _accept(paper, by, then)
    for faults, (paper, then) in zip(FAULTS, papers, strict=False):
        permits.return_(paper, faults=faults, by=by, at=then)
    for reason, (paper, then) in zip(REASONS, papers, strict=False):
        permits.refuse(paper, reason=reason, by=by, at=then)
    paper, then = next(papers)
    permits.withdraw(paper, reason="传错了", by=by, at=then)
    _revoke_one(at)


def _handed_in(at: datetime) -> Iterator[tuple[Permit, datetime]]:
    """New papers, the latest first, each with a moment at which it could be looked at."""
    for place, old in enumerate(_to_be_renewed(at)):
        hours = 3 * place + 2
        paper = _hand_in(old, 5001 + place, at=at_work(at - timedelta(hours=hours)))
        yield paper, at_work(at - timedelta(hours=hours - 2))


def _to_be_renewed(at: datetime) -> list[Permit]:
    """Papers that are nearly over or just past it, the most pressing ones first."""
    on = local_day(at)
    near = Permit.objects.filter(
        state=PermitState.ACCEPTED,
        expires_on__range=(on - 75 * ONE_DAY, on + 44 * ONE_DAY),
        type__code__in=("HEALTH_CERT", "SCALE_VERIFY", "SD_SMALL_CATERING"),
    ).exclude(vendor__source_key__in=("demo/hall/001", "demo/hall/027"))
    return list(
        near.select_related("vendor", "type", "worker", "pitch").order_by("expires_on", "pk")
    )


def _hand_in(old: Permit, number: int, *, at: datetime) -> Permit:
    """The new paper for an old one, with its photo, by the vendor's own hand."""
    vendor: Vendor = old.vendor
    own = own_hand(vendor)
    issued = local_day(at) - 2 * ONE_DAY
    expires = months_after(issued, old.type.valid_months or 12) - ONE_DAY
    written = paper_number(old.type.code, number)
    paper = permits.submit(
        vendor,
        old.type,
        by=own,
        at=at,
        number=written,
        issued_on=issued,
        expires_on=expires,
        worker=old.worker,
        pitch=old.pitch,
        consent=old.type.sensitive,
    )
    picture = photo(old.type.code, f"No. {written}", f"{issued}", f"{expires}")
    uploads.store(picture, f"{old.type.name}.jpg", paper, by=own, at=at)
    return paper


def _accept(paper: Permit, by: Actor, at: datetime) -> Permit:
    return permits.accept(
        paper,
        number=paper.number,
        issued_on=paper.issued_on,
        expires_on=paper.expires_on,
        by=by,
        at=at,
    )


def _revoke_one(at: datetime) -> None:
    """Its issuer has withdrawn a registration that stood in the books."""
    paper = Permit.objects.filter(
        state=PermitState.ACCEPTED, type__code="SD_FOOD_STALL_CARD", vendor__trade="小吃"
    ).order_by("-pk")[0]
    reason = "镇里通知：经营地点已变更，原公示卡作废"
    permits.revoke(paper, reason=reason, by=acting("manager"), at=at_work(at - ONE_DAY))
