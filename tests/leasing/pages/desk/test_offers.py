"""Writing an offer: what is free, what follows, and what is sent."""

from datetime import date

import pytest

from leasing.models import Lease, ListPrice
from leasing.pages.desk import offer_forms
from market.actions import holds
from market.core.periods import Period
from tests.builders import AT, a_pitch

pytestmark = pytest.mark.django_db
YEAR = Period(date(2090, 4, 1), date(2091, 4, 1))


@pytest.fixture
def pitch(market):
    return a_pitch(market=market, guide_rent_fen=170000)


@pytest.fixture
def desk(reviewing, at_the_desk, pitch):
    return Desk(at_the_desk(), reviewing(starts_on=YEAR.start, wish=pitch), pitch)


class Desk:
    """A manager who writes an offer on an application."""

    def __init__(self, client, application, pitch):
        self.client, self.application, self.pitch = client, application, pitch
        self.url = f"/desk/applications/{application.pk}/offer/"

    def send(self, step="send", **changes):
        told = {
            "first": "2090-04-01",
            "months": "12",
            "pitches": [self.pitch.pk],
            "rent": "1700",
            "guide": "1700.00",
            "interval_months": "1",
            "due_rule": "period_start",
            "anchor": "calendar",
            "proration": "actual_days_in_month",
            "until": "2090-03-01T18:00",
            "step": step,
            **changes,
        }
        return self.client.post(self.url, told)


def free(page):
    return [pitch for ground in page.context["grounds"] for pitch in ground.pitches]


def test_the_wish_is_chosen_already_with_its_guide_rent(desk):
    form = desk.client.get(desk.url).context["form"]
    assert form.chosen == {str(desk.pitch.pk)}
    assert form["rent"].value() == "1700.00"


def test_only_pitches_that_are_free_for_every_day_are_shown(desk):
    other = a_pitch(zone=desk.pitch.zone)
    holds.take([desk.pitch], Period(date(2091, 3, 31), date(2091, 4, 1)), held_for="lease")
    assert free(desk.client.get(desk.url)) == [other]
    assert free(desk.send("look", months="11")) == [desk.pitch, other]


def test_looking_shows_every_bill_and_sends_nothing(desk):
    page = desk.send("look", first="2090-04-17", months="", last="2090-06-30", deposit="3400")
    bills = page.context["bills"]
    assert [bill.amount_fen for bill in bills] == [79333 + 340000, 170000, 170000]
    assert bills[0].lines[0]["why"] == "1700.00 × 14/30 ≈ 793.33"
    assert (page.status_code, Lease.objects.count()) == (200, 0)


def test_the_bills_that_were_shown_are_the_bills_that_are_stored(desk):
    shown = desk.send("look", first="2090-04-17", deposit="3400", sanitation="60").context["bills"]
    desk.send(first="2090-04-17", deposit="3400", sanitation="60")
    lease = Lease.objects.get()
    desk.client.post(f"/desk/applications/{desk.application.pk}/accept/")
    desk.client.post(f"/desk/leases/{lease.pk}/sign/", {"reason": "纸质合同已签"})
    stored = desk.client.get(f"/desk/leases/{lease.pk}/").context["bills"]
    assert [(b.period, b.due_on, b.lines) for b in stored] == [
        (b.period, b.due_on, b.lines) for b in shown
    ]


def test_an_offer_that_is_sent_holds_the_pitch_and_leads_back(desk):
    answer = desk.send()
    assert answer.url == f"/desk/applications/{desk.application.pk}/"
    lease = Lease.objects.get()
    assert (lease.state, lease.ends_on, lease.pitches.get().pitch) == (
        "offered",
        date(2091, 3, 31),
        desk.pitch,
    )
    desk.application.refresh_from_db()
    assert desk.application.state == "offered"


def test_a_pitch_that_was_taken_meanwhile_is_said_with_everything_kept(desk):
    holds.take([desk.pitch], YEAR, held_for="lease")
    page = desk.send(deposit="3400")
    form = page.context["form"]
    assert (page.status_code, list(form.errors), form["deposit"].value()) == (
        422,
        ["pitches"],
        "3400",
    )
    assert Lease.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"last": "2090-03-31"}, "last"),
        ({"last": "2111-01-01"}, "last"),
        ({"until": "2020-01-01T10:00"}, "until"),
        ({"rent": ""}, "rent"),
        ({"due_rule": "day_of_month"}, "due_day"),
    ],
)
def test_terms_that_cannot_be_are_said_on_the_form(desk, changes, field):
    page = desk.send(**changes)
    assert (page.status_code, list(page.context["form"].errors)) == (422, [field])
    assert Lease.objects.count() == 0


