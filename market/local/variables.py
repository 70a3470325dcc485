"""What the application is told through its environment; names the user has set are kept."""

import os
import socket
from collections.abc import Mapping
from pathlib import Path

from market.local import keys

SETTINGS = "market.config.settings"
ADDRESSES = {"DATABASE_URL", "REDIS_URL"}


def given() -> dict[str, str]:
    """The caller's environment without what is set to nothing."""
    return {name: value for name, value in os.environ.items() if value}


def lasting(var: Path) -> dict[str, str]:
    """The keys of this checkout's data: whoever loses them cannot read what they sealed."""
    return every_process() | {
        "HUIQUAN_SECRET_KEY": keys.kept(var / "secret_key", keys.password),
        "HUIQUAN_SEAL_KEYS": keys.kept(var / "seal_keys", keys.seal),
    }


def passing() -> dict[str, str]:
    """Keys for a command that keeps nothing."""
    return every_process() | {
        "HUIQUAN_SECRET_KEY": keys.password(),
        "HUIQUAN_SEAL_KEYS": keys.seal(),
    }


def every_process() -> dict[str, str]:
    """What every process is told."""
    return {"DJANGO_SETTINGS_MODULE": SETTINGS, "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"}


def demo(is_demo: bool) -> dict[str, str]:
    """The word that makes it a demo."""
    return {"HUIQUAN_DEMO": "1"} if is_demo else {}


def public(host: str, port: int) -> dict[str, str]:
    """The names under which the web may be called."""
    named = [host] if host not in ("0.0.0.0", "::") else [socket.gethostname()]
    hosts = dict.fromkeys(["127.0.0.1", "localhost", "[::1]", *named])
    return {"HUIQUAN_ALLOWED_HOSTS": ",".join(hosts), "HUIQUAN_PUBLIC_URL": url(named[0], port)}


def url(host: str, port: int) -> str:
    """The web's address, without a path."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def addresses(environment: Mapping[str, str]) -> dict[str, str]:
    """The database and the broker that the environment names."""
    return {name: environment[name] for name in sorted(ADDRESSES) if environment.get(name)}
