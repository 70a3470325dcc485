import pytest

from leasing.bench.rent import run
from leasing.models import Lease


@pytest.mark.django_db
def test_the_bench_charges_every_line_once_and_leaves_nothing_behind():
    figures = run(sizes=(40,))

    # 36 leases with three items, 4 with two tenants each
    assert figures["40 leases: charges"] == 36 * 3 + 4 * 3 * 2
    assert figures["40 leases: differences charged"] == 0
    assert not Lease.objects.exists()
