"""Decided now, told later: until it is told, nobody outside sees any of it."""

from datetime import date, timedelta

import pytest
from django.test import Client

from leasing.actions import applications, calls, decisions, offers, tellings, waitlists
from leasing.core.plain_terms import PlainTerms
from leasing.models import Application, Decision, Lease
from leasing.queries.applications import applications_seen_by, in_state
from leasing.queries.following import steps_of
from leasing.queries.glance import glance
from market.actions import tokens
from market.clock import now
from market.core.actors import HOUSE
from market.core.refusals import Conflict
from market.models import Move, Notice, Vendor
from tests.builders import AT, a_market, a_pitch, acting, as_vendor
from tests.leasing.builders import an_application, terms
from tests.races import at_once
from tests.refused import refused

pytestmark = pytest.mark.django_db
UNTIL = AT + timedelta(days=2)
TERMS = PlainTerms(date(2026, 4, 1), deposit_months=1)


def in_review(**given):
    application = applications.submit(an_application(**given), by=HOUSE, at=AT)
    return applications.receive(application, by=HOUSE, at=AT)


def on_a_call(market, quota=1, **told):
    told = {"title": "招租", "opens_at": AT - timedelta(days=1), "closes_at": UNTIL, **told}
    call = calls.add(market, {**told, "quotas": {"鲜肉": quota}}, by=HOUSE, at=AT)
    return calls.publish(call, by=HOUSE, at=AT)


def told():
    return list(Notice.objects.order_by("pk").values_list("occasion", flat=True))


def admitted(market=None, **given):
    market = market or a_market()
    pitch = a_pitch(market=market, guide_rent_fen=170000)
    application = in_review(market=market, wish=pitch, **given)
    return decisions.admit(application, pitch=pitch, reason="best", by=HOUSE, at=AT)


@pytest.mark.parametrize("verdict", ["admit", "reject"])
@pytest.mark.parametrize("stood", ["reviewing", "waitlisted"])
def test_a_decision_that_is_not_told_looks_from_outside_as_if_nothing_had_happened(verdict, stood):
    application = in_review()
    if stood == "waitlisted":
        waitlists.waitlist(application, by=HOUSE, at=AT)
    vendor = as_vendor(application.vendor)
    bearer = tokens.issue_for_vendor(application.vendor, at=now())
    before = seen(application, vendor, bearer)

    getattr(decisions, verdict)(application, reason="because", by=HOUSE, at=AT)

    application.refresh_from_db()
    assert application.state == {"admit": "admitted", "reject": "rejected"}[verdict]
    assert seen(application, vendor, bearer) == before


def seen(application, vendor, bearer):
    """Everything that an applicant can see or find out: API, lists, pages, history, messages."""
    application = Application.objects.get(pk=application.pk)
    client = Client(headers={"Authorization": f"Bearer {bearer}", "Accept-Language": "en"})
    base = f"/api/v1/applications/{application.reference}"
    one = client.get(base)
    mine = applications_seen_by(vendor)
    states = ("reviewing", "waitlisted", "admitted", "rejected")
    page = Client(headers={"Accept-Language": "en"})
    session = page.session
    session["applicant"] = [bearer]
    session.save()
    body = page.get(f"/applications/{application.reference}/").content.decode()
    return {
        "api": one.json(),
        "etag": one["ETag"],
        "by state": {s: list(in_state(mine, s, by=vendor)) for s in states},
        "listed": {s: client.get(f"/api/v1/applications?state={s}").json() for s in states},
        "steps": steps_of(application),
        "glance": glance(vendor, AT.date()),
        "page": body.partition("<main")[2].partition("</main>")[0].replace(csrf(body), ""),
        "refusals": [
            client.post(f"{base}/{deed}").json() for deed in ("accept", "decline", "submit")
        ],
        "told": told(),
    }


def csrf(body):
    mark = 'name="csrfmiddlewaretoken" value="'
    return body.partition(mark)[2].partition('"')[0]


