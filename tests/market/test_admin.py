import pytest
from django.contrib import admin
from django.test import Client

from market.actions import vendors
from market.admin import LookOnly
from market.models import Pitch
from tests.builders import (
    AT,
    a_charge,
    a_market,
    a_permit,
    a_user,
    a_zone,
    acting,
)

pytestmark = pytest.mark.django_db


def in_the_back_room():
    client = Client()
    client.force_login(a_user(is_staff=True, is_superuser=True))
    return client


def test_money_papers_and_the_journal_can_only_be_looked_at():
    looked_at = {
        model.__name__
        for model, each in admin.site._registry.items()
        if isinstance(each, LookOnly) and model._meta.app_label == "market"
    }
    assert looked_at == {
        *("Account", "Allocation", "Charge", "Payment", "Permit", "Notice", "Move", "Reveal"),
        *("Vendor", "Worker", "Hold", "Document"),
    }
    client = in_the_back_room()
    charge, permit = a_charge(), a_permit()
    for path in (f"charge/{charge.pk}", f"permit/{permit.pk}"):
        assert client.get(f"/admin/market/{path}/change/").status_code == 200
        assert client.post(f"/admin/market/{path}/change/", {}).status_code == 403
        assert client.post(f"/admin/market/{path}/delete/", {"post": "yes"}).status_code == 403


def test_the_back_rooms_own_door_does_not_lead_past_the_second_factor():
    user = a_user(is_staff=True, is_superuser=True)
    user.set_password("a long sentence")
    user.save()
    client = Client()
    given = {"username": user.username, "password": "a long sentence"}
    answer = client.post("/admin/login/", given)
    assert answer.url.startswith("/accounts/login/")
    assert "_auth_user_id" not in client.session


def test_no_list_offers_an_action_past_the_actions():
    for model, each in admin.site._registry.items():
        if model._meta.app_label == "market":
            assert (model, each.actions) == (model, None)


def test_every_list_of_the_back_room_opens():
    client = in_the_back_room()
    for model in admin.site._registry:
        if model._meta.app_label == "market":
            assert client.get(f"/admin/market/{model._meta.model_name}/").status_code == 200


def test_a_sealed_number_is_not_shown():
    vendor = vendors.add(
        "蔄记鲜肉",
        market=a_market(),
        id_kind="citizen",
        id_number="11010519491231002X",
        by=acting(),
        at=AT,
    )
    page = in_the_back_room().get(f"/admin/market/vendor/{vendor.pk}/change/").content.decode()
    assert ("1101**********002X" in page, vendor.id_sealed in page, vendor.id_print in page) == (
        True,
        False,
        False,
    )


def test_a_pitch_added_here_takes_its_place_in_the_order_and_its_state_is_not_chosen():
    given = {"zone": a_zone().pk, "code": "A-2", "kind": "stall", "state": "closed"}
    sizes = {"position": 0, "x": 0, "y": 0, "width": 300, "height": 300, "structure": "permanent"}
    answer = in_the_back_room().post("/admin/market/pitch/add/", {**given, **sizes})
    assert answer.status_code == 302
    pitch = Pitch.objects.get()
    assert (pitch.code_key, pitch.state) == ("a 000002", "open")
