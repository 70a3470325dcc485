import pytest
from django.utils.module_loading import import_string

from market.core.hours import local_day
from market.core.periods import months_after
from market.demo.places import CODE
from market.models import Market
from market.queries.book_months import book_months
from market.queries.reconciling import differences
from tests.builders import AT

pytestmark = pytest.mark.django_db


def test_the_demos_books_add_up_and_are_closed_but_for_the_last_two_months(tmp_path, settings):
    settings.UPLOADS = tmp_path
    for part in settings.DEMO_PARTS:
        import_string(part)(at=AT)

    months = book_months(Market.objects.get(code=CODE), on=local_day(AT))
    present = local_day(AT).replace(day=1)
    assert [line.month.start for line in months if not line.closed] == [
        present,
        months_after(present, -1),
    ]
    assert differences() == []
