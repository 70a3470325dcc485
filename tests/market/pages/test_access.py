import re

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from market import clock
from market.models import LocalMessage, User
from tests.builders import AT, a_market, a_user, a_vendor, an_operator

pytestmark = pytest.mark.django_db

PHONE = "13800000001"


def the_code():
    return re.search(r"\d{6}", LocalMessage.objects.first().body)[0]


def at_the_code(client, query=""):
    return client.post(f"/enter/{query}", {"phone": "138 0000 0001"}, follow=True)


def test_a_vendor_comes_in_by_phone_and_code_and_goes_on_where_it_wanted():
    a_vendor(phone=PHONE, market=a_market())
    client = Client()
    asked = at_the_code(client, "?next=/me/bills/")
    assert asked.redirect_chain == [("/enter/code/?next=%2Fme%2Fbills%2F", 302)]
    assert "138****0001" in asked.content.decode()

    came = client.post("/enter/code/?next=/me/bills/", {"code": the_code()})

    assert (came.status_code, came.url) == (302, "/me/bills/")
    assert User.objects.get(pk=client.session["_auth_user_id"]).phone == PHONE


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"]
)
def test_nobody_is_led_to_another_house(wanted):
    client = Client()
    at_the_code(client)
    came = client.post("/enter/code/", {"code": the_code()}, query_params={"next": wanted})
    assert came.url == "/me/"


def test_a_wrong_code_is_said_at_its_field_and_lets_nobody_in():
    client = Client()
    at_the_code(client)
    answer = client.post("/enter/code/", {"code": f"{(int(the_code()) + 1) % 1_000_000:06}"})
    [said] = answer.context["form"].errors["code"]
    assert said.startswith("This code is not right")
    assert "_auth_user_id" not in client.session


def test_who_asks_again_at_once_is_asked_for_the_code_that_is_on_its_way():
    client = Client()
    at_the_code(client)
    again = at_the_code(client)
    assert again.redirect_chain == [("/enter/code/", 302)]
    assert LocalMessage.objects.count() == 1
    assert client.post("/enter/code/", {"code": the_code()}).url == "/me/"


def test_a_number_that_is_none_is_said_at_its_field():
    answer = Client().post("/enter/", {"phone": "12345"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["phone"])
    assert not LocalMessage.objects.exists()


def test_the_code_page_without_a_phone_leads_back():
    assert Client().get("/enter/code/").url == "/enter/"


def test_an_operator_does_not_come_in_here():
    user = an_operator()
    User.objects.filter(pk=user.pk).update(phone=PHONE)
    client = Client()
    at_the_code(client)
    assert client.post("/enter/code/", {"code": the_code()}).status_code == 403
    assert "_auth_user_id" not in client.session


def test_one_address_asks_for_five_codes_a_minute():
    with time_machine.travel(AT, tick=False):
        for number in range(5):
            Client().post("/enter/", {"phone": f"1380000010{number}"})
        Client().post("/enter/", {"phone": "13800000109"})
    assert LocalMessage.objects.count() == 5


def test_coming_in_begins_a_new_session():
    client = Client()
    at_the_code(client)
    before = client.session.session_key
    client.post("/enter/code/", {"code": the_code()})
    assert client.session.session_key != before


def test_the_language_is_switched_at_the_same_place_and_remembered():
    client, user = Client(), a_user()
    client.force_login(user)
    answer = client.post("/language/", {"language": "en", "next": "/enter/"})
    assert (answer.status_code, answer.url) == (302, "/enter/")
    assert client.cookies["huiquan_language"].value == "en"
    assert client.get("/enter/").headers["Content-Language"] == "en"
    user.refresh_from_db()
    assert user.language == "en"
    client.post("/language/", {"language": "xx", "next": "//evil.example"})
    user.refresh_from_db()
    assert user.language == "en"
    assert client.get("/language/").status_code == 405


def test_an_operator_logs_in_and_out_in_our_frame():
    user = an_operator()
    user.set_password("a long sentence")
    user.save()
    client = Client()
    assert "market/public.html" in names(client.get(reverse("account_login")))
    came = client.post(
        reverse("account_login"), {"login": user.username, "password": "a long sentence"}
    )
    assert (came.status_code, came.url) == (302, "/desk/")
    assert "market/public.html" in names(client.get(reverse("account_logout")))
    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session


def names(answer):
    assert answer.status_code == 200
    return {template.name for template in answer.templates}


def test_nobody_signs_up():
    answer = Client().get(reverse("account_signup"))
    assert names(answer) >= {"account/signup_closed.html", "market/public.html"}


def test_a_second_factor_is_set_up_asked_for_and_switched_off_in_our_frame():
    user = an_operator()
    user.set_password("a long sentence")
    user.save()
    client = Client()
    given = {"login": user.username, "password": "a long sentence"}
    client.post(reverse("account_login"), given)

    asked = client.get(reverse("mfa_activate_totp"), follow=True)
    assert names(asked) >= {"account/reauthenticate.html", "market/public.html"}
    client.post(reverse("account_reauthenticate"), {"password": "a long sentence"})
    shown = client.get(reverse("mfa_activate_totp"))
    assert names(shown) >= {"mfa/totp/activate_form.html", "market/public.html"}
    secret = shown.context["form"].secret
    with time_machine.travel(clock.now(), tick=False):  # a code lives for half a minute
        client.post(reverse("mfa_activate_totp"), {"code": totp(secret)})
    assert names(client.get(reverse("mfa_index"))) >= {"mfa/index.html", "market/public.html"}
    codes = client.get(reverse("mfa_view_recovery_codes"))
    assert names(codes) >= {"mfa/recovery_codes/index.html"}
    assert names(client.get(reverse("mfa_generate_recovery_codes"))) >= {"market/public.html"}
    assert names(client.get(reverse("mfa_deactivate_totp"))) >= {"market/public.html"}
    recovery = codes.context["unused_codes"][0]

    other = Client()
    asked = other.post(reverse("account_login"), given)
    assert asked.url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in other.session
    assert names(other.get(asked.url)) >= {"mfa/authenticate.html", "market/public.html"}
    assert other.post(asked.url, {"code": "000000"}).status_code == 200
    assert "_auth_user_id" not in other.session
    other.post(asked.url, {"code": recovery})
    assert other.session["_auth_user_id"] == str(user.pk)


def totp(secret):
    from allauth.mfa.totp.internal import auth

    counter = next(iter(auth.yield_hotp_counters_from_time()))
    return auth.format_hotp_value(auth.hotp_value(secret, counter))


def test_a_password_is_changed_in_our_frame():
    user = an_operator()
    user.set_password("a long sentence")
    user.save()
    client = Client()
    client.force_login(user)
    answer = client.get(reverse("account_change_password"), follow=True)
    assert names(answer) >= {"account/password_change.html", "market/public.html"}
    given = {"oldpassword": "a long sentence", "password1": "a longer sentence"}
    client.post(
        reverse("account_change_password"), {**given, "password2": "a longer sentence"}, follow=True
    )
    user.refresh_from_db()
    assert user.check_password("a longer sentence")
