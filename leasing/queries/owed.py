"""What leasing knows of that is due: bills, late fees, deposits, ends of leases, answers."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any

from leasing.models import Application, DepositClaim, InstalmentLine, Lease, Settlement
from leasing.queries.late_fees import reckon
from market.core.hours import local_day
from market.models import Account, Charge
from market.queries.bills import Bill, open_bills
from market.queries.obligations import Due, Obligations, Told

# A bill is what one account owes by one day, whatever for. Its subject is the account and its day
# is a fact: when a due date is moved, that is another bill, and the old one is settled. A bill of
# nothing but a topped-up deposit is told of as that.
BILLS_SQL = """
    SELECT charge.account_id AS thing, charge.due_on, account.market_id, '' AS variant
    FROM market_charge charge JOIN market_account account ON account.id = charge.account_id
    WHERE charge.open_fen > 0 AND charge.due_on BETWEEN %(first)s AND %(last)s
      AND NOT EXISTS (SELECT FROM leasing_depositclaim claim WHERE claim.top_up_id = charge.id)
    GROUP BY charge.account_id, charge.due_on, account.market_id
"""
# bills of the payment plans that have not gone out
INSTALMENTS_SQL = """
    SELECT account.id AS thing, bill.due_on, lease.market_id, '' AS variant
    FROM leasing_unbilled unbilled
    JOIN leasing_instalment bill ON bill.id = unbilled.instalment_id
    JOIN leasing_lease lease ON lease.id = bill.lease_id AND lease.state = 'signed'
    JOIN leasing_instalmentline line ON line.instalment_id = bill.id AND line.amount_fen > 0
    JOIN market_account account
      ON account.vendor_id = line.vendor_id AND account.market_id = lease.market_id
    WHERE bill.due_on BETWEEN %(first)s AND %(last)s AND bill.due_on >= %(on)s
      AND NOT EXISTS (SELECT FROM leasing_billed billed WHERE billed.instalment_id = bill.id)
    GROUP BY account.id, bill.due_on, lease.market_id
"""
LATE_SQL = """
    SELECT charge.account_id AS thing, charge.due_on, account.market_id, '' AS variant
    FROM market_charge charge
    JOIN market_account account ON account.id = charge.account_id
    JOIN leasing_arrearspolicy policy ON policy.market_id = account.market_id
    JOIN leasing_arrearspolicy_items bears
      ON bears.arrearspolicy_id = policy.id AND bears.feeitem_id = charge.item_id
    WHERE charge.open_fen > 0 AND charge.due_on BETWEEN %(first)s AND %(last)s
      AND EXISTS (SELECT FROM leasing_latefeerate rate WHERE rate.market_id = account.market_id)
    GROUP BY charge.account_id, charge.due_on, account.market_id
"""
TOPUPS_SQL = """
    SELECT charge.id AS thing, charge.due_on, account.market_id, '' AS variant
    FROM leasing_depositclaim claim
    JOIN market_charge charge ON charge.id = claim.top_up_id
    JOIN market_account account ON account.id = charge.account_id
    WHERE charge.open_fen > 0 AND charge.due_on BETWEEN %(first)s AND %(last)s
"""
RETURNS_SQL = """
    SELECT settlement.id AS thing, settlement.return_by AS due_on, lease.market_id, '' AS variant
    FROM leasing_settlement settlement JOIN leasing_lease lease ON lease.id = settlement.lease_id
    WHERE settlement.returned_on IS NULL AND settlement.state <> 'withdrawn'
      AND NOT (settlement.state = 'booked' AND settlement.returned_fen = 0)
      AND settlement.return_by BETWEEN %(first)s AND %(last)s
