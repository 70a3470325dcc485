"""No engine runs here, so the compose file is held against the commands and settings it must match."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from market.config import environment
from market.local import application

ROOT = Path(__file__).resolve().parents[1]
FILE = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
SERVICES = FILE["services"]
OURS = ("migrate", "web", "worker", "beat")


def words(service):
    return SERVICES[service]["command"].split()


@pytest.mark.parametrize(
    ("service", "command"),
    [("web", application.WEB), ("worker", application.WORKER), ("beat", application.BEAT[:-2])],
)
def test_a_service_runs_the_command_that_up_runs(service, command):
    assert words(service)[:2] == ["python", "-m"]
    assert tuple(words(service)[2 : 2 + len(command)]) == command


def test_every_secret_comes_from_the_environment_and_is_demanded():
    text = (ROOT / "docker-compose.yml").read_text("utf-8")
    for name in ("POSTGRES_PASSWORD", "REDIS_PASSWORD", "HUIQUAN_SECRET_KEY", "HUIQUAN_SEAL_KEYS"):
        assert f"${{{name}:?" in text
    assert "HUIQUAN_DEMO" not in text


def test_the_settings_start_with_the_environment_that_compose_gives():
    given = {
        name: re.sub(r"\$\{(\w+).*?\}", r"a-\1", value)
        for name, value in SERVICES["web"]["environment"].items()
    }
    given["HUIQUAN_SEAL_KEYS"] = "eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHg="

    read = environment.read(given)

    assert not read.demo
    assert read.proxies == 1
    assert environment.database(read.database_url)["HOST"] == "postgres"
    unknown = [name for name in given if name.startswith("HUIQUAN_") and name not in KNOWN]
    assert unknown == []


KNOWN = re.findall(r"HUIQUAN_\w+", (ROOT / "market/config/environment.py").read_text("utf-8"))


@pytest.mark.parametrize("service", ["postgres", "redis", "web", "worker"])
def test_a_service_that_others_lean_on_tells_its_health(service):
    assert SERVICES[service]["healthcheck"]["test"][0] == "CMD"


def test_nothing_starts_before_the_tables_are_there():
    for service in ("web", "worker", "beat"):
        after = SERVICES[service]["depends_on"]["migrate"]["condition"]
        assert after == "service_completed_successfully"


def test_data_live_in_named_volumes():
    used = {
        volume.partition(":")[0]
        for service in SERVICES.values()
        for volume in service.get("volumes", [])
        if not volume.startswith("./")
    }
    assert used == set(FILE["volumes"])


def test_only_the_proxy_is_reachable_from_outside():
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]


def test_the_broker_never_evicts_and_writes_to_disk():
    command = SERVICES["redis"]["command"]
    assert command[command.index("--maxmemory-policy") + 1] == "noeviction"
    assert command[command.index("--appendonly") + 1] == "yes"


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "HUIQUAN_SECRET_KEY"),
        ({"HUIQUAN_SECRET_KEY": environment.DEMO_SECRET}, "HUIQUAN_SECRET_KEY"),
        ({"HUIQUAN_SECRET_KEY": "x" * 50}, "HUIQUAN_SEAL_KEYS"),
        (
            {
                "HUIQUAN_SECRET_KEY": "x" * 50,
                "HUIQUAN_SEAL_KEYS": "eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHg=",
                "HUIQUAN_DEBUG": "1",
            },
            "HUIQUAN_DEBUG",
        ),
    ],
)
def test_a_real_market_does_not_start_with_a_demo_key_or_debug(given, says):
    """Through a real start of Django, as a container would meet it."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("HUIQUAN_")}
    started = subprocess.run(
        [sys.executable, "-m", "django", "check"],
        check=False,
        cwd=ROOT,
        env={**clean, "DJANGO_SETTINGS_MODULE": "market.config.settings", **given},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert started.returncode == 1
    assert says in started.stderr.strip().splitlines()[-1]
