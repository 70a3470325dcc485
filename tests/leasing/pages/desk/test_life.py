from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leasing.actions import closures, renewals, transfers
from leasing.core.closures import ClosureReason
from leasing.core.renewing import Again
from leasing.models import Closure, Lease, Renewal, Sublet, Transfer
from market.clock import now, today
from market.core.actors import HOUSE
from market.core.periods import Period
from market.models import Charge, Document
from tests.builders import a_market, a_pitch, a_vendor, phone_of
from tests.leasing.builders import a_signed_lease

pytestmark = pytest.mark.django_db
LIST = "/desk/leases/"


def url(lease, deed=""):
    return f"{LIST}{lease.pk}/{deed}"


def drawn(client, *kinds):
    """How the PDFs of all letters of these kinds are answered."""
    letters = Document.objects.filter(kind__in=kinds).values_list("pk", flat=True)
    return {client.get(f"/documents/{pk}.pdf").status_code for pk in letters}


@pytest.fixture
def running(market):
    """A signed lease that began two months ago and ends in two."""

    def make(**given):
        first = (today() - timedelta(days=60)).replace(day=1)
        pitches = given.pop("pitches", None) or [a_pitch(market=market)]
        days = {"first": first, "last": today() + timedelta(days=60)}
        return a_signed_lease(pitches=pitches, at=now(), **{**days, **given})

    return make


def deeds(lease, market):
    on = today()
    other = a_pitch(market=market)
    a_vendor(phone="13800000001")
    day = on + timedelta(days=10)
    return {
        "amend/": {"from_day": on, "item": "rent", "amount": "2000", "per": "month", "reason": "x"},
        "end/": {"last": on, "ground": "vendor", "reason": "x"},
        "renew/": {"months": 12, "rise": 5, "until": now() + timedelta(days=3)},
        "transfer/": {"phone": "138 0000 0001", "from_day": day, "deposit_moves": "on"},
        "relocate/": {
            "before": lease.pitches.get().pitch_id,
            "after": other.pk,
            "from_day": day,
            "agreed": "on",
            "reason": "x",
        },
    }


@pytest.mark.parametrize("deed", ["amend/", "end/", "renew/", "transfer/", "relocate/"])
def test_a_deed_shows_what_follows_and_only_the_press_does_it(deed, running, market, at_the_desk):
    lease, client = running(), at_the_desk()
    told = deeds(lease, market)[deed]
    if "until" in told:
        told["until"] = told["until"].strftime("%Y-%m-%dT%H:%M")
    before = Charge.objects.count(), Document.objects.count()
    assert client.get(url(lease, deed)).status_code == 200

    page = client.post(url(lease, deed), {**told, "step": "look"})

    assert page.status_code == 200, page.context["form"].errors
    assert page.context.get("not_yet") is None
    assert page.context["effect"] is not None
    assert (Charge.objects.count(), Document.objects.count()) == before
    answer = client.post(url(lease, deed), {**told, "step": "do"})
    assert (answer.status_code, getattr(answer, "url", "")) == (302, url(lease))
    assert client.get(url(lease)).status_code == 200


def test_what_would_be_refused_is_said_before_the_press(running, at_the_desk):
    lease = running()
    told = {"last": "2020-01-01", "ground": "agreed", "reason": "x", "step": "look"}
    page = at_the_desk().post(url(lease, "end/"), told)
    assert page.context["not_yet"] == (
        "Wed 1 Jan 2020 is not a day of this lease. Choose a day within it."
    )


@pytest.mark.parametrize(
    "deed",
    ["amend/", "end/", "renew/", "transfer/", "relocate/", "hold-over/", "leave/", "reopen/"],
)
def test_who_may_not_do_it_does_not_see_its_page_and_strangers_find_nothing(
    deed, running, at_the_desk
):
    lease = running()
    assert at_the_desk("auditor").get(url(lease, deed)).status_code == 403
    elsewhere = at_the_desk("owner", market=a_market())
    assert elsewhere.get(url(lease, deed)).status_code == 404


def test_a_lease_that_ran_out_is_held_over_from_its_page(running, at_the_desk):
    lease, client = running(last=today() - timedelta(days=3)), at_the_desk()
    assert client.get(url(lease)).context["life"].lapsed
    client.post(url(lease, "hold-over/"), {"reason": "still there", "step": "do"})
    page = client.get(url(lease))
    assert page.context["lease"].standing == "held_over"
    assert not page.context["life"].lapsed


def test_the_list_leads_to_the_offer_where_nobody_was_asked_and_else_to_the_lease(
    running, at_the_desk
):
    to_ask, asked, ran_out = running(), running(), running(last=today() - timedelta(days=1))
    renewals.offer(asked, Again(12), until=now() + timedelta(days=3), by=HOUSE, at=now())

    def leads(role):
        table = at_the_desk(role).get(f"{LIST}ending/").context["table"]
        return {row.thing.pk: row.url for row in table.rows}

    assert leads("manager") == {
        to_ask.pk: url(to_ask, "renew/"),
        asked.pk: url(asked),
        ran_out.pk: url(ran_out),
    }
    assert leads("auditor")[to_ask.pk] == url(to_ask)


