"""The official list of days."""

import pytest

from market.models import SpecialDay
from tests.builders import a_market, acting
from tests.lists import bring, figures
from tests.refused import refused

pytestmark = pytest.mark.django_db
LIST = "日期,类型,名称\n2026-10-01,放假,国庆节\n2026-10-02,放假,国庆节\n2026-09-27,上班,国庆节\n"


def days():
    return list(SpecialDay.objects.values_list("day", "kind", "name"))


def test_days_come_in_once_and_follow_a_corrected_list():
    market = a_market()
    assert figures(bring("holidays", LIST, market)) == {"created": 3}
    assert len(days()) == 3
    before = list(SpecialDay.objects.values())
    assert figures(bring("holidays", LIST, market)) == {"unchanged": 3}
    assert list(SpecialDay.objects.values()) == before
    moved = LIST.replace("2026-09-27,上班", "2026-09-27,放假")
    assert figures(bring("holidays", moved, market)) == {"unchanged": 2, "changed": 1}
    assert [str(kind) for day, kind, _ in days() if day.month == 9] == ["holiday"]


def test_days_are_the_same_everywhere_so_one_markets_manager_may_not():
    market = a_market()
    manager = acting("manager", market=market)
    assert refused(bring, "holidays", LIST, market, by=manager)[0] == "not_yours_to_do"
    assert figures(bring("holidays", LIST, market, by=acting("manager"))) == {"created": 3}
