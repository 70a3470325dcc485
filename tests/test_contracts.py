"""The house's own laws hold, and each of them is able to fail."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
APPS = ("market", "leasing", "events")


def run(command, folder):
    return subprocess.run(
        [str(Path(sys.executable).parent / command[0]), *command[1:]],
        check=False,
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.fixture
def copy_of_the_house(tmp_path):
    """The code alone, to plant an offence in."""
    for app in APPS:
        shutil.copytree(
            ROOT / app,
            tmp_path / app,
            ignore=shutil.ignore_patterns("static", "templates", "locale", "__pycache__"),
        )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def plant(folder, file, line):
    path = folder / file
    path.write_text(f"{line}\n{path.read_text('utf-8')}", "utf-8")


def test_the_import_contracts_hold():
    checked = run(["lint-imports", "--no-cache"], ROOT)
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize(
    ("file", "line", "broken"),
    [
        (
            "market/core/money.py",
            "import market.actions.moves",
            "floors: an import only ever goes down",
        ),
        (
            "market/actions/moves.py",
            "import market.clock",
            "only doors read the clock",
        ),
        (
            "leasing/core/rents.py",
            "import django.db",
            "core is plain Python",
        ),
        (
            "leasing/actions/leases.py",
            "import events.models",
            "leasing and events stand on market and do not know each other",
        ),
        (
            "market/actions/holds.py",
            "import leasing.models",
            "the ground points at nothing above it",
        ),
    ],
)
def test_a_planted_import_breaks_its_contract(copy_of_the_house, file, line, broken):
    plant(copy_of_the_house, file, line)

    checked = run(["lint-imports", "--no-cache"], copy_of_the_house)

    assert checked.returncode == 1
    assert f"{broken} BROKEN" in checked.stdout


@pytest.mark.parametrize(
    "line",
    [
        "from django.utils import timezone\nNOW = timezone.now()",
        "import datetime\nTODAY = datetime.date.today()",
        "import datetime\nNOW = datetime.datetime.now(datetime.UTC)",
    ],
)
def test_a_clock_read_in_an_action_is_refused(copy_of_the_house, line):
    plant(copy_of_the_house, "leasing/actions/billing.py", line)

    checked = run(["ruff", "check", "--no-cache", "leasing/actions/billing.py"], copy_of_the_house)

    assert checked.returncode == 1
    assert "TID251" in checked.stdout


def test_an_import_inside_a_function_is_refused(copy_of_the_house):
    plant(
        copy_of_the_house,
        "market/actions/holds.py",
        "def late():\n    import json\n    return json\n",
    )

    checked = run(["ruff", "check", "--no-cache", "market/actions/holds.py"], copy_of_the_house)

    assert checked.returncode == 1
    assert "PLC0415" in checked.stdout


def test_only_the_mover_writes_a_state():
    """moves.move() alone writes states. A notice is no noun with a life but a message under way:
    its states are written in sets by the files that plan and deliver it."""
    writing = re.compile(r"\.update\(\s*state=|\.state = (?!')|SET state =")
    writers = {
        str(path.relative_to(ROOT))
        for app in APPS
        for path in (ROOT / app).rglob("*.py")
        if not {"migrations", "demo"} & set(path.parts) and writing.search(path.read_text("utf-8"))
    }
    assert writers == {
        "market/actions/moves.py",
        "market/actions/claims.py",
        "market/actions/digests.py",
        "market/actions/last_looks.py",
        "market/actions/outcomes.py",
        "market/actions/recalls.py",
        "market/actions/calling_off.py",
        "market/actions/rehearsals.py",
    }


def test_the_locks_name_no_address():
    for lock in ROOT.glob("requirements*.lock"):
        assert "://" not in lock.read_text("utf-8"), lock


def test_every_direct_dependency_is_justified():
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lists = [listed["dependencies"], *listed["optional-dependencies"].values()]
    names = [re.match(r"[\w-]+", entry)[0] for entries in lists for entry in entries]
    page = (ROOT / "docs" / "dependencies.md").read_text("utf-8").lower()
    assert [name for name in names if name.lower() not in page] == []
