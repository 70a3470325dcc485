from datetime import date

import pytest
from django.db import connection

from leasing.actions import leases
from leasing.models import Instalment, Lease
from market.core.actors import HOUSE
from market.core.refusals import Conflict, Forbidden, Invalid
from market.models import Charge, Document, Hold, Notice
from tests.builders import AT, a_market, a_pitch, a_vendor, acting, as_vendor
from tests.leasing.builders import a_lease, terms
from tests.races import at_once


def sign(lease):
    """The deed as a racer sees it: who won is signed, who lost was refused with a code."""
    try:
        return str(leases.sign(lease, by=HOUSE, at=AT).state)
    except Conflict as refused:
        return refused.code


@pytest.mark.django_db
def test_signing_takes_the_ground_stores_the_plan_and_charges_the_first_bill():
    lease = a_lease()

    leases.sign(lease, by=acting("manager"), at=AT, reason="纸质合同已签")

    assert lease.state == "signed"
    assert lease.signed_at == AT
    hold = Hold.objects.get()
    assert (hold.days.lower, hold.days.upper) == (date(2026, 4, 1), date(2027, 4, 1))
    assert lease.instalments.count() == 12
    charge = Charge.objects.get()
    assert (charge.amount_fen, charge.due_on) == (170000, date(2026, 4, 1))
    assert charge.working["amount"] == "1700.00"


@pytest.mark.django_db
def test_the_contract_is_frozen_with_the_whole_plan():
    lease = a_lease(deposit_fen=340000)

    leases.sign(lease, by=HOUSE, at=AT)

    paper = Document.objects.get(kind="contract")
    assert paper.subject == f"lease:{lease.pk}"
    assert len(paper.contents["plan"]) == 12
    assert paper.contents["plan"][0]["amount"] == "5100.00"
    assert paper.contents["plan"][1] == {
        "first": "2026-05-01",
        "last": "2026-05-31",
        "due": "2026-05-01",
        "lines": [{"item": "租金", "amount": "1700.00"}],
        "amount": "1700.00",
    }


@pytest.mark.django_db
def test_a_pitch_that_is_taken_cannot_be_signed_for_and_nothing_is_left_behind():
    market = a_market()
    pitch = a_pitch(market=market)
    leases.sign(a_lease(pitches=[pitch]), by=HOUSE, at=AT)
    second = a_lease(pitches=[pitch], first=date(2027, 3, 31), last=date(2028, 3, 30))
    before = [model.objects.count() for model in (Hold, Instalment, Charge, Document, Notice)]

    with pytest.raises(Conflict) as refused:
        leases.sign(second, by=HOUSE, at=AT)

    assert refused.value.code == "pitch_taken"
    assert Lease.objects.get(pk=second.pk).state == "draft"
    assert [m.objects.count() for m in (Hold, Instalment, Charge, Document, Notice)] == before


@pytest.mark.django_db
def test_two_vendors_share_a_stall_on_different_weekdays():
    pitch = a_pitch()
    leases.sign(a_lease(pitches=[pitch], weekdays=(5, 6)), by=HOUSE, at=AT)

    assert sign(a_lease(pitches=[pitch], weekdays=(7,))) == "signed"
    assert sign(a_lease(pitches=[pitch], weekdays=(6, 7))) == "pitch_taken"


@pytest.mark.django_db
def test_a_lease_signed_twice_is_signed_once():
    lease = a_lease()
    leases.sign(lease, by=HOUSE, at=AT)

    assert sign(Lease.objects.get(pk=lease.pk)) == "not_now"
    assert Charge.objects.count() == 1


@pytest.mark.django_db
def test_only_a_manager_of_the_market_signs():
    lease = a_lease()

    for actor in (
        as_vendor(lease.vendor),
        acting("cashier", market=lease.market),
        acting("manager", market=a_market()),
    ):
        with pytest.raises(Forbidden):
            leases.sign(lease, by=actor, at=AT)


@pytest.mark.django_db
def test_a_container_is_not_let_past_the_approval_of_its_structure():
    container = a_pitch(
        kind="container", structure="temporary", structure_approval_until=date(2027, 3, 30)
    )

    with pytest.raises(Invalid) as refused:
        a_lease(pitches=[container])

    assert refused.value.code == "past_structure_approval"
    assert Lease.objects.count() == 0


@pytest.mark.django_db
def test_a_barred_vendor_is_refused():
    with pytest.raises(Conflict) as refused:
        a_lease(vendor=a_vendor(barred_until=date(2026, 12, 31)))

    assert refused.value.code == "vendor_barred"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"last": date(2026, 3, 31)}, "ends_before_it_starts"),
        ({"last": date(2046, 4, 1)}, "longer_than_the_law"),
        ({"lines": ()}, "no_rent"),
        ({"deposit_fen": -1}, "bad_amount"),
    ],
)
def test_terms_that_make_no_sense_or_no_law_are_refused(given, code):
    with pytest.raises(Invalid) as refused:
        terms(**given)

    assert refused.value.code == code


def test_twenty_years_to_the_day_are_allowed():
    assert terms(last=date(2046, 3, 31)).last == date(2046, 3, 31)


RACES = 300


def race(pitch, rounds):
    vendors = [a_vendor(), a_vendor()]
    outcomes = []
    for year in range(rounds):
        span = {"first": date(2026 + year, 1, 1), "last": date(2026 + year, 1, 31)}
        rivals = [a_lease(pitches=[pitch], vendor=vendor, **span) for vendor in vendors]
        outcomes.append(sorted(at_once(*[lambda lease=lease: sign(lease) for lease in rivals])))
    return outcomes


def test_of_two_who_sign_for_one_pitch_exactly_one_wins_each_of_300_times(real_transactions):
    assert race(a_pitch(), RACES) == [["pitch_taken", "signed"]] * RACES


def test_without_the_constraint_both_would_win(real_transactions):
    """The control of the test above: it is the database that keeps the promise."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE market_hold DROP CONSTRAINT hold_once_per_pitch_and_hour")
    try:
        assert ["signed", "signed"] in race(a_pitch(), 3)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE market_hold CASCADE")
            cursor.execute(
                "ALTER TABLE market_hold ADD CONSTRAINT hold_once_per_pitch_and_hour EXCLUDE USING"
                " gist (pitch_id WITH =, days WITH &&, weekdays WITH &&, minutes WITH &&)"
                " WHERE (released_at IS NULL)"
            )
