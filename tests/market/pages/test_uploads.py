import pytest
from django.test import Client

from market.actions import uploads
from market.models import Member, PermitType, Reveal
from tests.builders import (
    AT,
    a_market,
    a_permit,
    a_user,
    a_vendor,
    acting,
    an_operator,
)
from tests.market.core.files import a_photo

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.UPLOADS = tmp_path


def an_upload(market, code):
    kind = PermitType.objects.get(code=code)
    permit = a_permit(type=kind, state="submitted", vendor=a_vendor(market=market))
    return uploads.store(a_photo(), "card.jpg", permit, by=acting(), at=AT)


def logged_in(user):
    client = Client()
    client.force_login(user)
    return client


def test_an_ordinary_paper_is_sent_to_who_may_see_it_and_is_not_there_for_others():
    market = a_market()
    path = f"/uploads/{an_upload(market, 'FOOD_PERMIT').key}/"
    answer = logged_in(an_operator("checker", market=market)).get(path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/jpeg")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="card.jpg"'
    others = (
        an_operator("cashier", market=market),
        an_operator("owner", market=a_market()),
        a_user(),
    )
    for client in (Client(), *map(logged_in, others)):
        assert client.get(path).status_code == 404


def test_a_sensitive_paper_asks_why_first_and_writes_it_down():
    market = a_market()
    path = f"/uploads/{an_upload(market, 'HEALTH_CERT').key}/"
    client = logged_in(an_operator("checker", market=market))

    asked = client.get(path)
    assert asked.headers["Content-Type"].startswith("text/html")
    assert client.post(path, {"reason": " "}).headers["Content-Type"].startswith("text/html")
    assert not Reveal.objects.exists()

    sent = client.post(path, {"reason": "核对健康证"})
    assert (sent.content[:3], Reveal.objects.get().reason) == (b"\xff\xd8\xff", "核对健康证")


def test_a_vendors_own_sensitive_paper_is_sent_without_asking():
    upload = an_upload(a_market(), "HEALTH_CERT")
    user = a_user()
    Member.objects.create(user=user, vendor=upload.permit.vendor, since=AT)
    assert logged_in(user).get(f"/uploads/{upload.key}/").content[:3] == b"\xff\xd8\xff"
    assert not Reveal.objects.exists()
