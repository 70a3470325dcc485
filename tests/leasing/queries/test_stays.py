"""Who stands at a pitch by a lease, and who has left."""

from datetime import date

import pytest

from leasing.actions import offers
from leasing.models import Lease
from leasing.queries.stays import last_days, standing
from market.core.actors import HOUSE
from tests.builders import AT
from tests.leasing.builders import a_lease, an_application

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", ["ended", "terminated", "renewed"])
def test_a_vendor_stays_while_a_lease_stands_and_has_left_once_it_is_over(state):
    lease = a_lease()
    Lease.objects.filter(pk=lease.pk).update(state="signed", ends_on=date(2026, 5, 1))
    assert last_days()[lease.vendor_id] is None
    Lease.objects.filter(pk=lease.pk).update(state=state)
    assert last_days()[lease.vendor_id] == date(2026, 5, 1)


def test_who_only_applied_has_left_when_the_last_application_was_closed():
    one, open_still = an_application(), an_application()
    offers.withdraw(one, by=HOUSE, at=AT)

    assert last_days() == {one.vendor_id: date(2026, 3, 2), open_still.vendor_id: None}


def test_an_open_application_outlasts_a_lease_that_is_over_and_a_draft_is_not_over():
    lease = a_lease()
    assert last_days()[lease.vendor_id] is None
    Lease.objects.filter(pk=lease.pk).update(state="ended", ends_on=date(2026, 5, 1))
    an_application(vendor=lease.vendor)
    assert last_days()[lease.vendor_id] is None


def test_nobody_stands_where_nothing_is_held():
    assert standing([1], date(2026, 5, 1)) == {}
