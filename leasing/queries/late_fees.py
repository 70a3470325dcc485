"""The late fee of charges with all that happened to them: a fixed number of queries for any number."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from leasing.core.agreements import lay
from leasing.core.arrears_states import AgreementState
from leasing.core.late_fees import FeePer, Grace, LateFee, LateRate, LateTerms
from leasing.core.late_histories import History, Movement, Portion, fee_of, paid_of
from leasing.models import Agreement, ArrearsPolicy, LateFeeRate, LateFeeWaiver
from leasing.models import LateFee as Posted
from leasing.queries.lease_charges import lease_ids
from market.core.hours import local_day
from market.models import Allocation, Charge
from market.queries.arrears import with_credits

DEPOSIT = "deposit"
BEARS_NONE = (DEPOSIT, "late-fee", "earnest")
NOTHING = LateFee(0, ())


@dataclass(frozen=True)
class Reckoned:
    """A charge's late fee up to a day: how it came about, what is waived, what was charged of it."""

    charge: Charge
    fee: LateFee
    waived_fen: int
    posted_fen: int

    @property
    def owed_fen(self) -> int:
        """What is asked for altogether, charged or not."""
        return max(self.fee.amount_fen - self.waived_fen, 0)

    @property
    def difference_fen(self) -> int:
        """What is still to be charged; below zero, to be credited."""
        return self.owed_fen - self.posted_fen


def bearing(charges: QuerySet[Charge]) -> QuerySet[Charge]:
    """Those that bear a late fee by their market's policy; a deposit and a fee itself never do."""
    item = ArrearsPolicy.items.through.objects.filter(
        arrearspolicy__market=OuterRef("account__market"), feeitem=OuterRef("item")
    )
    return charges.filter(Exists(item), reverses__isnull=True).exclude(item__code__in=BEARS_NONE)


def paid_late(charges: QuerySet[Charge]) -> QuerySet[Charge]:
    """Those of which something was paid after its day, or is unpaid, or bears a fee already."""
    late = Allocation.objects.filter(
        charge=OuterRef("pk"), payment__received_on__gt=OuterRef("due_on")
    )
    return charges.filter(
        Q(open_fen__gt=0) | Exists(late) | Exists(Posted.objects.filter(charge=OuterRef("pk")))
    )


def reckon(charges: Iterable[Charge], *, on: date) -> dict[int, Reckoned]:
    """The late fee of each of these charges, by id, up to and including the day."""
    ids = [charge.pk for charge in charges]
    found = list(
        bearing(with_credits(Charge.objects.filter(pk__in=ids)))
        .select_related("account__market", "account__vendor", "item")
        .order_by("due_on", "pk")
    )
    if not found:
        return {}
    books = _Books(found)
    return {charge.pk: books.reckoned(charge, on) for charge in found}


class _Books:
    """Everything that is on file about some charges."""

    def __init__(self, charges: list[Charge]) -> None:
        ids = [charge.pk for charge in charges]
        markets = {charge.account.market_id for charge in charges}
        self.leases = lease_ids(charges)
        self.movements = _movements(ids)
        self.policies = {
            row.market_id: row for row in ArrearsPolicy.objects.filter(market__in=markets)
        }
        self.rates = _rates(markets, set(self.leases.values()))
        self.portions = _portions(ids)
        self.waived = _waived(ids)
        self.posted = _posted(ids)

    def reckoned(self, charge: Charge, on: date) -> Reckoned:
        terms = self._terms(charge)
        fee = NOTHING if terms is None else fee_of(self._history(charge), terms, on=on)
        return Reckoned(charge, fee, self.waived.get(charge.pk, 0), self.posted.get(charge.pk, 0))

    def _terms(self, charge: Charge) -> LateTerms | None:
        market = charge.account.market_id
        own = self.rates.get((market, self.leases.get(charge.pk)), [])
        rates = joined(self.rates.get((market, None), []), own)
        return terms_of(self.policies[market], rates) if rates else None

    def _history(self, charge: Charge) -> History:
        credited_fen: int = charge.credited_fen  # type: ignore[attr-defined]
        agreed_on, portions = self.portions.get(charge.pk, (None, ()))
        return History(
            charge.amount_fen - credited_fen,
            charge.due_on,
            paid_of(self.movements.get(charge.pk, [])),
            portions,
            agreed_on,
        )


