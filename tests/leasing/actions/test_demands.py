from datetime import date, timedelta

import pytest

from leasing.actions import agreements, deliveries, demands, terminations
from leasing.core.agreements import divide
from leasing.models import Demand, Termination
from leasing.queries.agreements import kept
from leasing.queries.demands import demandable, demands_seen_by, proposed_cure_day, standing_of
from leasing.queries.late_fees import one_reckoned
from leasing.queries.lease_charges import account_of, charges_of_lease
from market.actions import uploads
from market.core.actors import HOUSE
from market.models import Document, Move, Notice
from tests.builders import a_charge, acting, an_account, as_vendor
from tests.leasing.builders import a_signed_lease
from tests.leasing.late import a_policy, an_overdue_charge, moment, paid
from tests.races import at_once
from tests.refused import refused

pytestmark = pytest.mark.django_db

ON = date(2026, 5, 6)
AT = moment(ON)
CURE = date(2026, 5, 21)
BY_HAND = deliveries.Told("in_person", ON, "周正")


def drafted(charge, **given):
    return demands.draft(charge.account, [charge], cure_on=CURE, by=HOUSE, at=AT, **given)


def delivered(charge):
    one = demands.issue(drafted(charge), by=HOUSE, at=AT)
    return demands.deliver(one, BY_HAND, by=HOUSE, at=AT)


def standing(one, on=ON):
    return standing_of(demands_seen_by(HOUSE).get(pk=one.pk), on=on)


def test_a_demand_is_numbered_frozen_with_its_late_fee_and_told_in_neutral_words():
    charge = an_overdue_charge()
    one = demands.issue(drafted(charge), by=HOUSE, at=AT)
    assert (one.number, one.state, one.late_fee_fen) == ("2026-0001", "issued", 35 * 85)
    said = Document.objects.get(kind="demand").contents
    assert (said["open"], said["late_fee"], said["total"]) == ("1700.00", "29.75", "1729.75")
    assert said["rows"][0]["days_late"] == 35
    assert ["催" in notice.title + notice.body for notice in Notice.objects.all()] == [False]


def test_numbers_count_up_within_the_market():
    charge = an_overdue_charge()
    second = a_charge(account=charge.account)
    numbers = [demands.issue(drafted(one), by=HOUSE, at=AT).number for one in (charge, second)]
    assert numbers == ["2026-0001", "2026-0002"]


def test_the_same_charge_is_not_demanded_twice():
    charge = an_overdue_charge()
    first = drafted(charge)
    assert refused(drafted, charge)[0] == "not_demandable"
    demands.withdraw(first, reason="wrong", by=HOUSE, at=AT)
    assert drafted(charge).state == "drafted"


def test_what_is_not_late_yet_or_another_accounts_is_not_demanded():
    charge = an_overdue_charge()
    fresh = a_charge(account=charge.account, due_on=ON)
    other = a_charge(account=an_account())
    for wrong in (fresh, other):
        act = lambda wrong=wrong: demands.draft(  # noqa: E731
            charge.account, [wrong], cure_on=CURE, by=HOUSE, at=AT
        )
        assert refused(act)[0] == "not_demandable"


def test_the_day_to_pay_by_is_a_working_day_to_come():
    charge = an_overdue_charge()
    assert proposed_cure_day(charge.account.market, on=ON) == CURE
    for day, code in ((ON, "bad_cure_day"), (date(2026, 5, 23), "cure_day_at_rest")):
        act = lambda day=day: demands.draft(  # noqa: E731
            charge.account, [charge], cure_on=day, by=HOUSE, at=AT
        )
        assert refused(act)[0] == code


