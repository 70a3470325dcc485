import threading
from datetime import UTC, date, datetime, timedelta

import pytest

from events.actions import calls, sign_ups, taking_part, waiting
from events.models import SignUp
from market.core.actors import HOUSE
from market.models import Charge, Notice
from tests.builders import AT, a_vendor, as_vendor
from tests.events.builders import FRIDAY, a_series, a_session
from tests.events.parts import a_call, paid, signed_up, with_a_pitch
from tests.races import Runner, at_once
from tests.refused import refused

HOUR = timedelta(hours=1)
RACES = 100


def states(session):
    return list(
        SignUp.objects.filter(session=session).order_by("pk").values_list("state", flat=True)
    )


def money(sign_up):
    rows = Charge.objects.filter(account__vendor=sign_up.vendor).order_by("pk")
    return list(rows.values_list("item__code", "amount_fen", "due_on"))


@pytest.mark.django_db
def test_a_vendor_picks_several_nights_and_has_room_in_each_with_fee_and_deposit_charged():
    series = a_series()
    nights = [a_session(series=series, day=FRIDAY + timedelta(days=n)) for n in (0, 1)]
    call, vendor = a_call(series=series), a_vendor()

    made = taking_part.sign_up(call, nights, vendor, by=as_vendor(vendor), at=AT)

    assert [each.state for each in made] == ["accepted", "accepted"]
    assert money(made[0]) == [
        ("night", 8000, FRIDAY),
        ("night-deposit", 10000, FRIDAY),
        ("night", 8000, date(2026, 7, 18)),
        ("night-deposit", 10000, date(2026, 7, 18)),
    ]