def terms_of(policy: ArrearsPolicy, rates: tuple[LateRate, ...]) -> LateTerms:
    return LateTerms(
        rates,
        grace_days=policy.grace_days,
        grace=Grace(policy.grace),
        cap_percent=Fraction(policy.cap_percent),
        minimum_fen=policy.minimum_fen,
    )


def joined(markets: list[LateFeeRate], own: list[LateFeeRate]) -> tuple[LateRate, ...]:
    """Rates end to end, the first at nothing; a lease's own take over from their first day."""
    first = own[0].begins_on if own else date.max
    rows = [*(row for row in markets if row.begins_on < first), *own]
    if not rows:
        return ()
    starts = [row.begins_on for row in rows]
    rates = [LateRate(Fraction(0), FeePer.DAY, None, starts[0])]
    for row, ends in zip(rows, [*starts[1:], None], strict=True):
        rates.append(LateRate(Fraction(row.percent_per_day), FeePer.DAY, row.begins_on, ends))
    return tuple(rates)


def _movements(charges: list[int]) -> dict[int, list[Movement]]:
    rows = list(
        Allocation.objects.filter(charge__in=charges)
        .order_by("pk")
        .values_list("charge", "payment", "amount_fen", "allocated_at", "payment__received_on")
    )
    let_go = _let_go({row[1] for row in rows})
    found = defaultdict(list)
    for charge, payment, amount_fen, at, received_on in rows:
        released = max((day for then, day in let_go.get(payment, []) if then <= at), default=None)
        found[charge].append(Movement(payment, amount_fen, received_on, released))
    return found


def _let_go(payments: set[int]) -> dict[int, list[tuple[datetime, date]]]:
    """When money of each of these payments was taken off a deposit."""
    rows = Allocation.objects.filter(
        payment__in=payments, charge__item__code=DEPOSIT, amount_fen__lt=0
    ).exclude(payment__reversal__isnull=False)
    found = defaultdict(list)
    for payment, at in rows.values_list("payment", "allocated_at"):
        found[payment].append((at, local_day(at)))
    return found


def _rates(
    markets: set[int], leases: Collection[int]
) -> dict[tuple[int, int | None], list[LateFeeRate]]:
    rows = LateFeeRate.objects.filter(
        Q(lease__isnull=True) | Q(lease__in=leases), market__in=markets
    )
    found = defaultdict(list)
    for row in rows.order_by("begins_on"):
        found[row.market_id, row.lease_id].append(row)
    return found


def _portions(charges: list[int]) -> dict[int, tuple[date, tuple[Portion, ...]]]:
    """For each charge under an agreement that stands: since when, and its portions."""
    standing = Agreement.objects.filter(
        state=AgreementState.AGREED, covered__charge__in=charges
    ).distinct()
    found = {}
    for one in standing.prefetch_related("covered__charge", "parts"):
        opened = {row.charge_id: row.open_fen for row in one.covered.all()}
        parts = [Portion(part.due_on, part.amount_fen) for part in one.parts.all()]
        if one.agreed_at is not None:
            for charge, portions in lay(opened, parts).items():
                found[charge] = (local_day(one.agreed_at), portions)
    return found


def _waived(charges: list[int]) -> dict[int, int]:
    found: dict[int, int] = defaultdict(int)
    for row in LateFeeWaiver.objects.filter(charge__in=charges):
        found[row.charge_id] += row.amount_fen
    return found


def _posted(charges: list[int]) -> dict[int, int]:
    """What was charged, less what the house itself credited of it; a person's credit stays given."""
    found: dict[int, int] = defaultdict(int)
    for charge, amount_fen in Posted.objects.filter(charge__in=charges).values_list(
        "charge", "fee__amount_fen"
    ):
        found[charge] += amount_fen
    own = Charge.objects.filter(
        reverses__late_fee_of__charge__in=charges, key__startswith="late/"
    ).annotate(base=F("reverses__late_fee_of__charge"))
    for base, amount_fen in own.values_list("base", "amount_fen"):
        found[base] += amount_fen
    return found


def one_reckoned(charge: Charge, *, on: date) -> Reckoned:
    """The same of one charge; nothing for one that bears no fee."""
    return reckon([charge], on=on).get(charge.pk) or Reckoned(charge, NOTHING, 0, 0)