def test_the_desk_sees_the_decision_and_its_draft_through_the_api():
    application = admitted()
    assert application.decision.body.count("{until}") == 1
    inside = in_state(applications_seen_by(acting("manager")), "admitted", by=acting("manager"))
    assert list(inside) == [application]


def test_telling_makes_the_offer_in_the_same_act_with_the_deadline_in_the_words():
    application = admitted()

    tellings.tell(application, until=UNTIL, terms=TERMS, by=HOUSE, at=AT)

    lease = Lease.objects.get()
    notice = Notice.objects.order_by("pk").last()
    assert (application.state, lease.state, lease.deposit_fen) == ("offered", "offered", 170000)
    assert (notice.occasion, "{until}" in notice.body) == ("application_told", False)
    assert "2026年3月4日 10:00" in notice.body
    assert not Decision.objects.exists()


def test_a_rejected_one_is_told_in_the_words_that_were_written():
    application = in_review()
    decisions.reject(application, reason="full", by=HOUSE, at=AT)
    decisions.redraft(application, title="Sorry", body="Not this year.", by=HOUSE)

    tellings.tell(application, by=HOUSE, at=AT)

    notice = Notice.objects.order_by("pk").last()
    assert (application.state, notice.title, notice.body) == ("refused", "Sorry", "Not this year.")


def test_one_that_cannot_be_told_holds_up_no_other():
    market = a_market()
    good, without_pitch = admitted(market), in_review(market=market)
    decisions.admit(without_pitch, by=HOUSE, at=AT)

    report = tellings.tell_all([without_pitch, good], until=UNTIL, terms=TERMS, by=HOUSE, at=AT)

    assert [one.pk for one in report.told] == [good.pk]
    assert [refusal.code for _, refusal in report.refused] == ["no_pitch"]
    without_pitch.refresh_from_db()
    assert without_pitch.state == "admitted"


def test_a_change_of_mind_is_journaled_and_leads_back_to_where_it_stood():
    application = in_review()
    waitlists.waitlist(application, by=HOUSE, at=AT)
    decisions.reject(application, reason="full", by=HOUSE, at=AT)
    assert refused(decisions.reopen, application, reason=" ", by=HOUSE, at=AT)[0] == "no_reason"

    decisions.reopen(application, reason="one gave up", by=HOUSE, at=AT)

    assert application.state == "waitlisted"
    last = Move.objects.filter(noun="application").order_by("pk").last()
    assert (last.name, last.reason) == ("put_back", "one gave up")


def test_a_pitch_is_meant_for_one_only():
    market = a_market()
    first = admitted(market)
    other = in_review(market=market)
    pitch = first.decision.pitch
    code, _ = refused(decisions.admit, other, pitch=pitch, by=HOUSE, at=AT)
    assert code == "pitch_meant"


def test_an_offer_is_not_worded_without_its_deadline():
    application = admitted()
    act = decisions.redraft
    given = {"title": "Yes", "body": "Come in!", "pitch": application.decision.pitch}
    assert refused(act, application, by=HOUSE, **given)[0] == "no_deadline"


def test_beyond_the_quota_only_with_a_reason_that_is_kept():
    market = a_market()
    call = on_a_call(market, quota=1)
    first, second = (in_review(market=market, call=call) for _ in range(2))
    decisions.admit(first, by=HOUSE, at=AT)

    assert refused(decisions.admit, second, by=HOUSE, at=AT)[0] == "quota_full"
    decisions.admit(second, beyond="the hall agreed", by=HOUSE, at=AT)

    assert Move.objects.order_by("pk").last().reason == "the hall agreed"
    third = in_review(market=market, call=call)
    pitch = a_pitch(market=market)
    given = {"until": UNTIL, "by": HOUSE, "at": AT}
    assert refused(offers.offer, third, [pitch], terms(), **given)[0] == "quota_full"


def test_who_is_barred_neither_hands_in_nor_is_admitted_nor_offered():
    application, other = an_application(), in_review()
    Vendor.objects.update(barred_until=date(2026, 3, 2))
    words = ("vendor_barred", "This vendor may not trade here until 2026-03-02.")
    assert refused(applications.submit, application, by=HOUSE, at=AT) == words
    assert refused(decisions.admit, other, by=HOUSE, at=AT) == words
    pitch = a_pitch(market=other.market)
    assert refused(offers.offer, other, [pitch], terms(), until=UNTIL, by=HOUSE, at=AT) == words


