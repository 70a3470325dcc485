"""What a place's use comes to, and how it divides among those who were there."""

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from leasing.core.metering.dials import Dial, Mark, spans
from leasing.core.metering.lines import Metered, day_parts, own_lines
from leasing.core.metering.losses import Group, Loss, cost, loss_lines, loss_of
from leasing.core.metering.shares import Payer, Price, Stay, Term, payers_on, stays
from leasing.core.metering.states import Utility, Weights
from market.core.money import rounded
from market.core.periods import Period
from tests.refused import refused

FIRST, END = date(2026, 4, 1), date(2026, 5, 1)
PRICE = Price(date(2026, 1, 1), Fraction("0.5469"))


def a_place(units=60, *, root=1, people=((7, FIRST, None),), prices=(PRICE,), area=10):
    marks = [Mark(FIRST, Fraction(100)), Mark(END, Fraction(100 + units))]
    return Metered(
        root,
        f"D-{root}",
        Utility.ELECTRICITY,
        spans(Dial(f"D-{root}"), marks),
        tuple(Stay(Payer(lease, lease), Period(first, end)) for lease, first, end in people),
        Fraction(area),
        prices,
    )


def owed(place):
    return {line.slot.lease: line.fen for line in own_lines(place)}


def test_one_lease_pays_all_of_it():
    [line] = own_lines(a_place())
    assert (line.slot.lease, line.fen, line.working["amount"]) == (7, 3281, "32.81")
    assert line.working["sum"] == "(160 − 100) × 0.5469 ≈ 32.81"


def test_what_nobody_has_leased_is_the_houses():
    assert owed(a_place(people=())) == {None: 3281}


def test_a_price_that_changes_inside_is_taken_by_days():
    dearer = Price(date(2026, 4, 16), Fraction("0.6"))
    [line] = own_lines(a_place(prices=(PRICE, dearer)))
    assert line.fen == rounded((30 * Fraction("0.5469") + 30 * Fraction("0.6")) * 100)
    assert line.working["sum"] == "(160 − 100) × (15/30 × 0.5469 + 15/30 × 0.6) ≈ 34.41"


def test_two_who_share_a_pitch_on_the_same_days_pay_half_each():
    both = ((7, FIRST, None), (8, FIRST, None))
    assert owed(a_place(people=both)) == {7: 1641, 8: 1641}


def test_days_before_any_price_are_refused():
    assert refused(own_lines, a_place(prices=(Price(END, Fraction(1)),)))[0] == "no_price"


def test_who_stays_on_has_the_pitch_until_the_next_lease_begins():
    found = stays(
        [Term(Payer(1, 1), FIRST, date(2026, 4, 10)), Term(Payer(2, 2), date(2026, 4, 20), None)]
    )
    there = [payers_on(FIRST + timedelta(days=day), found) for day in (9, 15, 19)]
    assert [[payer.lease for payer in payers] for payers in there] == [[1], [1], [2]]


def test_a_lease_that_somebody_ended_is_over():
    [stay] = stays([Term(Payer(1, 1), FIRST, date(2026, 4, 10), ended=True)])
    assert stay.period == Period(FIRST, date(2026, 4, 11))


@given(st.integers(1, 5000), st.lists(st.integers(0, 29), max_size=5))
def test_the_days_of_a_place_divide_without_a_rest(units, starts):
    people = [(lease, FIRST + timedelta(days=day), None) for lease, day in enumerate(starts, 1)]
    place = a_place(units, people=people)
    assert sum(day_parts(place).values()) == 1
    assert sum(line.units for line in own_lines(place)) == units


def a_group(*uses, by=Weights.CONSUMPTION, main=None, fixed=None, people=((7, FIRST, None),)):
    members = tuple(
        a_place(units, root=root, people=people, area=root) for root, units in enumerate(uses, 1)
    )
    whole = a_place(main if main is not None else sum(uses) + 10, root=99, people=())
    return Group(1, "G", whole, members, by, fixed or {})


def parts(group):
    return [line.fen for line in loss_lines(loss_of(group))]


def test_a_loss_is_shared_as_agreed():
    assert parts(a_group(60, 30)) == [365, 182]
    assert parts(a_group(60, 30, by=Weights.EQUAL)) == [274, 273]
    assert parts(a_group(60, 30, by=Weights.AREA)) == [182, 365]
    fixed = {1: Fraction(3), 2: Fraction(1)}
    assert parts(a_group(60, 30, by=Weights.FIXED, fixed=fixed)) == [410, 137]


def test_a_loss_below_nothing_costs_nobody_anything():
    assert parts(a_group(60, 30, main=80)) == []


def test_weights_that_are_all_nothing_share_nothing():
    assert refused(parts, a_group(0, 0))[0] == "nothing_to_share_by"


@given(
    st.lists(st.integers(0, 9000), min_size=1, max_size=8),
    st.integers(1, 4000),
    st.sampled_from(list(Weights)),
    st.lists(st.integers(0, 29), max_size=3),
)
def test_the_parts_of_a_loss_add_up_to_it(uses, lost, by, starts):
    people = tuple(
        (lease, FIRST + timedelta(days=day), None) for lease, day in enumerate(starts, 1)
    )
    fixed = {root: Fraction(root) for root in range(1, len(uses) + 1)}
    uses[0] = max(uses[0], 1)
    group = a_group(*uses, by=by, main=sum(uses) + lost, fixed=fixed, people=people)
    loss = Loss(group, group.main.units, sum((m.units for m in group.members), Fraction(0)))
    assert sum(parts(group)) == rounded(cost(loss) * 100)
