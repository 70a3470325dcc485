"""Several people for one vendor, several vendors for one person, helpers, and the desk's code."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings as configured
from django.test import Client

from events.rules import BOOK as EVENTS
from leasing.rules import BOOK as LEASING
from market import rules
from market.actions import codes, members, people
from market.actions.people import actor_of
from market.core.actors import Actor
from market.models import Invitation, LoginCode, Member, Move, Notice
from tests.builders import (
    AT,
    a_market,
    a_user,
    a_vendor,
    acting,
    an_account,
    an_operator,
    as_vendor,
)
from tests.market.api.callers import in_a_browser, with_token
from tests.refused import refused

pytestmark = pytest.mark.django_db
MINE, HERS = "13800000001", "13800000002"


@pytest.fixture(autouse=True)
def on_monday():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def place():
    market = a_market()
    vendor = a_vendor(market=market, phone=MINE)
    owner = a_user(phone=MINE, name="老板")
    Member.objects.create(user=owner, vendor=vendor, since=AT)
    return market, vendor, owner


def in_browser(user):
    client = Client()
    client.force_login(user)
    return client


def proved(phone):
    """The person, after a log-in by phone and code."""
    user = a_user(phone=phone)
    people.link_by_phone(user, at=AT)
    return user


def test_a_relative_is_invited_by_phone_and_helps_from_the_next_log_in_on(place):
    _, vendor, owner = place
    page = in_browser(owner)
    told = {"vendor": vendor.pk, "name": "王小蔄", "phone": HERS, "role": "helper"}
    assert page.post("/me/people/", told).status_code == 302
    assert configured.PUBLIC_URL + "/enter/" in page.get("/me/people/").content.decode()
    assert Notice.objects.get().occasion == "invited"
    assert actor_of(a_user(phone="13800000003")).vendors == frozenset()

    helper = proved(HERS)
    actor = actor_of(helper)
    assert (actor.vendors, actor.helps) == ({vendor.pk}, {vendor.pk})
    moves = Move.objects.filter(noun="vendor").order_by("pk").values_list("name", flat=True)
    assert list(moves) == ["invite", "join"]
    assert HERS not in " ".join(Move.objects.values_list("reason", flat=True))


def test_whom_no_message_reaches_is_on_the_call_list_and_elsewhere_without_the_number(
    place, settings
):
    market, vendor, _ = place
    an_account(vendor=vendor, market=market)
    settings.NOTICE_CHANNELS = ["call"]
    told = {"phone": HERS, "name": "王小蔄", "role": "helper"}
    members.invite(vendor, **told, by=as_vendor(vendor), at=AT)
    desk = in_browser(an_operator("manager", market=market))
    listed = desk.get("/desk/messages/calls/").content.decode()
    assert ("王小蔄" in listed, f"tel:{HERS}" in listed) == (True, True)
    notice = desk.get(f"/desk/messages/{Notice.objects.get().pk}/").content.decode()
    assert ("王小蔄" in notice, HERS in notice, "138****0002" in notice) == (True, False, True)


HELPS = {
    *("permit.submit", "permit.resubmit", "permit.apply", "errand.print", "account.print"),
    *("paidnote.tell", "finding.rectify", "enquiry.ask"),
    *("application.begin", "application.edit", "application.submit", "reading.propose"),
    *("sign-up.check_in", "sign-up.confirm"),
}


def test_what_a_helper_may_is_this_and_nothing_else(place):
    """Not sign, not accept an offer, not change who acts for the vendor or what is on file."""
    _, vendor, _ = place
    helper = Actor("帮手", user=1, vendors=frozenset({vendor.pk}), helps=frozenset({vendor.pk}))
    allowed = {
        act
        for book in (rules.BOOK, LEASING, EVENTS)
        for act in book.table
        if book.allows(helper, act, vendor)
    }
    assert allowed == HELPS


def test_a_helper_is_shown_everything_and_turned_away_from_the_rest(place):
    _, vendor, _ = place
    helper = a_user(phone=HERS)
    Member.objects.create(user=helper, vendor=vendor, since=AT, role="helper")
    api, page = with_token(helper), in_browser(helper)
    assert api.get(f"/vendors/{vendor.pk}").status_code == 200
    asked = {"phone": "13800000009", "name": "谁"}
    assert api.post(f"/vendors/{vendor.pk}/invitations", asked).status_code == 403
    assert b'id="invite"' not in page.get("/me/people/").content


def test_whoever_is_removed_sees_nothing_from_that_moment_on(place):
    _, vendor, owner = place
    helper = a_user(phone=HERS)
    member = Member.objects.create(user=helper, vendor=vendor, since=AT, role="helper")
    token = with_token(helper)
    assert token.get(f"/vendors/{vendor.pk}").status_code == 200
    in_browser(owner).post(f"/me/people/{member.pk}/remove/")
    assert token.get(f"/vendors/{vendor.pk}").status_code == 404
    own = vendor.members.get()
    assert refused(members.remove, own, by=as_vendor(vendor), at=AT)[0] == "last_owner"


def test_an_invitation_runs_out_and_can_be_taken_back(place):
    _, vendor, _ = place
    by = as_vendor(vendor)
    told = {"phone": HERS, "name": "王小蔄", "role": "helper", "by": by}
    one = members.invite(vendor, **told, at=AT - timedelta(days=8))
    proved(HERS)
    assert vendor.members.count() == 1
    two = members.invite(vendor, **told, at=AT)
    assert (members.invite(vendor, **told, at=AT).pk, one.pk == two.pk) == (two.pk, False)
    members.withdraw(two, by=by, at=AT)
    people.link_by_phone(a_user(phone="13800000008"), at=AT)
    assert Invitation.objects.filter(taken_at__isnull=False).count() == 0


def test_somebody_with_two_stalls_looks_at_one_of_them(place):
    market, vendor, owner = place
    other = a_vendor(market=market, name="蔄记干果")
    an_account(vendor=other, market=market)
    Member.objects.create(user=owner, vendor=other, since=AT)
    page = in_browser(owner)
    assert "蔄记干果" in page.get("/me/").content.decode()
    page.post("/me/people/switch/", {"vendor": vendor.pk})
    assert "蔄记干果" not in page.get("/me/").content.decode()
    page.post("/me/people/switch/", {"vendor": a_vendor().pk})
    assert "蔄记干果" in page.get("/me/").content.decode()


def test_a_code_from_the_desk_lets_somebody_in_without_their_phone(place):
    market, vendor, owner = place
    desk = in_browser(an_operator("cashier", market=market))
    told = {"phone": MINE, "reason": "身份证原件"}
    answer = desk.post(f"/desk/vendors/{vendor.pk}/code/", told)
    code = answer.context["code"]
    kept = LoginCode.objects.get()
    assert (len(code), code in kept.code_hash, MINE in kept.phone_print) == (8, False, False)
    assert (Move.objects.get().name, Move.objects.get().reason) == ("hand_code", "身份证原件")
    assert Notice.objects.get().occasion == "desk_code_given"
    assert code not in desk.get(f"/desk/vendors/{vendor.pk}/").content.decode()

    assert codes.redeem(MINE, code, at=AT + timedelta(minutes=14)) == owner
    assert refused(codes.redeem, MINE, code, at=AT)[0] == "bad_code"


def test_a_code_from_the_desk_is_short_lived_guarded_and_for_the_vendors_own(place):
    market, vendor, _ = place
    by = acting("cashier", market=market)
    given = {"reason": "身份证原件", "by": by, "at": AT}
    assert refused(codes.hand_out, vendor, HERS, **given)[0] == "not_theirs"
    assert refused(codes.hand_out, vendor, MINE, **given | {"reason": " "})[0] == "reason_missing"
    steward = given | {"by": acting("steward", market=market)}
    assert refused(codes.hand_out, vendor, MINE, **steward)[0] == "not_yours_to_do"
    late = codes.hand_out(vendor, MINE, **given)
    assert refused(codes.redeem, MINE, late, at=AT + timedelta(minutes=15))[0] == "bad_code"
    good = codes.hand_out(vendor, MINE, **given)
    wrong = f"{(int(good) + 1) % 10**8:08}"
    for _ in range(codes.MOST_TRIES):
        assert refused(codes.redeem, MINE, wrong, at=AT)[0] == "bad_code"
    assert refused(codes.redeem, MINE, good, at=AT)[0] == "bad_code"


def test_over_the_api_an_owner_invites_and_removes_and_the_desk_hands_a_code_over(place):
    market, vendor, owner = place
    api = with_token(owner)
    path = f"/vendors/{vendor.pk}"
    made = api.post(f"{path}/invitations", {"phone": HERS, "name": "王小蔄"}).json()
    assert (made["role"], made["phone_masked"]) == ("helper", "138****0002")
    assert api.post(f"/invitations/{made['id']}/withdraw").json()["withdrawn_at"]
    assert [each["name"] for each in api.get(f"{path}/people").json()] == ["老板"]
    assert api.post(f"{path}/desk-codes", {"phone": MINE, "reason": "x"}).status_code == 403
    desk = in_a_browser("manager", market=market)
    told = desk.post(f"{path}/desk-codes", {"phone": MINE, "reason": "身份证"}).json()
    assert (len(told["code"]), told["minutes"]) == (8, 15)
    own = vendor.members.get()
    assert api.delete(f"/people/{own.pk}").json()["code"] == "last_owner"
