"""Every role and every stranger against every kind of paper, through the page that sends the file."""

import pytest
from django.test import Client

from market.actions import uploads
from market.core.actors import ROLES
from market.models import Member, PermitType, Reveal
from tests.builders import AT, a_market, a_permit, a_user, a_vendor, acting, an_operator
from tests.market.core.files import a_photo

pytestmark = pytest.mark.django_db

# what becomes of who asks: the file at once, the file after a reason that is written down, a no
# after the reason was asked for, or nothing there at all
SENT, REASON, NO, NOTHING = "sent", "after a reason", "no", "nothing there"
# by caller: an ordinary kind of paper, a sensitive one
EXPECTED = {
    "owner": (SENT, REASON),
    "manager": (SENT, REASON),
    "checker": (SENT, REASON),
    "steward": (SENT, NO),
    "auditor": (SENT, NO),
    "cashier": (NOTHING, NOTHING),
    "vendor's own": (SENT, SENT),
    "another vendor's": (NOTHING, NOTHING),
    "owner of another market": (NOTHING, NOTHING),
    "somebody": (NOTHING, NOTHING),
}


@pytest.fixture
def market(settings, tmp_path):
    settings.UPLOADS = tmp_path
    return a_market()


def a_person_of(vendor):
    user = a_user()
    Member.objects.create(user=user, vendor=vendor, since=AT)
    return user


def caller(name, market, vendor):
    client = Client()
    if name in ROLES:
        client.force_login(an_operator(name, market=market))
    elif name == "vendor's own":
        client.force_login(a_person_of(vendor))
    elif name == "another vendor's":
        client.force_login(a_person_of(a_vendor(market=market)))
    elif name == "owner of another market":
        client.force_login(an_operator("owner", market=a_market()))
    return client


def what_comes(client, key):
    path = f"/uploads/{key}/"
    asked = client.get(path)
    if asked.status_code == 404:
        return NOTHING
    if asked.headers["Content-Type"] == "image/jpeg":
        return SENT
    told = client.post(path, {"reason": "核对"})
    return REASON if told.headers["Content-Type"] == "image/jpeg" else NO


def test_the_table_names_every_role():
    assert set(ROLES) <= set(EXPECTED)


def test_every_role_opens_of_every_kind_of_paper_what_it_may_and_every_reveal_is_logged(market):
    vendor = a_vendor(market=market)
    kinds = list(PermitType.objects.order_by("code"))
    files = {}
    for kind in kinds:
        permit = a_permit(type=kind, state="submitted", vendor=vendor)
        files[kind] = uploads.store(a_photo(), "paper.jpg", permit, by=acting(), at=AT)
    wanted, found, revealed = {}, {}, set()
    for name, (ordinary, sensitive) in EXPECTED.items():
        client = caller(name, market, vendor)
        for kind in kinds:
            wanted[name, kind.code] = sensitive if kind.sensitive else ordinary
            found[name, kind.code] = what_comes(client, files[kind].key)
            if found[name, kind.code] == REASON:
                revealed.add((name, f"upload:{files[kind].pk}"))

    assert found == wanted
    assert {kind.sensitive for kind in kinds} == {True, False}
    assert len(revealed) == 3 * sum(kind.sensitive for kind in kinds)
    logged = Reveal.objects.values_list("by__roles__name", "subject")
    assert sorted(logged) == sorted(revealed)
    assert set(Reveal.objects.values_list("reason", flat=True)) == {"核对"}
