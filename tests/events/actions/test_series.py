import pytest

from events.actions import series as deeds
from events.models import Series
from market.core.actors import HOUSE
from market.core.refusals import Conflict, Forbidden, Invalid
from tests.builders import AT, a_market, a_zone, acting

pytestmark = pytest.mark.django_db


def _add(market, **given):
    values = {"slug": "star-street", "name": "星空街夜市", "kind": "night", "by": HOUSE, "at": AT}
    return deeds.add(market, **{**values, **given})


def test_a_series_is_added_to_its_market():
    zone = a_zone()

    series = _add(zone.market, zone=zone, name_en="Star street nights")

    assert (series.market, series.zone, series.slug) == (zone.market, zone, "star-street")
    assert (series.name, series.name_en, series.kind) == (
        "星空街夜市",
        "Star street nights",
        "night",
    )


def test_a_slug_names_one_series():
    market = a_market()
    _add(market)

    with pytest.raises(Conflict) as refused:
        _add(market)

    assert refused.value.code == "series_exists"
    assert Series.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "code"), [({"kind": "circus"}, "bad_word"), ({"zone": "elsewhere"}, "other_market")]
)
def test_an_unknown_kind_and_a_strange_zone_are_refused(given, code):
    if given.get("zone"):
        given = {"zone": a_zone()}

    with pytest.raises(Invalid) as refused:
        _add(a_market(), **given)

    assert refused.value.code == code


def test_only_the_markets_managers_add_to_its_programme():
    market = a_market()

    with pytest.raises(Forbidden):
        _add(market, by=acting("manager", market=a_market()))
    assert _add(market, by=acting("manager", market=market)).market == market
