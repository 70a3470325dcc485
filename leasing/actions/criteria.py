"""The rubric of a market: a small table that its operators edit."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max

from leasing import rules
from leasing.models import Criterion
from market.core.actors import Actor
from market.core.refusals import Conflict, Invalid
from market.models import Market

USUAL = (
    ("货品合适", "Goods fit the market", 3),
    ("证照齐全", "Papers in order", 2),
    ("经营经验", "Experience", 2),
    ("信誉", "Reputation", 1),
)
MOST = 10


@transaction.atomic
def add(market: Market, name: str, *, weight: int, by: Actor, name_en: str = "") -> Criterion:
    """Add a line to the rubric. What is reviewed from now on is marked by it, too."""
    rules.require(by, "criterion.edit", market)
    Market.objects.select_for_update(no_key=True).get(pk=market.pk)
    lines = Criterion.objects.filter(market=market, retired_at__isnull=True)
    if lines.count() >= MOST:
        raise Invalid("rubric_full", "A light rubric has at most {most} lines.", most=MOST)
    last = lines.order_by().aggregate(last=Max("position"))["last"] or 0
    row = Criterion(market=market, position=last + 1)
    return _write(row, name=name, name_en=name_en, weight=weight)


@transaction.atomic
def change(
    criterion: Criterion, *, name: str, weight: int, by: Actor, name_en: str = ""
) -> Criterion:
    """Change a line. What was marked before keeps the score it was given."""
    rules.require(by, "criterion.edit", criterion)
    return _write(criterion, name=name, name_en=name_en, weight=weight)


@transaction.atomic
def retire(criterion: Criterion, *, by: Actor, at: datetime) -> None:
    """Take a line off the rubric. What was marked by it stays."""
    rules.require(by, "criterion.edit", criterion)
    Criterion.objects.filter(pk=criterion.pk, retired_at__isnull=True).update(retired_at=at)


@transaction.atomic
def usual(market: Market, *, by: Actor) -> None:
    """Begin with the four lines that most markets use."""
    for name, name_en, weight in USUAL:
        add(market, name, name_en=name_en, weight=weight, by=by)


def _write(row: Criterion, *, name: str, name_en: str, weight: int) -> Criterion:
    row.name, row.name_en, row.weight = name.strip(), name_en.strip(), weight
    if not row.name:
        raise Invalid("no_name", "Give it a name.", field="name")
    if not 1 <= weight <= 100:
        raise Invalid("bad_weight", "A weight is a whole number from 1 to 100.", field="weight")
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as fault:
        raise Conflict(
            "criterion_there", "The rubric has a line called {name} already.", name=row.name
        ) from fault
    return row
