"""What is sealed stays covered until somebody says why it must be seen."""

from datetime import UTC, datetime

import pytest

from market.actions import vendors, workers
from market.core.actors import HOUSE
from market.models import Reveal

pytestmark = pytest.mark.django_db
NUMBER = "11010519491231002X"
AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


@pytest.fixture
def vendor(market):
    return vendors.add(
        "蔄记鲜肉", market=market, by=HOUSE, at=AT, id_kind="citizen", id_number=NUMBER
    )


@pytest.fixture
def worker(vendor):
    return workers.add(
        vendor, "王小蔄", since=AT.date(), by=HOUSE, at=AT, id_kind="citizen", id_number=NUMBER
    )


def test_the_number_is_masked_on_the_page(vendor, worker, at_the_desk):
    page = at_the_desk("manager").get(f"/desk/vendors/{vendor.pk}/").content.decode()
    assert NUMBER not in page
    assert page.count(vendor.id_masked) == 2


def test_with_a_reason_it_is_shown_once_and_written_down(vendor, at_the_desk):
    client, url = at_the_desk("checker"), f"/desk/vendors/{vendor.pk}/"
    shown = client.post(f"{url}reveal/", {"reason": "to compare with the card"})
    assert NUMBER in shown.content.decode()
    [reveal] = Reveal.objects.all()
    assert (reveal.subject, reveal.reason) == (f"vendor:{vendor.pk}", "to compare with the card")
    assert NUMBER not in client.get(url).content.decode()


def test_without_a_reason_nothing_is_shown(vendor, at_the_desk):
    page = at_the_desk("manager").post(f"/desk/vendors/{vendor.pk}/reveal/", {"reason": " "})
    assert (page.status_code, NUMBER in page.content.decode()) == (422, False)
    assert not Reveal.objects.exists()


def test_a_workers_number_is_shown_at_the_worker_only(vendor, worker, at_the_desk):
    page = at_the_desk("manager").post(
        f"/desk/workers/{worker.pk}/reveal/", {"reason": "the health office asks"}
    )
    assert page.content.decode().count(NUMBER) == 1
    assert Reveal.objects.get().subject == f"worker:{worker.pk}"


def test_a_cashier_has_no_button_for_it(vendor, at_the_desk):
    page = at_the_desk("cashier").get(f"/desk/vendors/{vendor.pk}/")
    assert (page.context["may_reveal"], b"/reveal/" in page.content) == (False, False)
