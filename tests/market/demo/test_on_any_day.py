"""The demo is loaded whole on whatever day somebody begins."""

from datetime import datetime

import pytest
from django.conf import settings as configured
from django.utils.module_loading import import_string

from market.core.hours import SHANGHAI
from market.models import Payment
from market.queries.reconciling import differences

pytestmark = pytest.mark.django_db
NEW_YEAR = datetime(2027, 1, 1, 12, tzinfo=SHANGHAI)


def test_on_the_first_day_of_a_quarter_with_its_bills_open_who_paid_ahead_has_credit_left(
    settings, tmp_path
):
    settings.UPLOADS = tmp_path
    for part in configured.DEMO_PARTS:
        import_string(part)(at=NEW_YEAR)
    ahead = Payment.objects.get(free_fen__gt=0, account__vendor__name="堃源粮油有限公司")
    assert (ahead.free_fen, differences()) == (500_000, [])