def test_what_was_paid_since_it_was_drafted_stops_it():
    charge = an_overdue_charge()
    one = drafted(charge)
    paid(charge, 100, on=ON)
    assert refused(demands.issue, one, by=HOUSE, at=AT)[0] == "changed"


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (deliveries.Told("registered", ON, "周正"), "no_tracking"),
        (deliveries.Told("door_slip", ON, "周正"), "no_evidence"),
        (deliveries.Told("in_person", ON + timedelta(days=1), "周正"), "bad_delivery_day"),
    ],
)
def test_a_delivery_that_cannot_be_shown_is_refused(told, code):
    one = demands.issue(drafted(an_overdue_charge()), by=HOUSE, at=AT)
    assert refused(demands.deliver, one, told, by=HOUSE, at=AT)[0] == code


def test_a_photo_of_the_slip_is_kept(tmp_path, settings):
    settings.UPLOADS = tmp_path
    from tests.market.core.files import a_photo

    one = demands.issue(drafted(an_overdue_charge()), by=HOUSE, at=AT)
    told = deliveries.Told("door_slip", ON, "周正", file=(a_photo(), "door.jpg"))
    demands.deliver(one, told, by=HOUSE, at=AT)
    assert one.delivery.file.mime == "image/jpeg"
    assert uploads.read(one.delivery.file)[:2] == b"\xff\xd8"


def test_it_is_cured_by_being_paid_and_late_when_its_day_has_passed():
    charge = an_overdue_charge()
    one = delivered(charge)
    assert (standing(one), standing(one, CURE), standing(one, CURE + timedelta(days=1))) == (
        "delivered",
        "delivered",
        "late",
    )
    paid(charge, 170000, on=date(2026, 5, 20))
    assert standing(one, CURE + timedelta(days=1)) == "cured"


def test_two_who_demand_at_once_demand_once(real_transactions):
    charge = an_overdue_charge()
    outcomes = at_once(lambda: drafted(charge), lambda: drafted(charge))
    assert sorted(type(one).__name__ for one in outcomes) == ["Conflict", "Demand"]
    assert Demand.objects.count() == 1


# paying in parts


def in_parts(charge, count=2, *, first=date(2026, 5, 29)):
    parts = divide(charge.open_fen, count, first=first)
    return agreements.propose(charge.account, [charge], parts, by=HOUSE, at=AT)


def agreed(charge):
    one = in_parts(charge)
    return agreements.agree(one, how="phone", by=as_vendor(charge.account.vendor), at=AT)


def test_a_vendor_agrees_on_the_phone_and_another_cannot():
    charge = an_overdue_charge()
    one = in_parts(charge)
    stranger = as_vendor(an_account().vendor)
    assert refused(agreements.agree, one, how="phone", by=stranger, at=AT)[0] == "not_yours_to_do"
    agreements.agree(one, how="phone", by=as_vendor(charge.account.vendor), at=AT)
    assert (one.state, one.agreed_how) == ("agreed", "phone")
    moved = Move.objects.get(noun="agreement")
    assert (moved.name, moved.by_name) == ("agree", charge.account.vendor.name)


def test_while_it_stands_nothing_is_demanded_and_no_fee_grows_until_its_days():
    charge = an_overdue_charge()
    agreed(charge)
    assert list(demandable(charge.account, on=date(2026, 5, 20))) == []
    assert one_reckoned(charge, on=date(2026, 5, 29)).fee.amount_fen == 35 * 85
    assert one_reckoned(charge, on=date(2026, 6, 1)).fee.amount_fen == 35 * 85 + 128


def test_a_missed_part_breaks_it_and_ending_it_brings_the_old_days_back():
    charge = an_overdue_charge()
    one = agreed(charge)
    assert kept(one, on=date(2026, 5, 29)).standing == "agreed"
    broken = kept(one, on=date(2026, 5, 30))
    assert (broken.standing, broken.missed_fen) == ("broken", 85000)
    agreements.end(one, reason="missed", by=HOUSE, at=moment(date(2026, 6, 1)))
    assert one_reckoned(charge, on=date(2026, 6, 1)).fee.amount_fen == 61 * 85
    assert [row.pk for row in demandable(charge.account, on=date(2026, 6, 1))] == [charge.pk]


