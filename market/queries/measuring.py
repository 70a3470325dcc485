"""Scales, the fair scale's book and quick tests, as far as one may see them."""

from datetime import date

from django.db.models import Max, Q, QuerySet

from market.core.actors import Actor
from market.core.inspecting.measures import Verdict
from market.core.inspecting.states import ScaleState
from market.models import QuickTest, Scale, ScaleLog
from market.queries.sight import WITH_PAPERS, sight_of


def scales_seen_by(by: Actor) -> QuerySet[Scale]:
    """The scales at one's markets and one's own, the fair ones first; `until` is the last valid day."""
    rows = Scale.objects.filter(_here(by, "scale")).select_related(
        "market", "vendor", "pitch__zone"
    )
    return rows.annotate(until=Max("verifications__until")).order_by(
        "market", "-fair", "number", "pk"
    )


def in_service(scales: QuerySet[Scale]) -> QuerySet[Scale]:
    return scales.filter(state=ScaleState.IN_USE)


def out_of_date(scales: QuerySet[Scale], *, on: date) -> QuerySet[Scale]:
    """Those in use whose verification ran out before the day, or that never had one."""
    return in_service(scales).filter(Q(until__lt=on) | Q(until=None))


def unchecked(scales: QuerySet[Scale], *, on: date) -> QuerySet[Scale]:
    """The fair scales that nobody has checked on the day."""
    checked = ScaleLog.objects.filter(kind="daily", day=on).values("scale")
    return in_service(scales).filter(fair=True).exclude(pk__in=checked)


def logs_seen_by(by: Actor) -> QuerySet[ScaleLog]:
    """The lines of the fair scales' books, the latest first."""
    rows = ScaleLog.objects.filter(_here(by, "scale", path="scale__", vendors=False))
    return rows.select_related("scale__market", "vendor").order_by("-day", "-pk")


def quick_tests_seen_by(by: Actor) -> QuerySet[QuickTest]:
    """The tests at one's markets and of one's own goods, the latest first."""
    rows = QuickTest.objects.filter(_here(by, "quicktest"))
    return rows.select_related("market", "vendor", "pitch__zone").order_by("-day", "-pk")


def undisposed(tests: QuerySet[QuickTest]) -> QuerySet[QuickTest]:
    """Those that failed and of which nobody has said what became of the goods."""
    return tests.filter(verdict=Verdict.FAILED, disposed_at=None)


def board(market: int, *, on: date, days: int) -> QuerySet[QuickTest]:
    """What is shown to customers: the tests of the last so many days, the latest first."""
    since = date.fromordinal(on.toordinal() - days)
    rows = QuickTest.objects.filter(market=market, day__gt=since, day__lte=on)
    return rows.exclude(verdict=Verdict.VOID).select_related("pitch").order_by("-day", "-pk")


def _here(by: Actor, noun: str, *, path: str = "", vendors: bool = True) -> Q:
    sight = sight_of(by, noun, WITH_PAPERS)
    if sight.markets is None:
        return Q()
    here = Q(**{f"{path}market__in": sight.markets})
    return here | Q(**{f"{path}vendor__in": sight.vendors}) if vendors else here