def test_the_vendors_answer_is_taken_at_the_desk(running, at_the_desk):
    lease, client = running(), at_the_desk()
    renewals.offer(lease, Again(12), until=now() + timedelta(days=3), by=HOUSE, at=now())
    client.post(url(lease, "renewal/accept/"))
    assert Renewal.objects.get().state == "accepted"
    assert "renewals-to-sign" in {line["key"] for line in client.get("/desk/").context["waiting"]}
    client.post(url(lease, "renewal/withdraw/"))
    assert Lease.objects.exclude(pk=lease.pk).get().state == "cancelled"


def test_a_transfer_that_was_asked_for_is_looked_at_and_agreed(running, at_the_desk):
    lease, client = running(), at_the_desk()
    day = today() + timedelta(days=5)
    asked = transfers.ask(lease, a_vendor(), from_day=day, by=HOUSE, at=now())
    assert client.get(f"{LIST}transfers/").context["table"].count == 1
    page = client.get(url(lease, f"transfers/{asked.pk}/"))
    assert page.status_code == 200
    client.post(url(lease, f"transfers/{asked.pk}/"), {"step": "do"})
    assert Transfer.objects.get().state == "agreed"
    assert drawn(client, "transfer") == {200}


def test_a_suspected_sublet_is_written_down_and_objected_to(running, at_the_desk):
    lease, client = running(), at_the_desk()
    told = {"learned_on": today(), "evidence": "换了人", "step": "do"}
    client.post(url(lease, "sublet/"), told)
    sublet = Sublet.objects.get()
    assert client.get(f"{LIST}sublets/").context["table"].count == 1
    client.post(url(lease, f"sublets/{sublet.pk}/object/"))
    letter = Document.objects.get(kind="objection")
    page = client.get(url(lease, f"letters/{letter.pk}/"))
    assert letter.sha256 in page.content.decode()
    assert drawn(client, "objection") == {200}


def test_every_letter_can_be_read_in_both_languages(running, market, at_the_desk):
    lease, client = running(), at_the_desk()
    for deed in ("amend/", "renew/"):
        told = (
            deeds(lease, market)[deed]
            if deed == "amend/"
            else {
                "months": 12,
                "until": (now() + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M"),
            }
        )
        client.post(url(lease, deed), {**told, "step": "do"})
    for letter in Document.objects.filter(kind__in=("amendment", "renewal")):
        for language in ("en", "zh-hans"):
            page = client.get(
                url(lease, f"letters/{letter.pk}/"), headers={"Accept-Language": language}
            )
            assert page.status_code == 200
    assert drawn(client, "amendment", "renewal") == {200}


def test_the_vendor_finds_the_letters_and_a_stranger_does_not(running, market, at_the_desk):
    lease, client = running(), at_the_desk()
    client.post(url(lease, "amend/"), {**deeds(lease, market)["amend/"], "step": "do"})
    letter = Document.objects.get(kind="amendment")
    mine, stranger = phone_of(lease.vendor), phone_of(a_vendor())
    page = mine.get(f"/me/leases/{lease.reference}/").content.decode()
    assert f"/documents/{letter.pk}.pdf" in page
    assert drawn(mine, "amendment") == {200}
    assert drawn(stranger, "amendment") == {404}


def test_a_zone_is_closed_and_opened_again_at_the_desk(running, market, at_the_desk):
    lease, client = running(), at_the_desk()
    zone = lease.pitches.get().pitch.zone
    told = {
        "zone": f"zone-{zone.pk}",
        "first": today(),
        "last": today(),
        "reason": "typhoon",
        "percent": "100",
    }
    look = client.post(f"{LIST}closures/new/", {**told, "step": "look"})
    assert (look.context["pitches"], look.context["leases"]) == (1, 1)
    assert not Closure.objects.exists()
    answer = client.post(f"{LIST}closures/new/", {**told, "step": "do"})
    closure = Closure.objects.get()
    assert answer.url == f"{LIST}closures/{closure.pk}/"
    page = client.get(answer.url)
    assert (page.context["closure"].leases, page.context["closure"].waiting) == (1, 0)
    client.post(f"{answer.url}lift/", {"reason": "over"})
    assert Closure.objects.get().state == "lifted"


def test_the_lists_take_the_same_queries_for_one_and_for_three(
    running, market, at_the_desk, django_assert_max_num_queries
):
    client = at_the_desk()

    def one_more():
        lease = running()
        transfers.ask(lease, a_vendor(), from_day=today(), by=HOUSE, at=now())
        closures.close(
            market,
            Period.through(today(), today()),
            reason=ClosureReason.POWER,
            percent=10,
            pitches=[lease.pitches.get().pitch],
            by=HOUSE,
            at=now(),
        )

    one_more()
    paths = [f"{LIST}{name}/" for name in ("ending", "transfers", "closures")]
    for path in paths:
        client.get(path)
        with CaptureQueriesContext(connection) as of_one:
            client.get(path)
        one_more()
        one_more()
        with django_assert_max_num_queries(len(of_one)):
            assert client.get(path).status_code == 200


def test_what_has_no_page_of_its_own_leads_to_its_lease(running, at_the_desk):
    lease = running()
    asked = transfers.ask(lease, a_vendor(), from_day=today(), by=HOUSE, at=now())
    path = f"{LIST}transfers/{asked.pk}/"
    assert at_the_desk().get(path).url == url(lease)
    assert at_the_desk("owner", market=a_market()).get(path).status_code == 404
