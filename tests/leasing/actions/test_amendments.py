from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from leasing.actions import amendments, billing, effects, leases
from leasing.core.amending import Amendment, DueChange, NewEnd
from leasing.core.drafts import DraftConcession, DraftLine
from market.core.actors import HOUSE
from market.core.refusals import Conflict
from market.models import Charge, Document, Notice, Payment
from tests.builders import AT, a_pitch, acting
from tests.leasing.actions.books import charged, pay
from tests.leasing.builders import a_lease, a_signed_lease
from tests.refused import refused

pytestmark = pytest.mark.django_db
JUNE = datetime(2026, 6, 3, 2, 0, tzinfo=UTC)


def rent(fen, **given):
    return DraftLine("rent", fen, **given)


def amend(lease, *, at=JUNE, **change):
    return amendments.amend(lease, Amendment(**change), reason="both agreed", by=HOUSE, at=at)


@pytest.fixture
def running():
    """A lease of 1700.00 a month from April, charged until June and paid until May."""
    lease = a_signed_lease()
    billing.charge_due(by=HOUSE, at=JUNE)
    pay(lease.vendor, 340000, at=AT)
    return lease


def test_a_new_rent_from_a_day_is_charged_by_its_difference_on_the_bill_it_falls_in(running):
    amend(running, from_day=date(2026, 5, 16), lines=(rent(200000),))

    # 15/31 of 1700.00 and 16/31 of 2000.00, each rounded on its own line
    assert charged(running)[date(2026, 5, 1)] == 82258 + 103226
    assert charged(running)[date(2026, 6, 1)] == 200000
    assert list(running.lines.order_by("pk").values_list("amount_fen", "ends_on")) == [
        (170000, date(2026, 5, 15)),
        (200000, None),
    ]


def test_a_lower_rent_gives_back_what_was_paid_as_credit(running):
    amend(running, from_day=date(2026, 5, 1), lines=(rent(150000),))

    assert charged(running)[date(2026, 5, 1)] == 150000
    assert sum(Payment.objects.values_list("free_fen", flat=True)) == 0
    assert Charge.objects.get(due_on=date(2026, 6, 1), reverses=None).open_fen == 130000


def test_a_fee_that_is_dropped_ends_the_day_before():
    lease = a_signed_lease(lines=(rent(170000), DraftLine("sanitation", 6000)))
    amend(lease, at=AT, from_day=date(2026, 6, 1), dropped=("sanitation",))
    billing.charge_due(by=HOUSE, at=JUNE)
    assert list(charged(lease).values()) == [176000, 176000, 170000]


def test_a_rise_that_was_agreed_for_later_is_replaced_by_the_new_rent():
    steps = (rent(170000, last=date(2026, 8, 31)), rent(180000, first=date(2026, 9, 1)))
    lease = a_signed_lease(lines=steps)
    amend(lease, at=AT, from_day=date(2026, 6, 1), lines=(rent(160000),))
    billing.charge_due(by=HOUSE, at=datetime(2026, 10, 1, tzinfo=UTC))
    assert list(charged(lease).values())[-3:] == [160000, 160000, 160000]


def test_bills_that_have_gone_out_keep_their_day_when_the_rule_changes(running):
    amend(running, from_day=date(2026, 7, 1), due=DueChange("day_of_month", day=10))
    dues = list(running.instalments.order_by("period").values_list("due_on", flat=True))
    assert dues[2:5] == [date(2026, 6, 1), date(2026, 7, 10), date(2026, 8, 10)]


def test_a_concession_is_added_to_bills_that_went_out_too(running):
    free = DraftConcession(Decimal(50), date(2026, 6, 1), date(2026, 6, 30), reason="施工")
    amend(running, from_day=date(2026, 6, 1), concessions=(free,))
    assert charged(running)[date(2026, 6, 1)] == 85000


def test_a_longer_lease_takes_its_ground_and_its_terms_along():
    lease = a_signed_lease(lines=(rent(170000, last=date(2027, 3, 31)),))
    amend(lease, at=AT, from_day=date(2026, 6, 1), ends=NewEnd(date(2027, 6, 30)))
    assert lease.ends_on == date(2027, 6, 30)
    assert leases.holds_of(lease)[0].days.upper == date(2027, 7, 1)
    assert lease.instalments.count() == 15
    assert lease.instalments.last().lines.get().amount_fen == 170000


def test_a_longer_lease_is_refused_where_somebody_else_has_the_ground_by_then():
    pitch = a_pitch()
    lease = a_signed_lease(pitches=[pitch])
    a_signed_lease(pitches=[pitch], first=date(2027, 5, 1), last=date(2027, 12, 31))
    with pytest.raises(Conflict, match="is taken on some of these days"):
        amend(lease, at=AT, from_day=date(2026, 6, 1), ends=NewEnd(date(2027, 6, 30)))
    lease.refresh_from_db()
    assert lease.ends_on == date(2027, 3, 31)


def test_an_earlier_end_frees_the_ground_and_credits_what_lies_behind(running):
    amend(running, from_day=date(2026, 6, 1), ends=NewEnd(date(2026, 6, 15)))
    assert charged(running)[date(2026, 6, 1)] == 85000
    later = a_lease(
        pitches=[running.pitches.get().pitch], first=date(2026, 6, 16), last=date(2026, 12, 31)
    )
    assert leases.sign(later, by=HOUSE, at=JUNE).state == "signed"


def test_a_day_outside_the_lease_is_refused(running):
    for day in (date(2026, 3, 31), date(2027, 4, 1)):
        assert refused(amend, running, from_day=day, lines=(rent(1),))[0] == "outside_the_lease"


def test_a_change_that_changes_nothing_is_refused():
    assert refused(Amendment, date(2026, 6, 1))[0] == "nothing_changes"


def test_a_cashier_may_not_amend(running):
    change = Amendment(date(2026, 6, 1), lines=(rent(1),))
    cashier = acting("cashier", market=running.market)
    told = {"reason": "x", "by": cashier, "at": JUNE}
    assert refused(amendments.amend, running, change, **told)[0] == "not_yours_to_do"


def test_the_supplementary_paper_says_what_changed_and_the_vendor_is_told(running):
    amend(running, from_day=date(2026, 6, 1), lines=(rent(200000),))
    paper = Document.objects.get(kind="amendment")
    assert paper.subject == f"lease:{running.pk}"
    assert paper.contents["lines"] == [
        {
            "item": "rent",
            "name": "租金",
            "amount": "2000.00",
            "per": "month",
            "per_m2": False,
            "first": None,
            "last": None,
        }
    ]
    assert Notice.objects.filter(occasion="lease_amended").count() == 1


def test_what_it_would_cost_is_what_it_costs_and_trying_leaves_nothing_behind(running):
    change = Amendment(date(2026, 5, 16), lines=(rent(200000),))
    before = Charge.objects.count()

    def act():
        return amendments.amend(running, change, reason="x", by=HOUSE, at=JUNE)

    effect = effects.of(running, act)

    assert [(line.period.start, line.amount_fen) for line in effect.lines] == [
        (date(2026, 5, 1), 15484),
        (date(2026, 6, 1), 30000),
    ]
    assert (effect.charged_fen, effect.credited_fen) == (45484, 0)
    later = effect.later[0]
    assert (later.period.start, later.before_fen, later.after_fen) == (
        date(2026, 7, 1),
        170000,
        200000,
    )
    assert len(effect.later) == 9
    assert Charge.objects.count() == before
    assert not Document.objects.filter(kind="amendment").exists()
    act()
    assert charged(running)[date(2026, 5, 1)] == 170000 + 15484
