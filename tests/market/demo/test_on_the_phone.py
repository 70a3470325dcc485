"""What the vendors of the demo did on their phones, beside the ground and nothing else."""

from collections import Counter

import pytest
from django.db import transaction
from django.db.models import Count
from django.test import override_settings

from market.core.board import CATEGORIES
from market.core.files import clean
from market.core.hours import local_day
from market.demo import load, on_the_phone, told
from market.demo.chance import key_of
from market.demo.pay_codes import code
from market.models import (
    BoardEntry,
    Enquiry,
    Invitation,
    LocalMessage,
    Member,
    Notice,
    PaidNote,
    PayCode,
    Vendor,
)
from market.queries.board import standing
from market.queries.enquiries import contentment, late
from market.queries.vendors import open_invitations
from tests.builders import AT

pytestmark = pytest.mark.django_db
ON = local_day(AT)


@pytest.fixture(scope="module", autouse=True)
def loaded(django_db_setup, django_db_blocker, tmp_path_factory):
    uploads = tmp_path_factory.mktemp("uploads")
    with django_db_blocker.unblock(), override_settings(UPLOADS=uploads), transaction.atomic():
        for part in (load, on_the_phone, told):
            part.load(at=AT)
        yield
        transaction.set_rollback(True)


def test_some_have_helpers_and_two_who_were_asked_have_not_come_yet():
    assert Counter(Member.objects.values_list("role", flat=True)) == {"owner": 5, "helper": 3}
    asked = open_invitations(AT).values_list("vendor__source_key", flat=True)
    assert set(asked) == {"demo/hall/001", "demo/container/006"}
    phones = set(Invitation.objects.values_list("phone", flat=True))
    assert set(Notice.objects.filter(occasion="invited").values_list("state", flat=True)) == {
        "sent"
    }
    assert len(phones & set(LocalMessage.objects.values_list("to", flat=True))) == len(phones) == 7


def test_the_green_channel_has_something_at_every_step_and_one_is_late():
    rows = Enquiry.objects.all()
    states = Counter(rows.values_list("state", flat=True))
    assert states == {"new": 1, "taken": 2, "reopened": 1, "closed": 3}
    assert [one.vendor.source_key for one in late(rows, at=AT) if one.vendor] == ["demo/street/002"]
    assert contentment(rows) == {5: 2, 3: 1}
    longest = rows.annotate(words=Count("messages")).latest("words")
    assert (longest.words, longest.messages.filter(photo__isnull=False).count()) == (5, 1)
    assert [bool(one.asker) for one in rows.filter(vendor=None)] == [True]


def test_the_board_has_offers_and_wants_of_every_kind():
    there = standing(on=ON)
    assert Counter(there.values_list("kind", flat=True)) == {"offer": 5, "want": 5}
    assert set(there.values_list("category", flat=True)) == set(CATEGORIES)
    assert 0 < there.filter(contact_at=None).count() < 5
    states = Counter(BoardEntry.objects.values_list("state", flat=True))
    assert states == {"posted": 11, "withdrawn": 1, "taken_down": 1}


def test_two_payments_that_were_told_wait_one_is_booked_and_one_was_not_found():
    states = Counter(PaidNote.objects.values_list("state", flat=True))
    assert states == {"told": 2, "booked": 1, "refused": 1}
    assert PaidNote.objects.get(photo__isnull=False).state == "told"
    booked = PaidNote.objects.get(state="booked")
    assert booked.payment is not None
    assert (booked.payment.amount_fen, booked.payment.method) == (booked.amount_fen, "alipay")


def test_two_codes_to_pay_by_hang_there_and_an_old_one_was_taken_down():
    hanging = PayCode.objects.filter(gone_at=None).values_list("method", flat=True)
    assert (set(hanging), PayCode.objects.count()) == ({"wechat", "alipay"}, 3)
    kept = clean(code("pays nobody"), "wechat.png", most_bytes=2**20)
    assert kept.mime.startswith("image/")


def test_some_want_to_be_told_otherwise():
    wishes = Vendor.objects.exclude(channels=[]).values_list("channels", flat=True)
    assert list(wishes) == [["inbox"], ["inbox"]]
    assert Vendor.objects.exclude(quiet_from=None).count() == 8


def test_a_form_of_the_demo_has_the_same_key_whenever_it_is_sent():
    assert key_of("board") == key_of("board") != key_of("request")
