"""Leases on the desk: the list, the plan as it stands, signing and ending."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from leasing.models import Lease
from market.clock import now, today
from market.models import Hold
from tests.builders import a_market, a_pitch
from tests.leasing.builders import a_lease, a_signed_lease

pytestmark = pytest.mark.django_db
LIST = "/desk/leases/"
WHY = {"reason": "纸质合同已签"}
LEAVING = {"step": "do", "ground": "vendor", "reason": "moves away"}


def url(lease, deed=""):
    return f"{LIST}{lease.pk}/{deed}"


def listed(client, query=""):
    return [row.thing for row in client.get(LIST + query).context["table"].rows]


@pytest.fixture
def running(market):
    """A signed lease that began two months ago."""

    def make(**given):
        first = today().replace(day=1) - timedelta(days=60)
        pitches = [a_pitch(market=market)]
        days = {"first": first, "last": first + timedelta(days=400)}
        return a_signed_lease(pitches=pitches, at=now(), **{**days, **given})

    return make


def test_strangers_are_sent_to_log_in(running):
    assert Client().get(LIST).status_code == 302
    assert Client().get(url(running())).status_code == 302


def test_the_leases_of_another_market_are_not_found(running, at_the_desk):
    elsewhere, lease = at_the_desk("owner", market=a_market()), running()
    assert listed(elsewhere) == []
    for deed in ("", "contract/"):
        assert elsewhere.get(url(lease, deed)).status_code == 404
    assert elsewhere.post(url(lease, "end/"), {**LEAVING, "last": today()}).status_code == 404


def test_an_auditor_sees_without_a_button_and_is_refused_when_pressing_one(running, at_the_desk):
    auditor, lease = at_the_desk("auditor"), running()
    page = auditor.get(url(lease)).content.decode()
    assert 'method="post"' not in page.partition("<main")[2].partition("</main>")[0]
    for deed in ("sign/", "end/", "cancel/"):
        assert auditor.post(url(lease, deed), {**LEAVING, "last": today()}).status_code == 403


def test_a_lease_is_listed_by_how_far_it_has_come(running, market, at_the_desk):
    on = today()
    active = running()
    expiring = running(last=on + timedelta(days=60))
    lapsed = running(last=on - timedelta(days=1))
    planned = running(first=on + timedelta(days=1))
    draft = a_lease(pitches=[a_pitch(market=market)], last=date(2030, 1, 1))
    client = at_the_desk()
    found = {
        standing: listed(client, f"?standing={standing}")
        for standing in ("active", "expiring", "lapsed", "planned", "draft", "ended")
    }
    assert found == {
        "active": [active],
        "expiring": [expiring],
        "lapsed": [lapsed],
        "planned": [planned],
        "draft": [draft],
        "ended": [],
    }


def test_a_lease_is_found_by_its_pitch_and_its_zone(running, at_the_desk):
    one, _ = running(), running()
    pitch = one.pitches.get().pitch
    assert listed(at_the_desk(), f"?q={pitch.code.lower()}") == [one]
    assert listed(at_the_desk(), f"?zone={pitch.zone_id}") == [one]


def test_the_list_takes_the_same_queries_for_one_and_for_three(
    running, at_the_desk, django_assert_max_num_queries
):
    client = at_the_desk()
    running()
    client.get(LIST)
    with CaptureQueriesContext(connection) as of_one:
        client.get(LIST)
    running()
    running()
    with django_assert_max_num_queries(len(of_one)):
        client.get(LIST)


def test_a_long_plan_takes_the_queries_of_a_short_one(
    running, at_the_desk, django_assert_max_num_queries
):
    client, on = at_the_desk(), today()
    short, long = running(first=on, last=on + timedelta(days=3)), running()
    client.get(url(short))
    with CaptureQueriesContext(connection) as of_short:
        client.get(url(short))
    with django_assert_max_num_queries(len(of_short)):
        assert len(client.get(url(long)).context["bills"]) > 12


def test_the_plan_says_how_far_each_bill_is_paid(running, at_the_desk):
    bills = at_the_desk().get(url(running())).context["bills"]
    assert [bill.condition for bill in bills[:2]] == ["overdue", "overdue"]
    assert bills[-1].condition == "planned"
    assert (bills[0].open_fen, bills[-1].open_fen) == (bills[0].amount_fen, 0)


def test_signing_leads_back_with_the_first_bill_made(accepted, at_the_desk):
    client, lease = at_the_desk(), accepted().leases.get()
    assert client.get(url(lease)).context["bills"][0].condition == "planned"
    assert client.post(url(lease, "sign/"), WHY).url == url(lease)
    page = client.get(url(lease))
    assert page.context["lease"].state == "signed"
    assert page.context["bills"][0].condition != "planned"


def test_signing_twice_signs_once(accepted, at_the_desk):
    client, lease = at_the_desk(), accepted().leases.get()
    client.post(url(lease, "sign/"), WHY)
    page = client.post(url(lease, "sign/"), WHY, follow=True)
    assert "This cannot be done now: it is signed." in [str(m) for m in page.context["messages"]]


def test_the_contract_is_shown_as_it_was_signed(running, at_the_desk):
    lease = running()
    page = at_the_desk("auditor").get(url(lease, "contract/"))
    assert page.context["said"]["reference"] == lease.reference
    assert page.context["document"].sha256 in page.content.decode()


def test_a_lease_that_was_not_signed_has_no_contract(market, at_the_desk):
    lease = a_lease(pitches=[a_pitch(market=market)])
    assert at_the_desk().get(url(lease, "contract/")).status_code == 404


def test_a_lease_ends_on_a_day_and_what_lies_behind_it_is_not_charged(running, at_the_desk):
    client, lease = at_the_desk(), running()
    answer = client.post(url(lease, "end/"), {**LEAVING, "last": today()})
    assert answer.url == url(lease)
    page = client.get(url(lease))
    assert (page.context["lease"].state, page.context["lease"].ended_on) == ("ended", today())
    behind = [bill for bill in page.context["bills"] if bill.period.start > today()]
    assert {bill.condition for bill in behind} <= {"reversed"}
    assert {bill.amount_fen for bill in behind} <= {0}


def test_a_day_outside_the_lease_is_said_at_its_field_and_the_reason_stays(running, at_the_desk):
    lease = running()
    page = at_the_desk().post(url(lease, "end/"), {**LEAVING, "last": "2020-01-01"})
    form = page.context["form"]
    assert (page.status_code, list(form.errors)) == (422, ["last"])
    assert form.errors["last"] == [
        "Wed 1 Jan 2020 is not a day of this lease. Choose a day within it."
    ]
    assert form["reason"].value() == "moves away"
    assert Lease.objects.get(pk=lease.pk).state == "signed"


def test_dropping_an_offer_frees_its_pitch(accepted, at_the_desk):
    lease = accepted().leases.get()
    at_the_desk().post(url(lease, "cancel/"), {"reason": "never came"})
    assert Lease.objects.get(pk=lease.pk).state == "cancelled"
    assert not Hold.objects.filter(released_at__isnull=True).exists()