def test_a_list_of_faults_is_sent_once_unless_something_new_came_in():
    application = in_review()
    given = {"list_of_faults": "1. the licence\n2、a photo", "due_on": date(2026, 3, 9)}
    applications.correct(application, **given, by=HOUSE, at=AT)
    assert application.corrections == "the licence\na photo"
    applications.submit(application, by=HOUSE, at=AT + timedelta(hours=1))

    later = {**given, "by": HOUSE, "at": AT + timedelta(hours=2)}
    assert refused(applications.correct, application, **later)[0] == "asked_already"
    applications.correct(application, **later, came_in="the police wrote")
    assert application.state == "correcting"


def test_a_new_fact_of_the_applicant_opens_a_second_list():
    application = in_review()
    given = {"list_of_faults": "the licence", "due_on": date(2026, 3, 9), "by": HOUSE}
    applications.correct(application, **given, at=AT)
    later = AT + timedelta(hours=1)
    applications.edit(application, {"message": "here it is"}, by=HOUSE, at=later)
    applications.submit(application, by=HOUSE, at=later)
    applications.correct(application, **given, at=later + timedelta(hours=1))
    assert application.state == "correcting"


def test_the_waiting_list_has_an_order_that_is_changed_with_a_reason():
    market = a_market()
    rows = [in_review(market=market) for _ in range(3)]
    for row in rows:
        waitlists.waitlist(row, by=HOUSE, at=AT)
    assert [row.place for row in rows] == [1, 2, 3]

    assert (
        refused(waitlists.reorder, rows[2], place=1, reason="", by=HOUSE, at=AT)[0] == "no_reason"
    )
    waitlists.reorder(rows[2], place=1, reason="promised", by=HOUSE, at=AT)

    line = Application.objects.order_by("place")
    assert list(line) == [rows[2], rows[0], rows[1]]


def test_after_the_closing_only_the_late_code_lets_one_in():
    market = a_market()
    call = on_a_call(market, late_code="let-me-in")
    application = an_application(market=market, call=call)
    late = UNTIL + timedelta(hours=1)

    assert refused(applications.submit, application, by=HOUSE, at=late)[0] == "call_closed"
    wrong = refused(applications.submit, application, late_code="perhaps", by=HOUSE, at=late)
    assert wrong[0] == "wrong_late_code"
    applications.submit(application, late_code="let-me-in", by=HOUSE, at=late)
    assert (application.state, application.late) == ("submitted", True)
    assert "let-me-in" not in call.late_code_print


def test_a_vendor_has_one_open_application_for_each_call():
    market = a_market()
    application = an_application(market=market, call=on_a_call(market))
    another = on_a_call(market)
    given = {"by": HOUSE, "at": AT}
    act = applications.begin
    vendor = application.vendor
    assert refused(act, vendor, market, call=application.call, **given)[0] == "already_applying"
    assert applications.begin(vendor, market, call=another, **given).state == "draft"


@pytest.mark.django_db(transaction=True)
def test_an_offer_accepted_twice_at_once_is_accepted_once(real_transactions):
    market = a_market()
    for number in range(100):
        application = in_review(market=market)
        pitch = a_pitch(market=market)
        offers.offer(application, [pitch], terms(), until=UNTIL, by=HOUSE, at=AT)

        def accept(one=application):
            try:
                return offers.accept(Application.objects.get(pk=one.pk), by=HOUSE, at=AT).state
            except Conflict as refusal:
                return refusal.code

        assert at_once(accept, accept) == ["accepted", "accepted"], number
        moves = Move.objects.filter(noun="application", thing=application.pk, name="accept")
        assert moves.count() == 1
        said = Notice.objects.filter(subject=f"application:{application.pk}")
        assert said.filter(occasion="offer_accepted").count() == 1