def test_it_is_kept_when_all_is_paid():
    charge = an_overdue_charge()
    one = agreed(charge)
    paid(charge, 85000, on=date(2026, 5, 29))
    one = type(one).objects.get(pk=one.pk)
    assert kept(one, on=date(2026, 6, 2)).standing == "agreed"
    paid(charge, 85000, on=date(2026, 6, 28))
    one = type(one).objects.get(pk=one.pk)
    assert kept(one, on=date(2027, 1, 1)).standing == "kept"


def test_a_charge_stands_under_one_agreement_only_and_changes_stop_it():
    charge = an_overdue_charge()
    one = in_parts(charge)
    assert refused(in_parts, charge)[0] == "covered_already"
    paid(charge, 100, on=ON)
    vendor = as_vendor(charge.account.vendor)
    assert refused(agreements.agree, one, how="phone", by=vendor, at=AT)[0] == "paid_since"
    one.refresh_from_db()
    assert one.state == "proposed"


# the way to a termination


def a_late_lease():
    lease = a_signed_lease()
    a_policy(lease.market)
    return lease, charges_of_lease(lease).get()


def test_the_whole_way_to_the_end_of_a_lease():
    lease, charge = a_late_lease()
    delivered(charge)
    way = terminations.begin(lease, by=HOUSE, at=AT)
    early = {"ends_on": date(2026, 6, 30), "by": HOUSE}
    assert refused(terminations.notice, way, at=AT, **early)[0] == "step_locked"
    later = moment(date(2026, 5, 25))
    terminations.notice(way, at=later, **early)
    assert refused(terminations.end, way, by=HOUSE, at=later)[0] == "step_locked"
    told = deliveries.Told("in_person", date(2026, 5, 25), "周正")
    terminations.deliver(way, told, by=HOUSE, at=later)
    terminations.end(way, by=HOUSE, at=later)
    lease.refresh_from_db()
    assert (way.state, lease.state, lease.ended_on) == ("ended", "terminated", date(2026, 6, 30))
    said = Document.objects.get(kind="termination").contents
    assert (said["demand"], said["owed"], said["ends_on"]) == (
        "2026-0001",
        "1700.00",
        "2026-06-30",
    )


def test_who_pays_within_the_days_stops_it():
    lease, charge = a_late_lease()
    delivered(charge)
    way = terminations.begin(lease, by=HOUSE, at=AT)
    paid(charge, 170000, on=date(2026, 5, 20))
    assert (
        refused(
            terminations.notice,
            way,
            ends_on=date(2026, 6, 30),
            by=HOUSE,
            at=moment(date(2026, 5, 25)),
        )[0]
        == "step_locked"
    )


def test_a_step_is_skipped_with_a_reason_in_the_journal_and_only_when_it_is_next():
    lease, _ = a_late_lease()
    way = terminations.begin(lease, by=HOUSE, at=AT)
    given = {"reason": "he sent back the keys", "by": HOUSE, "at": AT}
    assert refused(terminations.skip, way, "cure", **given)[0] == "not_skippable"
    terminations.skip(way, "demand", **given)
    terminations.skip(way, "cure", **given)
    terminations.notice(way, ends_on=date(2026, 6, 30), by=HOUSE, at=AT)
    assert refused(terminations.skip, way, "arrival", **given)[0] == "not_skippable"
    reasons = list(Move.objects.filter(noun="termination").values_list("name", "reason"))
    assert reasons == [
        ("skip", "demand: he sent back the keys"),
        ("skip", "cure: he sent back the keys"),
        ("notice", ""),
    ]


def test_a_lease_has_one_way_and_only_a_manager_goes_it(real_transactions):
    lease, _ = a_late_lease()
    cashier = acting("cashier", market=lease.market)
    assert refused(terminations.begin, lease, by=cashier, at=AT)[0] == "not_yours_to_do"
    at_once(*[lambda: terminations.begin(lease, by=HOUSE, at=AT)] * 3)
    assert Termination.objects.get().lease == lease
    assert account_of(lease).vendor == lease.vendor
