"""What the utility charges, and by what a loss is shared."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from leasing import rules
from leasing.core.metering.states import Serves, Weights
from leasing.models import LossGroup, LossMember, Meter, Tariff
from market.core.actors import Actor
from market.core.refusals import Conflict, Invalid
from market.models import Market


def set_price(
    market: Market,
    utility: str,
    *,
    price: Decimal,
    from_day: date,
    by: Actor,
    at: datetime,
    source: str = "",
) -> Tariff:
    """Write down what the utility charges for a unit, in yuan, from a day on.

    This will put another price for the same day right: the next billing charges or credits the
    difference. The house adds nothing to it.
    """
    rules.require(by, "meter.edit", market)
    if price < 0:
        raise Invalid("below_zero", "{text} is below zero.", text=str(price), field="price")
    tariff, _ = Tariff.objects.update_or_create(
        market=market,
        utility=utility,
        from_day=from_day,
        defaults={"price": price, "source": source, "set_at": at, "set_by_id": by.user},
    )
    return tariff


@transaction.atomic
def agree(
    main: Meter, members: Mapping[Meter, Decimal | None], *, name: str, weights: str, by: Actor
) -> LossGroup:
    """Agree who shares what is lost behind a main meter, and by what.

    members: the meters behind it, each with its number where the weights are fixed. Agreed anew,
    it holds from the next billing on. This will refuse meters of another utility or market, one
    that is shared elsewhere, and fixed weights that are all nothing.
    """
    rules.require(by, "meter.edit", main)
    _check(main, members, weights)
    group, _ = LossGroup.objects.update_or_create(
        main=main, defaults={"market": main.market, "name": name, "weights": weights}
    )
    taken = LossMember.objects.filter(meter__in=list(members)).exclude(group=group).first()
    if taken is not None:
        raise Conflict(
            "meter_shared_elsewhere",
            "Meter {meter} shares another loss already.",
            meter=taken.meter.number,
            field="members",
        )
    LossMember.objects.filter(group=group).delete()
    LossMember.objects.bulk_create(
        LossMember(group=group, meter=meter, weight=weight) for meter, weight in members.items()
    )
    return group


def _check(main: Meter, members: Mapping[Meter, Decimal | None], weights: str) -> None:
    if main.serves != Serves.MAIN:
        raise Invalid("not_a_main_meter", "Choose a main meter.", field="main")
    wrong = next(
        (
            meter
            for meter in members
            if (meter.market_id, meter.utility) != (main.market_id, main.utility)
            or meter.serves == Serves.MAIN
        ),
        None,
    )
    if wrong is not None or not members:
        raise Invalid(
            "not_behind_it",
            "Choose the meters behind {main}: of the same market, for the same thing.",
            main=main.number,
            field="members",
        )
    if weights == Weights.FIXED and not any(members.values()):
        raise Invalid(
            "no_weights",
            "Give every meter its number, and one of them above nothing.",
            field="weights",
        )
