"""manage.py import: what it prints, what it leaves, and how it ends."""

import csv
import io

import pytest
from django.core.management import CommandError, call_command

from market.models import Market, Permit, Pitch, Vendor
from tests.builders import a_market, an_operator
from tests.lists import CITY_MAP, DATA

pytestmark = pytest.mark.django_db
PITCHES = str(DATA / "pitches-gb18030.csv")
CITY = str(DATA / "permits-like-the-city.csv")


def bring(*words):
    """What was printed, and with what it ended."""
    out, code = io.StringIO(), 0
    try:
        call_command("import", *words, "--language", "en", stdout=out, stderr=out)
    except SystemExit as end:
        code = end.code
    return out.getvalue(), code


def unusable(*words):
    with pytest.raises(CommandError) as caught:
        bring(*words)
    return caught.value.returncode, str(caught.value)


def test_it_prints_the_figures_and_every_refused_line_and_ends_with_1():
    a_market()
    said, code = bring("pitches", PITCHES)
    lines = [line.split(maxsplit=1) for line in said.splitlines()]
    assert ["10", "lines"] in lines
    assert ["5", "created"] in lines
    assert ["3", "refused"] in lines
    assert any(line[0] == "10" and "摊位号" in line[1] for line in lines)
    assert code == 1
    assert Pitch.objects.count() == 5


def test_a_rehearsal_leaves_nothing_not_even_the_market_that_it_would_open():
    said, code = bring(
        "permits", CITY, "--map", CITY_MAP, "--create-market", "流动餐车", "--dry-run"
    )
    assert "rehearsal" in said
    assert (code, Market.objects.count(), Vendor.objects.count()) == (1, 0, 0)


def test_the_market_is_opened_where_that_is_asked_for():
    bring("permits", CITY, "--map", CITY_MAP, "--create-market", "流动餐车")
    assert list(Market.objects.values_list("code", "name")) == [("liu-dong-can-che", "流动餐车")]
    assert Permit.objects.count() == 7


def test_every_line_is_in_the_report(tmp_path):
    a_market()
    bring("pitches", PITCHES, "--report", str(tmp_path / "report.csv"))
    rows = list(csv.reader(io.StringIO((tmp_path / "report.csv").read_text("utf-8-sig"))))
    assert rows[0] == ["line", "outcome", "column", "it says", "why"]
    assert {row[0] for row in rows[1:]} == {str(line) for line in range(4, 14)}


def test_what_cannot_be_used_ends_with_2_and_says_what_to_do(tmp_path):
    code, said = unusable("goats", PITCHES)
    assert (code, "pitches, vendors" in said) == (2, True)
    code, said = unusable("pitches", PITCHES)
    assert (code, "--create-market" in said) == (2, True)
    a_market(code="one")
    a_market(code="two")
    code, said = unusable("pitches", PITCHES)
    assert (code, "one, two" in said) == (2, True)
    assert unusable("pitches", str(tmp_path / "none.csv"), "--market", "one")[0] == 2
    assert unusable("pitches", PITCHES, "--market", "one", "--map", "goats")[0] == 2
    assert unusable("pitches", PITCHES, "--market", "one", "--by", "nobody")[0] == 2
    cashier = an_operator("cashier")
    assert unusable("pitches", PITCHES, "--market", "one", "--by", cashier.username)[0] == 2
    assert Pitch.objects.count() == 0