"""
# a lease that another of the same vendor follows on the same ground is not ending, and who has
# said that they leave is not asked again
ENDINGS_SQL = """
    SELECT lease.id AS thing, lease.ends_on AS due_on, lease.market_id, '' AS variant
    FROM leasing_lease lease
    WHERE lease.state = 'signed' AND lease.ended_on IS NULL AND lease.holdover_since IS NULL
      AND lease.ends_on BETWEEN %(first)s AND %(last)s
      AND NOT EXISTS (SELECT FROM leasing_renewal renewal
                      WHERE renewal.lease_id = lease.id AND renewal.state = 'declined')
      AND NOT EXISTS (
        SELECT FROM leasing_lease later
        JOIN leasing_leasepitch next ON next.lease_id = later.id
        JOIN leasing_leasepitch mine ON mine.pitch_id = next.pitch_id AND mine.lease_id = lease.id
        WHERE later.vendor_id = lease.vendor_id AND later.starts_on > lease.ends_on
          AND later.state IN ('offered', 'signed'))
"""
ANSWERS_SQL = """
    SELECT id AS thing, corrections_due_on AS due_on, market_id, '' AS variant
    FROM leasing_application
    WHERE state = 'correcting' AND corrections_due_on BETWEEN %(first)s AND %(last)s
    UNION
    SELECT id, (offer_until AT TIME ZONE 'Asia/Shanghai')::date, market_id, ''
    FROM leasing_application
    WHERE state = 'offered'
      AND (offer_until AT TIME ZONE 'Asia/Shanghai')::date BETWEEN %(first)s AND %(last)s
