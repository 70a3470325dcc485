"""The embedded PostgreSQL: asks for its password, knows Chinese, survives a kill."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from market.local import postgres
from market.local.accounts import run_as
from market.local.places import CannotStart
from tests.market.local.houses import House, owners

HASTY = {**postgres.SETTINGS, **postgres.THROW_AWAY}


def test_chinese_is_found_by_its_letters_and_nothing_listens_but_the_loopback(
    house: House,
) -> None:
    with psycopg.connect(house.addresses["DATABASE_URL"]) as connection:
        connection.execute("CREATE EXTENSION pg_trgm")
        asked = connection.execute(
            "SELECT show_trgm('蔄家') <> '{}', current_setting('server_encoding'),"
            " current_setting('listen_addresses'), current_setting('unix_socket_directories')"
        )
        assert asked.fetchall() == [(True, "UTF8", "127.0.0.1", "")]


def test_who_does_not_know_the_password_is_refused(house: House) -> None:
    password = (house.var / "postgres.password").read_text()
    wrong = house.addresses["DATABASE_URL"].replace(password, "guess")

    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(wrong)
    assert (house.var / "postgres.password").stat().st_mode & 0o777 == 0o600


def test_data_that_another_server_has_are_not_touched(house: House) -> None:
    cluster = postgres.prepare(house.var / "postgres", HASTY)

    with pytest.raises(CannotStart, match="Another PostgreSQL, process"):
        postgres.service(cluster)
    psycopg.connect(house.addresses["DATABASE_URL"]).close()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can hand a database to nobody")
def test_root_hands_the_database_to_nobody(house: House) -> None:
    names = house.names()
    found = owners(Path(f"/proc/{pid}") for pid, name in names.items() if name == "postgres")

    assert len(found) == 1
    assert 0 not in found


def test_a_second_start_finds_the_same_port_and_password(furnished: Path) -> None:
    first = postgres.prepare(furnished / "postgres", HASTY)

    assert postgres.prepare(furnished / "postgres", HASTY) == first


def test_a_layout_that_was_cut_short_is_begun_anew(var: Path) -> None:
    with pytest.raises(CannotStart, match="postgres failed"):
        postgres.prepare(var / "postgres", HASTY | {"fsync": "nonsense"})
    assert not (var / "postgres" / "data").exists()

    cluster = postgres.prepare(var / "postgres", HASTY)

    assert (cluster.data / "PG_VERSION").read_text() == "18\n"
    assert list(cluster.home.glob("draft-*")) == []


def test_a_killed_servers_number_that_is_now_anothers_does_not_stop_the_next_start(
    furnished: Path, start_house: Callable[..., House]
) -> None:
    cluster = postgres.prepare(furnished / "postgres", HASTY)
    other = subprocess.Popen(["/bin/sleep", "60"], **run_as(cluster.account))
    stale = cluster.data / "postmaster.pid"
    stale.write_text(f"{other.pid}\n{cluster.data}\n")

    house = start_house(furnished)

    other.kill()
    other.wait()
    assert house.addresses is not None
    assert stale.read_text().splitlines()[0] != str(other.pid)


def test_half_a_start_is_not_ready(furnished: Path) -> None:
    cluster = postgres.prepare(furnished / "postgres", HASTY)
    lines = ["4711", str(cluster.data), "0", "5432", "", "127.0.0.1", "1 2"]
    pid_file = cluster.data / "postmaster.pid"

    pid_file.write_text("\n".join([*lines, "starting"]))
    assert not postgres.accepts(cluster, 4711)
    pid_file.write_text("\n".join([*lines, "ready   "]))
    assert postgres.accepts(cluster, 4711)
    # the status of an earlier server is no news of this one
    assert not postgres.accepts(cluster, 4712)
