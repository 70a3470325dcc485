"""Who stands at a pitch by a lease, and who has left."""

from datetime import date

import pytest

from leasing.models import Lease
from leasing.queries.stays import last_days, standing
from tests.leasing.builders import a_lease

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", ["ended", "terminated", "renewed"])
def test_a_vendor_stays_while_a_lease_stands_and_has_left_once_it_is_over(state):
    lease = a_lease()
    Lease.objects.filter(pk=lease.pk).update(state="signed", ends_on=date(2026, 5, 1))
    assert last_days()[lease.vendor_id] is None
    Lease.objects.filter(pk=lease.pk).update(state=state)
    assert last_days()[lease.vendor_id] == date(2026, 5, 1)


def test_nobody_stands_where_nothing_is_held():
    assert standing([1], date(2026, 5, 1)) == {}
