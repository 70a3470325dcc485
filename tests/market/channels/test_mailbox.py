"""The demo's provider: the same key is the same message."""

import pytest

from market.channels import Permanent, Receipt
from market.channels.mailbox import Mailbox
from market.models import LocalMessage
from tests.market.channels.test_email import a_message
from tests.races import at_once


@pytest.mark.django_db
def test_the_same_key_again_is_the_same_message():
    first = Mailbox().send(a_message())
    assert Mailbox().send(a_message(title="other words")) == first

    message = LocalMessage.objects.get()
    assert first == Receipt(f"mailbox-{message.pk}")
    assert (message.title, message.deliveries) == (a_message().title, 2)


@pytest.mark.django_db(transaction=True)
def test_the_same_key_twice_at_once_is_one_message():
    receipts = at_once(*(lambda: Mailbox().send(a_message()) for _ in range(4)))

    assert len(set(receipts)) == 1
    assert LocalMessage.objects.get().deliveries == 4


@pytest.mark.django_db
def test_a_phone_goes_before_an_address_and_without_both_there_is_no_way():
    Mailbox().send(a_message(phone="13800000000"))
    assert LocalMessage.objects.get().to == "13800000000"

    with pytest.raises(Permanent, match="no phone and no e-mail address"):
        Mailbox().send(a_message(email=""))