@pytest.mark.django_db
def test_all_the_nights_are_taken_or_none_is():
    series = a_series()
    first, off = (
        a_session(series=series),
        a_session("cancelled", series=series, day=date(2026, 7, 24)),
    )
    call = a_call(series=series)

    said = refused(taking_part.sign_up, call, [first, off], a_vendor(), by=HOUSE, at=AT)

    assert said[0] == "session_cancelled"
    assert (SignUp.objects.count(), Charge.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_who_finds_no_room_in_all_or_of_the_trade_waits_and_owes_nothing():
    session = a_session()
    call = a_call(session, places=2, quotas={"水产": 1})
    for trade in ("水产", "水产", "小吃", "小吃"):
        signed_up(call, session, a_vendor(trade=trade))

    assert states(session) == ["accepted", "waiting", "accepted", "waiting"]
    assert Charge.objects.count() == 4


@pytest.mark.django_db
def test_a_call_that_is_not_first_come_leaves_the_choice_to_the_market():
    session = a_session()
    made = signed_up(a_call(session, first_come=False), session)
    assert made.state == "asked"

    taking_part.accept(made, by=HOUSE, at=AT)

    assert (made.state, len(money(made))) == ("accepted", 2)


@pytest.mark.django_db
def test_a_closed_call_lets_in_only_who_has_a_code_and_so_often_as_it_says():
    session = a_session()
    call = a_call(session, closes_at=AT - HOUR)
    code = calls.make_late_code(call, uses=1, until=AT + HOUR, by=HOUSE, at=AT)

    closed = refused(taking_part.sign_up, call, [session], a_vendor(), by=HOUSE, at=AT)
    wrong = refused(taking_part.sign_up, call, [session], a_vendor(), by=HOUSE, at=AT, code="XX")
    typed = f" {code[:4].lower()}-{code[4:]}"
    assert signed_up(call, session, code=typed).state == "accepted"
    again = refused(taking_part.sign_up, call, [session], a_vendor(), by=HOUSE, at=AT, code=code)

    assert [each[0] for each in (closed, wrong, again)] == ["call_closed"] * 3


@pytest.mark.django_db
def test_a_code_is_not_used_up_by_a_sign_up_that_is_refused():
    session = a_session("cancelled")
    call = a_call(session, closes_at=AT - HOUR)
    code = calls.make_late_code(call, uses=1, until=AT + HOUR, by=HOUSE, at=AT)

    refused(taking_part.sign_up, call, [session], a_vendor(), by=HOUSE, at=AT, code=code)

    assert call.late_codes.get().uses_left == 1


@pytest.mark.django_db
def test_a_night_of_another_series_is_not_in_the_call():
    call = a_call(a_session())

    said = refused(taking_part.sign_up, call, [a_session()], a_vendor(), by=HOUSE, at=AT)

    assert said[0] == "not_in_call"


@pytest.mark.django_db
def test_who_withdraws_in_time_gets_fee_and_deposit_back_and_later_only_the_deposit():
    session = a_session()
    call = a_call(session, free_until_hours=24)
    early, late = paid(with_a_pitch(call, session)), paid(with_a_pitch(call, session))

    sign_ups.withdraw(early, by=HOUSE, at=AT)
    sign_ups.withdraw(late, by=HOUSE, at=session.starts_at - timedelta(hours=23))

    def owed(each):
        return sum(amount for _, amount, _ in money(each))

    assert (owed(early), owed(late)) == (0, 8000)
    account = late.vendor.accounts.get()
    assert sum(account.payments.values_list("free_fen", flat=True)) == 10000


@pytest.mark.django_db
def test_what_comes_free_is_offered_to_the_longest_waiting_of_the_trade_until_a_moment():
    session = a_session()
    call = a_call(session, places=2, quotas={"水产": 1}, offer_hours=12)
    has_fish = signed_up(call, session, a_vendor(trade="水产"))
    signed_up(call, session, a_vendor(trade="小吃"))
    snack = signed_up(call, session, a_vendor(trade="小吃"))
    fish = signed_up(call, session, a_vendor(trade="水产"))
    snack.refresh_from_db()
    SignUp.objects.filter(pk=fish.pk).update(asked_at=AT - HOUR)

    sign_ups.withdraw(has_fish, by=HOUSE, at=AT)

    fish.refresh_from_db()
    assert (fish.state, fish.offered_until) == ("offered", AT + 12 * HOUR)
    assert SignUp.objects.get(pk=snack.pk).state == "waiting"
    assert Notice.objects.get().occasion == "place_offered"
    taking_part.take_offer(fish, by=as_vendor(fish.vendor), at=AT + HOUR)
    assert (fish.state, len(money(fish))) == ("accepted", 2)


@pytest.mark.django_db
def test_an_offer_made_in_quiet_hours_runs_from_the_morning():
    session = a_session()
    call = a_call(session, places=1, offer_hours=2)
    first, second = signed_up(call, session), signed_up(call, session)
    night = datetime(2026, 3, 2, 15, tzinfo=UTC)  # 23:00 at the market

    sign_ups.withdraw(first, by=HOUSE, at=night)

    second.refresh_from_db()
    assert second.offered_until == datetime(2026, 3, 3, 2, tzinfo=UTC)  # 10:00


@pytest.mark.django_db
def test_an_offer_that_nobody_takes_goes_on_to_the_next_and_cannot_be_taken_any_more():
    session = a_session()
    call = a_call(session, places=1, offer_hours=2)
    first, second, third = (signed_up(call, session) for _ in range(3))
    sign_ups.withdraw(first, by=HOUSE, at=AT)
    late = AT + 2 * HOUR

    assert refused(taking_part.take_offer, second, by=HOUSE, at=late)[0] == "offer_over"
    report = waiting.pass_on_offers(by=HOUSE, at=late)

    assert report.counts == {"expired": 1, "offered": 1}
    assert states(session) == ["withdrawn", "expired", "offered"]
    assert waiting.pass_on_offers(by=HOUSE, at=late).counts == {"expired": 0, "offered": 0}
    third.refresh_from_db()
    assert third.offered_until == late + 2 * HOUR


@pytest.mark.django_db
def test_a_vendor_confirms_once_and_only_with_a_place():
    session = a_session()
    call = a_call(session, places=1)
    first, second = signed_up(call, session), signed_up(call, session)

    taking_part.confirm(first, by=as_vendor(first.vendor), at=AT)
    taking_part.confirm(first, by=as_vendor(first.vendor), at=AT + HOUR)

    assert first.confirmed_at == AT
    assert refused(taking_part.confirm, second, by=HOUSE, at=AT)[0] == "not_now"


@pytest.mark.django_db
def test_a_performer_says_what_they_play_and_cannot_be_on_two_stages_at_once():
    here, there = a_session(), a_session()
    performer = a_vendor()
    call, other = a_call(here, part="act"), a_call(there, part="act")

    assert refused(taking_part.sign_up, call, [here], performer, by=HOUSE, at=AT)[0] == "act_needed"
    made = signed_up(call, here, performer, act="吕剧小段")
    said = refused(lambda: signed_up(other, there, performer, act="吕剧"))

    assert (made.state, said[0]) == ("accepted", "performer_taken")
    sign_ups.withdraw(made, by=HOUSE, at=AT)
    assert signed_up(other, there, performer, act="吕剧").state == "accepted"


def test_of_those_who_sign_up_at_once_for_the_last_place_exactly_one_has_it(real_transactions):
    """A hundred races of two vendors, each for the one place of a night of its own."""
    series = a_series()
    call = a_call(series=series, places=1)
    vendors = [a_vendor(), a_vendor()]

    outcomes = []
    for race in range(RACES):
        session = a_session(series=series, day=FRIDAY + timedelta(days=race))
        at_once(*(lambda v=v, s=session: signed_up(call, s, v) for v in vendors))
        outcomes.append(sorted(states(session)))

    assert outcomes == [["accepted", "waiting"]] * RACES
    assert Charge.objects.count() == 2 * RACES


def test_without_the_lock_on_the_session_both_would_be_the_last(real_transactions, monkeypatch):
    session = a_session()
    call, vendors = a_call(session, places=1), [a_vendor(), a_vendor()]
    monkeypatch.setattr(sign_ups.places, "locked", lambda session: session)
    both = threading.Barrier(2, timeout=2)
    counted = taking_part.taken_in

    def counted_together(*given):
        found = counted(*given)
        both.wait()
        return found

    monkeypatch.setattr(taking_part, "taken_in", counted_together)
    runners = [Runner(lambda v=v: signed_up(call, session, v)) for v in vendors]
    [runner.result() for runner in runners]

    assert states(session) == ["accepted", "accepted"]
