"""Who is behind, by account and by lease, ended ones and vendors who left included."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import (
    BigIntegerField,
    DateField,
    DateTimeField,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce

from leasing.core.arrears_states import AgreementState
from leasing.models import Agreement, Demand, Lease
from leasing.queries.agreements import kept
from leasing.queries.late_fees import reckon
from leasing.queries.lease_charges import charges_of_outer_lease, lease_ids
from leasing.queries.leases import leases_seen_by
from market.core.actors import Actor
from market.core.periods import months_after
from market.models import Account, Charge, Notice
from market.queries.arrears import LIMITATION_MONTHS
from market.queries.money import accounts_seen_by

# the four ages by name: more than so many days late, and at most so many
AGES: dict[str, tuple[int, int | None]] = {
    "30": (0, 30),
    "60": (30, 60),
    "90": (60, 90),
    "more": (90, None),
}
SOON_MONTHS = 6
TOLD = ("rent_overdue", "demand_issued")


def accounts_behind(actor: Actor, *, on: date) -> QuerySet[Any]:
    """Accounts that owe what is late, each with its sums by age. One query."""
    late = Charge.objects.filter(account=OuterRef("pk")).order_by()
    told = Notice.objects.filter(vendor=OuterRef("vendor"))
    demands = Demand.objects.filter(account=OuterRef("pk"))
    found: QuerySet[Any] = _with_ages(accounts_seen_by(actor), late, told, demands, on)
    return found


def leases_behind(actor: Actor, *, on: date) -> QuerySet[Any]:
    """The same by lease."""
    told = Notice.objects.filter(vendor=OuterRef("vendor"))
    demands = Demand.objects.filter(lease=OuterRef("pk"))
    late = charges_of_outer_lease()
    found: QuerySet[Any] = _with_ages(leases_seen_by(actor), late, told, demands, on)
    return found


def in_age(rows: QuerySet[Any], age: str) -> QuerySet[Any]:
    """Those with something of that age."""
    return rows.filter(**{f"age_{age}__gt": 0})


def lapsing(rows: QuerySet[Any], *, on: date) -> QuerySet[Any]:
    """Those whose oldest claim can be made in court for less than six months more, or no more."""
    return rows.filter(oldest_due__lt=months_after(on, SOON_MONTHS - LIMITATION_MONTHS))


def totals(rows: QuerySet[Any]) -> dict[str, int]:
    """What is late in all, by age, in fen."""
    sums = rows.order_by().aggregate(**{age: Sum(f"age_{age}") for age in AGES})
    return {age: int(sums[age] or 0) for age in AGES}


def fees_of_accounts(accounts: Iterable[Account], *, on: date) -> dict[int, int]:
    """The late fee so far of what is open on each account, in fen."""
    return _summed(_late([one.pk for one in accounts], on), on, lambda charge: charge.account_id)


def fees_of_leases(leases: Iterable[Lease], *, on: date) -> dict[int, int]:
    """The same by lease."""
    wanted = list(leases)
    owners = Q(pk__in=[])
    for one in {(lease.vendor_id, lease.market_id) for lease in wanted}:
        owners |= Q(vendor=one[0], market=one[1])
    accounts = list(Account.objects.filter(owners).values_list("pk", flat=True))
    late = list(_late(accounts, on))
    of = lease_ids(late)
    return _summed(late, on, lambda charge: of.get(charge.pk, 0))


def agreements_of(accounts: Iterable[int], *, on: date) -> dict[int, str]:
    """How the agreement of each of these accounts stands, where one does."""
    rows = Agreement.objects.filter(
        account__in=list(accounts), state__in=(AgreementState.PROPOSED, AgreementState.AGREED)
    ).prefetch_related("covered__charge", "parts")
    return {one.account_id: kept(one, on=on).standing for one in rows.order_by("pk")}


def _late(accounts: list[int], on: date) -> QuerySet[Charge]:
    return Charge.objects.filter(account__in=accounts, open_fen__gt=0, due_on__lt=on)


def _summed(charges: Iterable[Charge], on: date, owner: Any) -> dict[int, int]:
    sums: dict[int, int] = defaultdict(int)
    for found in reckon(charges, on=on).values():
        sums[owner(found.charge)] += found.owed_fen
    return sums


def _with_ages(
    rows: QuerySet[Any],
    charges: QuerySet[Any],
    told: QuerySet[Any],
    demands: QuerySet[Any],
    on: date,
) -> Any:
    late = charges.filter(open_fen__gt=0, due_on__lt=on)
    ages = {f"age_{age}": _sum(late.filter(_between(on, *span))) for age, span in AGES.items()}
    one = late.annotate(one=Value(1)).values("one")
    return rows.annotate(
        **ages,
        overdue_sum=_sum(late),
        oldest_due=Subquery(
            one.annotate(day=Min("due_on")).values("day"), output_field=DateField()
        ),
        last_demand=Subquery(
            _latest(demands.order_by(), "issued_at"), output_field=DateTimeField()
        ),
        last_told=Subquery(
            _latest(told.filter(occasion__in=TOLD).order_by(), "sent_at"),
            output_field=DateTimeField(),
        ),
    ).filter(overdue_sum__gt=0)


def _between(on: date, low: int, high: int | None) -> Q:
    past = Q(due_on__lt=on - timedelta(days=low))
    return past if high is None else past & Q(due_on__gte=on - timedelta(days=high))


def _sum(rows: QuerySet[Charge]) -> Coalesce:
    summed = rows.annotate(one=Value(1)).values("one").annotate(sum=Sum("open_fen")).values("sum")
    return Coalesce(Subquery(summed, output_field=BigIntegerField()), Value(0))


def _latest(rows: QuerySet[Any], column: str) -> Any:
    return rows.annotate(one=Value(1)).values("one").annotate(at=Max(column)).values("at")
