"""manage.py statement: a file in, nothing booked, every line answered for."""

import pytest
from django.core.management import CommandError, call_command

from market.models import Payment, Statement, StatementLine
from tests.builders import a_market
from tests.market.core.statements import samples

pytestmark = pytest.mark.django_db


@pytest.fixture
def given(tmp_path):
    def write(content):
        path = tmp_path / "a.csv"
        path.write_bytes(content)
        return str(path)

    return write


def test_a_statement_is_brought_in_once(given, capsys):
    a_market()
    path = given(samples.CCB)
    call_command("statement", path, account="建行")
    call_command("statement", path)
    said = capsys.readouterr().out
    assert said.splitlines() == [
        "ccb: 3 new lines, 0 were here already.",
        "ccb: 0 new lines, 3 were here already.",
    ]
    assert (Statement.objects.get().account, StatementLine.objects.count()) == ("建行", 3)
    assert not Payment.objects.exists()


def test_a_rehearsal_keeps_nothing_and_lines_that_cannot_be_read_are_told(given, capsys):
    a_market()
    with pytest.raises(SystemExit) as ended:
        call_command("statement", given(samples.TWO_COLUMNS), dry_run=True)
    assert (ended.value.code, Statement.objects.count()) == (1, 0)
    assert "5  交易日期  2026-11-2x is not a date we can read" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "options"),
    [(b"a,b\n1,2\n", {}), (samples.CCB, {"format": "no-bank"}), (samples.CCB, {"market": "none"})],
)
def test_what_cannot_be_done_is_said(given, content, options):
    a_market()
    with pytest.raises(CommandError) as said:
        call_command("statement", given(content), **options)
    assert said.value.returncode == 2
