import pytest

from market.bench import reminders
from market.models import Notice

pytestmark = pytest.mark.django_db


def test_the_bench_plans_what_is_due_and_keeps_nothing():
    figures = reminders.run(sizes=(60, 120), due=20, whole=(30, 60))

    assert figures["20 due of 60: notices"] == figures["20 due of 120: notices"] > 0
    assert figures["30 permits and 60 charges: notices"] > figures["20 due of 60: notices"]
    assert not Notice.objects.exists()