def test_the_rent_follows_the_pitches_until_somebody_types_another(desk, market):
    second = a_pitch(market=market, guide_rent_fen=30000)
    both = [desk.pitch.pk, second.pk]
    assert desk.send("look", pitches=both).context["form"]["rent"].value() == "1700"
    followed = desk.send("look", pitches=both, rent="1700.00").context["form"]
    assert (followed["rent"].value(), followed["guide"].value()) == ("2000.00", "2000.00")


USUAL = {"sanitation_fen": 3000, "deposit_months": 2, "interval_months": 3}
FILLED_IN = ("rent", "sanitation", "deposit", "interval_months")


def listed(market, **given):
    terms = {"kind": "stall", "from_day": date(2090, 1, 1), **USUAL, **given}
    return ListPrice.objects.create(market=market, set_at=AT, **terms)


def filled_in(page):
    form = page.context["form"]
    return tuple(str(form[name].value() or "") for name in FILLED_IN)


def looked(desk, page, **changes):
    """The form as it stands, looked at again with something changed."""
    form = page.context["form"]
    told = {name: form[name].value() or "" for name in (*FILLED_IN, *offer_forms.GUIDES.values())}
    return desk.send("look", **{**told, **changes})


def test_the_form_comes_with_the_list_price_and_says_so(desk, market):
    listed(market)
    page = desk.client.get(desk.url)
    assert filled_in(page) == ("1700.00", "30.00", "3400.00", "3")
    assert "filled in from the list price" in page.content.decode()


def test_without_a_list_price_it_is_the_guide_rent_alone_and_nothing_is_said_of_a_list(
    desk, market
):
    listed(market, from_day=date(2090, 4, 2))
    listed(market, kind="night")
    page = desk.client.get(desk.url)
    assert filled_in(page) == ("1700.00", "", "", "1")
    assert "list price" not in page.content.decode()


def test_a_pitch_with_no_rent_of_its_own_is_offered_for_the_listed_one(desk, market):
    listed(market, rent_fen=90000)
    plain = a_pitch(market=market)
    page = looked(desk, desk.client.get(desk.url), pitches=[plain.pk])
    assert filled_in(page) == ("900.00", "30.00", "1800.00", "3")


def test_two_pitches_of_a_kind_are_twice_the_list_and_two_kinds_are_on_no_list(desk, market):
    listed(market)
    stall = a_pitch(market=market, guide_rent_fen=30000)
    night = a_pitch(market=market, guide_rent_fen=50000, kind="night")
    page = desk.client.get(desk.url)
    twice = looked(desk, page, pitches=[desk.pitch.pk, stall.pk])
    assert filled_in(twice) == ("2000.00", "60.00", "4000.00", "3")
    mixed = looked(desk, twice, pitches=[desk.pitch.pk, night.pk])
    assert filled_in(mixed) == ("2200.00", "", "", "1")


def test_what_was_agreed_otherwise_stays_and_the_deposit_is_months_of_that_rent(desk, market):
    listed(market)
    page = looked(desk, desk.client.get(desk.url), rent="1500", sanitation="", interval_months="6")
    assert filled_in(page) == ("1500", "", "3000.00", "6")
    assert filled_in(looked(desk, page, deposit="500")) == ("1500", "", "500", "6")


def test_while_somebody_types_only_what_the_list_moves_is_replaced(desk, market):
    listed(market)
    page = desk.client.get(desk.url)
    assert page.content.decode().count('id="deposit"') == 1
    desk.client.defaults["HTTP_HX_REQUEST"] = "true"
    typed = looked(desk, page, rent="1500")
    assert typed.context["form"].moved == {"deposit"}
    kept = looked(desk, page, sanitation="20")
    assert kept.context["form"].moved == set()
    assert 'id="deposit"' not in kept.content.decode()


def test_what_is_sent_is_what_stands_in_the_form_and_not_the_list(desk, market):
    listed(market)
    desk.send(rent="1500", interval_months="1")
    lease = Lease.objects.get()
    assert list(lease.lines.values_list("item__code", "amount_fen")) == [("rent", 150000)]
    assert lease.interval_months == 1


def test_an_application_that_is_decided_gets_no_offer(desk):
    desk.client.post(f"/desk/applications/{desk.application.pk}/refuse/", {"reason": "full"})
    assert desk.client.get(desk.url).status_code == 409


def test_nights_on_some_weekdays_are_offered_with_their_hours(desk):
    desk.send(weekdays=["5", "6", "7"], opens="18:00", closes="01:00")
    lease = Lease.objects.get()
    assert (lease.weekdays, lease.from_minute, lease.until_minute) == ([5, 6, 7], 1080, 1500)
