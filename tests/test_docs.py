"""The pages say what is so: their links lead somewhere, and the names in them exist."""

import re
from pathlib import Path

from django.core.management import get_commands

from market.config import ways
from market.config.api import api

ROOT = Path(__file__).resolve().parents[1]
PAGES = [*ROOT.glob("README*.md"), *(ROOT / "docs").rglob("*.md")]
OF_THE_STARTER = {"up", "test", "faults"}
# behind manage.py, or first in a line of the READMEs' table of commands
COMMAND = r"(?:manage\.py |-m django |^\| `)([a-z_]+)[ `]"


def read(name):
    return (ROOT / name).read_text("utf-8")


def test_every_link_leads_to_a_file():
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in PAGES
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text("utf-8"))
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert broken == []


def test_every_command_on_a_page_exists():
    known = OF_THE_STARTER | set(get_commands())
    named = {
        (word, page.name)
        for page in PAGES
        for word in re.findall(COMMAND, page.read_text("utf-8"), re.MULTILINE)
    }
    assert sorted((word, page) for word, page in named if word not in known) == []


def test_operations_names_every_variable():
    """Those that the settings read, and those that compose asks for."""
    settings = read("market/config/environment.py")
    asked = set(re.findall(r'"((?:HUIQUAN_|DATABASE_|REDIS_)\w+)"', settings))
    asked |= set(re.findall(r'"(HUIQUAN_[A-Z]\w+)"', read("market/config/ways.py")))
    asked |= {
        f"HUIQUAN_{provider}_{name}".upper()
        for provider, names in ways.PROVIDERS.items()
        for name in names
    }
    asked |= set(re.findall(r"\$\{(\w+)", read("docker-compose.yml")))
    page = read("docs/operations.md")
    assert sorted(name for name in asked if f"`{name}" not in page and f"{name}=" not in page) == []


def test_the_api_page_names_every_part_of_every_address():
    addresses = api.get_openapi_schema(path_prefix="/")["paths"]
    words = {word for address in addresses for word in address.strip("/").split("/")}
    page = read("docs/api.md")
    assert sorted(word for word in words if "{" not in word and word not in page) == []


def test_every_decision_is_in_the_index():
    index = read("docs/decisions/README.md")
    pages = {page.name for page in (ROOT / "docs" / "decisions").glob("*.md")} - {"README.md"}
    assert sorted(page for page in pages if f"({page})" not in index) == []


def test_both_readmes_tell_the_same():
    """The same commands, headings of the same rank in the same order, the same pictures and links."""

    def bones(page):
        text = page.read_text("utf-8")
        return (
            re.findall(r"^#+ ", text, re.MULTILINE),
            re.findall(r"^\| `([a-z_]+)", text, re.MULTILINE),
            sorted(set(re.findall(r"\]\((?!README)([^)]+)\)", text))),
        )

    assert bones(ROOT / "README.md") == bones(ROOT / "README.zh-Hans.md")
