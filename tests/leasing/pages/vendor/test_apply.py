"""The pages of the steps, and how a browser goes on with what its script began."""

from datetime import timedelta

import pytest

from leasing.actions import newcomers
from leasing.models import Application
from market import clock
from tests.builders import a_market, a_pitch

pytestmark = pytest.mark.django_db


def begun(market):
    return newcomers.apply(market, name="蔄记", phone="19900000012", trade="鲜肉", at=clock.now())


def test_the_browser_goes_on_with_the_application_whose_token_it_has(client):
    application, bearer = begun(a_market())
    page = f"/applications/{application.reference}/"
    assert client.get(page).status_code == 404
    told = {"bearer": bearer, "reference": application.reference}
    assert client.post("/apply/carry-on/", told)["Location"] == page
    assert client.get(page).status_code == 200
    # and where it begins another, the one under way is shown to it, and to nobody else
    assert application.reference in client.get("/apply/").content.decode()
    client.cookies.clear()
    assert application.reference not in client.get("/apply/").content.decode()


def test_a_token_opens_no_other_application_and_a_false_one_none(client):
    market = a_market()
    application, _ = begun(market)
    _, other = begun(market)
    for bearer in (other, "hq_false", ""):
        told = {"bearer": bearer, "reference": application.reference}
        assert client.post("/apply/carry-on/", told).status_code == 404


def test_what_is_chosen_travels_in_the_address_and_nothing_personal_does(client):
    pitch = a_pitch(market=a_market(), guide_rent_fen=170000)
    first = clock.today() + timedelta(days=3)
    query = {"trade": "鲜肉", "goods": "猪肉", "kind": "stall", "months": "6", "pitch": pitch.pk}
    asked = {**query, "starts_on": first.isoformat()}
    page = client.get("/apply/who/", asked).content.decode()
    assert f'<input type="hidden" name="pitch" value="{pitch.pk}">' in page
    assert '<form class="apply" method="post"' in page
    told = {**asked, "name": "蔄记", "phone": "19900000012"}
    answer = client.post("/apply/who/", {**told, "id_number": "", "message": ""})
    application = Application.objects.get()
    assert answer["Location"] == f"/applications/{application.reference}/papers/"
    assert (application.months, application.starts_on) == (6, first)
    assert (application.goods, application.wish) == (["猪肉"], pitch)


def test_a_step_that_was_left_out_is_asked_for(client):
    a_market()
    page = client.get("/apply/where/", headers={"Accept-Language": "en"})
    assert page.status_code == 422
    assert "Choose what you sell most." in page.content.decode()


def test_all_that_is_wrong_about_oneself_is_told_at_once(client):
    a_pitch(market=a_market(), guide_rent_fen=170000)
    told = {"trade": "鲜肉", "kind": "stall", "starts_on": "2090-04-01", "months": "12"}
    asked = {**told, "name": "", "phone": "12345", "id_number": "37108119900101001"}
    answer = client.post("/apply/who/", asked)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["name", "phone", "id_number"]
    assert not Application.objects.exists()
