"""The queue of applications, with somebody at every point of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from leasing.actions import applications, offers, waitlists
from leasing.core.drafts import DraftLine, LeaseDraft
from leasing.demo import applying
from leasing.models import Application
from market.core.actors import HOUSE, Actor
from market.core.hours import local_day
from market.core.periods import ONE_DAY, months_after
from market.demo.cast import source_key
from market.demo.crew import acting, own_hand
from market.demo.working_hours import at_work
from market.models import Market, Pitch, Vendor

FAULTS = (
    "营业执照还差副本照片；经营品类请写具体",
    "健康证看不清姓名，请重拍；另补一张身份证正面",
    "请写明几月几号能开始，以及是否需要上下水",
    "执照上的名称和申请的不一致，请核对",
)
REASONS = ("这一行的摊位满了，按划行归市不再增加同类", "想做的品类不在本市场的经营范围内")

# who stands where, by the number of the applicant
ARRIVED, REVIEWED, TO_CORRECT = range(1, 8), range(8, 13), range(13, 17)
WAITLISTED, REFUSED = range(17, 21), range(21, 23)
BEGUN, WITHDRAWN = 25, 30
# the pitch that each was offered, and how many hours ago; it is kept for two days
OFFERED = {23: ("C-03", 28), 24: ("F-03", 17), 26: ("H-11", 4)}
DECLINED, ACCEPTED, EXPIRED = (27, "C-12", 68), (28, "E-14", 34), (29, "D-09", 118)
KEPT = timedelta(hours=48)


@dataclass(frozen=True)
class Queue:
    """The applicants by number, who answers them, and the moment as of which they stand."""

    market: Market
    pitches: dict[str, Pitch]
    people: dict[int, Vendor]
    manager: Actor
    checker: Actor
    at: datetime

    def ago(self, hours: float) -> datetime:
        return at_work(self.at - timedelta(hours=hours))

    def applied(self, number: int, hours: float) -> Application:
        """The application of one of them, handed in so many hours ago."""
        vendor = self.people[number]
        begun = applying.begin(vendor, self.market, self.pitches, at=self.ago(hours + 0.4))
        return applying.hand_in(begun, number, at=self.ago(hours))

    def reviewed(self, number: int, hours: float) -> Application:
        """Handed in a day before it was taken in for review, so many hours ago."""
        application = self.applied(number, hours + 22)
        return applications.receive(application, by=self.checker, at=self.ago(hours))

    def offered(self, number: int, code: str, hours: float) -> Application:
        """Offered a pitch so many hours ago."""
        application = self.reviewed(number, hours + 20)
        applying.check_papers(application, by=self.checker, at=self.ago(hours + 3))
        offers.offer(
            application,
            [self.pitches[code]],
            _terms(self.pitches[code], self.at),
            until=self.ago(hours) + KEPT,
            by=self.manager,
            at=self.ago(hours),
        )
        return application


def stand_in_line(market: Market, pitches: dict[str, Pitch], *, at: datetime) -> None:
    """Let every applicant apply, and bring each to its place in the queue."""
    rows = Vendor.objects.filter(source_key__startswith=source_key("applicant/")).order_by("pk")
    people = dict(enumerate(rows, 1))
    queue = Queue(market, pitches, people, acting("manager"), acting("checker"), at)
    # what is over comes first: ending offers ends all that are over by then
    _over(queue)
    _answered(queue)
    _under_way(queue)


def _over(queue: Queue) -> None:
    """Left unanswered, declined, withdrawn."""
    queue.offered(*EXPIRED)
    offers.expire_due(by=HOUSE, at=queue.ago(70))
    declined = queue.offered(*DECLINED)
    vendor = own_hand(queue.people[DECLINED[0]])
    offers.decline(declined, by=vendor, at=queue.ago(40), reason="位置太靠里")
    withdrawn = queue.applied(WITHDRAWN, 90)
    vendor = own_hand(queue.people[WITHDRAWN])
    offers.withdraw(withdrawn, by=vendor, at=queue.ago(60), reason="家里有事，明年再来")


def _answered(queue: Queue) -> None:
    """Offered and not answered yet, accepted and waiting for the pen, refused."""
    for number, (code, hours) in OFFERED.items():
        queue.offered(number, code, hours)
    accepted = queue.offered(*ACCEPTED)
    offers.accept(accepted, by=own_hand(queue.people[ACCEPTED[0]]), at=queue.ago(9))
    for number, reason in zip(REFUSED, REASONS, strict=True):
        refused = queue.reviewed(number, 60 + number)
        applications.refuse(refused, reason=reason, by=queue.manager, at=queue.ago(30))


def _under_way(queue: Queue) -> None:
    """On the waiting list, back for correction, under review, just arrived, still being written."""
    for number in WAITLISTED:
        waiting = queue.reviewed(number, 9 * number)
        waitlists.waitlist(waiting, by=queue.manager, at=queue.ago(8 * number))
    for number, faults in zip(TO_CORRECT, FAULTS, strict=True):
        sent_back = queue.reviewed(number, 5 * number)
        due_on = local_day(queue.at) + (number - 10) * ONE_DAY
        applications.correct(
            sent_back, list_of_faults=faults, due_on=due_on, by=queue.checker, at=queue.ago(26)
        )
    for number in REVIEWED:
        queue.reviewed(number, 4 * number - 20)
    for number in ARRIVED:
        queue.applied(number, 5 * number - 3)
    applying.begin(queue.people[BEGUN], queue.market, queue.pitches, at=queue.ago(1))


def _terms(pitch: Pitch, at: datetime) -> LeaseDraft:
    """A year from the first of next month at the guide rent."""
    first = months_after(local_day(at).replace(day=1), 1)
    rent_fen = pitch.guide_rent_fen or 0
    return LeaseDraft(
        first=first,
        last=months_after(first, 12) - ONE_DAY,
        lines=(DraftLine("rent", rent_fen), DraftLine("sanitation", 6000)),
        due_offset_days=9,
        deposit_fen=rent_fen,
    )