"""


def zones_of_vendors(vendors: Collection[int], on: date) -> dict[int, frozenset[int]]:
    """The zones in which each vendor has a lease on that day, or had its last one."""
    rows = Lease.objects.filter(vendor__in=vendors, state="signed").values_list(
        "vendor_id", "pitches__pitch__zone_id"
    )
    found: dict[int, set[int]] = defaultdict(set)
    for vendor, zone in rows.distinct():
        if zone is not None:
            found[vendor].add(zone)
    return {vendor: frozenset(zones) for vendor, zones in found.items()}


def _accounts(dues: Collection[Due]) -> dict[int, Account]:
    return Account.objects.select_related("vendor", "market").in_bulk([thing for thing, _ in dues])


def _tell_bills(dues: Collection[Due], on: date) -> dict[Due, Told]:
    accounts, bills = _accounts(dues), open_bills(set(dues))
    return {due: _bill(accounts[due[0]], due[1], bills[due]) for due in dues if due in bills}


def _tell_instalments(dues: Collection[Due], on: date) -> dict[Due, Told]:
    """The same of bills that have not gone out: what the payment plan says."""
    accounts = _accounts(dues)
    vendors = {account.vendor_id: account.pk for account in accounts.values()}
    lines = InstalmentLine.objects.filter(
        vendor__in=vendors, instalment__due_on__in={due_on for _, due_on in dues}
    ).values_list(
        "vendor_id",
        "instalment__due_on",
        "amount_fen",
        "line__item__name",
        "line__item__name_en",
        "instalment__lease__market_id",
    )
    bills: dict[Due, Bill] = {}
    for vendor, due_on, fen, name, name_en, market in lines.order_by("line__item__position", "pk"):
        account = accounts[vendors[vendor]]
        if account.market_id == market and fen:
            due = (account.pk, due_on)
            bills[due] = bills.get(due, Bill(0, (), ())).plus(fen, name, name_en)
    return {due: _bill(accounts[due[0]], due[1], bills[due]) for due in dues if due in bills}


def _bill(account: Account, due_on: date, bill: Bill) -> Told:
    def facts(language: str) -> dict[str, Any]:
        return {**bill.facts(language), "due_on": due_on.isoformat()}

    return Told(account.market, facts, vendor=account.vendor)


def _tell_late_fees(dues: Collection[Due], on: date) -> dict[Due, Told]:
    """What is open and its late fee up to the day; where no fee has grown, nothing."""
    accounts = _accounts(dues)
    charges = list(
        Charge.objects.filter(
            account__in=accounts, due_on__in={due_on for _, due_on in dues}, open_fen__gt=0
        )
    )
    fees = reckon(charges, on=on)
    sums: dict[Due, list[int]] = defaultdict(lambda: [0, 0])
    for charge in charges:
        if charge.pk in fees:
            both = sums[charge.account_id, charge.due_on]
            both[0] += charge.open_fen
            both[1] += fees[charge.pk].owed_fen
    return {
        due: _plain(
            accounts[due[0]],
            {"amount_fen": sums[due][0], "fee_fen": sums[due][1], "due_on": due[1].isoformat()},
        )
        for due in dues
        if due in sums and sums[due][1] > 0
    }


def _plain(account: Account, facts: Mapping[str, Any]) -> Told:
    return Told(account.market, lambda language: facts, vendor=account.vendor)


def _tell_topups(dues: Collection[Due], on: date) -> dict[Due, Told]:
    claims = DepositClaim.objects.filter(top_up__in=[thing for thing, _ in dues]).select_related(
        "top_up__account__vendor", "top_up__account__market"
    )
    found: dict[Due, Told] = {}
    for claim in claims:
        charge = claim.top_up
        if charge is not None:
            facts = {"amount_fen": charge.open_fen, "due_on": charge.due_on.isoformat()}
            found[charge.pk, charge.due_on] = _plain(charge.account, facts)
    return found


def _tell_returns(dues: Collection[Due], on: date) -> dict[Due, Told]:
    rows = Settlement.objects.select_related("lease__market").in_bulk([thing for thing, _ in dues])
    return {
        (thing, due_on): Told(
            rows[thing].lease.market,
            _constant({"lease": rows[thing].lease.reference, "due_on": due_on.isoformat()}),
        )
        for thing, due_on in dues
        if thing in rows
    }


def _tell_endings(dues: Collection[Due], on: date) -> dict[Due, Told]:
    leases = Lease.objects.select_related("vendor", "market").prefetch_related("pitches__pitch")
    rows = leases.in_bulk([thing for thing, _ in dues])
    return {
        (thing, due_on): Told(
            rows[thing].market,
            _constant(
                {
                    "lease": rows[thing].reference,
                    "pitches": "、".join(each.pitch.code for each in rows[thing].pitches.all()),
                    "due_on": due_on.isoformat(),
                }
            ),
            vendor=rows[thing].vendor,
            zones=frozenset(each.pitch.zone_id for each in rows[thing].pitches.all()),
        )
        for thing, due_on in dues
        if thing in rows
    }


def _tell_answers(dues: Collection[Due], on: date) -> dict[Due, Told]:
    rows = Application.objects.select_related("vendor", "market").in_bulk(
        [thing for thing, _ in dues]
    )
    return {
        (thing, due_on): _answer(rows[thing], due_on) for thing, due_on in dues if thing in rows
    }


def _answer(application: Application, due_on: date) -> Told:
    until = application.offer_until
    offered = application.state == "offered" and until is not None and local_day(until) == due_on

    def facts(language: str) -> dict[str, Any]:
        chinese = language.startswith("zh")
        if offered:
            what = "确认摊位" if chinese else "say whether you take the pitch"
        else:
            what = "补正材料" if chinese else "complete it"
        return {"reference": application.reference, "what": what, "due_on": due_on.isoformat()}

    return Told(application.market, facts, vendor=application.vendor)


def _constant(facts: Mapping[str, Any]) -> Callable[[str], Mapping[str, Any]]:
    return lambda language: facts


BILLS = Obligations(
    "account",
    BILLS_SQL,
    _tell_bills,
    "paid",
    one_day=False,
    foreseen=Obligations("account", INSTALMENTS_SQL, _tell_instalments, "paid"),
)
OVERDUE = Obligations("account", BILLS_SQL, _tell_bills, "paid", one_day=False)
LATE_FEES = Obligations("account", LATE_SQL, _tell_late_fees, "paid", ahead=0, one_day=False)
TOPUPS = Obligations("charge", TOPUPS_SQL, _tell_topups, "paid")
RETURNS = Obligations("settlement", RETURNS_SQL, _tell_returns, "done")
ENDINGS = Obligations("lease", ENDINGS_SQL, _tell_endings, "renewed")
ANSWERS = Obligations("application", ANSWERS_SQL, _tell_answers, "done")
