"""One list at a time, in one transaction; the line that the database refuses is named."""

import pytest

from market.actions.intake.errands import Errand
from market.actions.intake.runs import run
from market.core.actors import HOUSE
from market.core.deliveries import open_file
from market.core.intake import VENDORS
from market.core.landings import Landing, Outcome
from market.models import Market, Vendor
from tests.builders import AT, a_market
from tests.lists import bring, figures, refusals
from tests.races import Runner

NAMES = "商户,手机\n" + "".join(f"商户{n:03},\n" for n in range(1, 41))


@pytest.mark.django_db
def test_a_line_that_the_database_refuses_is_named_and_holds_up_no_other():
    market = a_market(code="here")
    delivery = open_file(NAMES.encode(), VENDORS)
    besides = {"tries": 0}

    def land(rows):
        besides["tries"] += len(rows)
        codes = ["here" if row.value.name == "商户017" else row.value.name for row in rows]
        Market.objects.bulk_create(Market(code=code, name=code) for code in codes)
        return [Landing(row.line, Outcome.CREATED) for row in rows]

    errand = Errand(market, HOUSE, AT)
    report = run(delivery, errand, land, dry_run=False, scope=market, besides=besides)
    assert figures(report) == {"created": 39, "refused": 1}
    assert refusals(report) == {18: [("", "not_kept")]}
    assert Market.objects.count() == 40
    # what was rolled back is not counted
    assert report.besides == {"tries": 39}


@pytest.mark.django_db
def test_a_fault_of_ours_leaves_nothing_half_done(monkeypatch):
    market = a_market()
    monkeypatch.setattr("market.actions.intake.runs.CHUNK", 10)
    delivery = open_file(NAMES.encode(), VENDORS)

    def land(rows):
        if rows[0].line > 20:
            raise RuntimeError("the house burns")
        Market.objects.bulk_create(Market(code=row.value.name, name="x") for row in rows)
        return []

    with pytest.raises(RuntimeError):
        run(delivery, Errand(market, HOUSE, AT), land, dry_run=False, scope=market)
    assert Market.objects.count() == 1


def test_two_runs_at_once_bring_every_line_in_once(real_transactions):
    market = a_market()
    one, other = (Runner(lambda: bring("vendors", NAMES, market)) for _ in range(2))
    ends = sorted(list(figures(each.result()).items()) for each in (one, other))
    assert ends == [[("created", 40)], [("unchanged", 40)]]
    assert Vendor.objects.count() == 40
