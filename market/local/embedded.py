"""The database and the broker, embedded unless the environment names others."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from market.local import postgres, redis, variables
from market.local.supervisor import Supervisor


@dataclass(frozen=True)
class Ground:
    """What the application stands on: addresses, the services started here, and the data's home.

    The home is None where the database is somebody else's.
    """

    addresses: Mapping[str, str]
    started: tuple[str, ...]
    home: Path | None

    def notes(self, name: str) -> str:
        """What is noted beside the data under this name; nothing for another's database."""
        file = self.home / f"{name}.note" if self.home else None
        return file.read_text(encoding="utf-8") if file and file.exists() else ""

    def note(self, name: str, text: str) -> None:
        """This will note something beside the data, so that it goes when they go."""
        if self.home:
            (self.home / f"{name}.note").write_text(text, encoding="utf-8")


def start(house: Supervisor, var: Path, settings: Mapping[str, str] = postgres.SETTINGS) -> Ground:
    """This will start the services for which no address is given, and not wait for them."""
    addresses, started, home = variables.addresses(variables.given()), [], None
    if "REDIS_URL" not in addresses:
        store = redis.prepare(var / "redis")
        addresses["REDIS_URL"] = store.address
        house.start(redis.service(store))
        started.append("redis")
    if "DATABASE_URL" not in addresses:
        cluster = postgres.prepare(var / "postgres", settings)
        addresses["DATABASE_URL"], home = cluster.address, cluster.home
        house.start(postgres.service(cluster))
        started.append("postgres")
    return Ground(addresses, tuple(started), home)


def schema(root: Path) -> str:
    """What the tables are made from: every migration, and the versions of the libraries."""
    files = [*sorted(root.glob("*/migrations/*.py")), root / "requirements.lock"]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
