"""The user's pip settings, said again in uv's words: uv does not read pip's configuration."""

import ast
import subprocess
from collections.abc import Mapping

# pip's option, uv's variable, what uv puts between several values
WORDS = (
    ("index-url", "UV_DEFAULT_INDEX", " "),
    ("extra-index-url", "UV_INDEX", " "),
    ("find-links", "UV_FIND_LINKS", ","),
    ("trusted-host", "UV_INSECURE_HOST", " "),
    ("default-timeout", "UV_HTTP_TIMEOUT", " "),
    ("timeout", "UV_HTTP_TIMEOUT", " "),
    ("cert", "SSL_CERT_FILE", " "),
    ("proxy", "ALL_PROXY", " "),
)


def pip_settings(python: str) -> dict[str, str]:
    """What this Python's pip would use: its files, then its environment, which wins.

    Answers an empty dictionary where pip cannot say.
    """
    told = subprocess.run(
        [python, "-m", "pip", "config", "list"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    return read_listing(told.stdout)


def read_listing(listing: str) -> dict[str, str]:
    """The options of `pip config list`, whose lines read  global.index-url='…'.

    An option of the environment wins over one for `install`, that over a global one.
    """
    found: dict[str, dict[str, str]] = {"global": {}, "install": {}, ":env:": {}}
    for line in listing.splitlines():
        name, _, value = line.partition("=")
        section, _, option = name.partition(".")
        if section in found and value:
            found[section][option] = str(ast.literal_eval(value))
    return found["global"] | found["install"] | found[":env:"]


def for_uv(settings: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
    """The variables for uv that these pip settings ask for; what is `given` already wins."""
    asked: dict[str, str] = {}
    for option, variable, between in WORDS:
        if option in settings and variable not in given:
            asked[variable] = between.join(settings[option].split())
    if "UV_INDEX" in asked and "UV_INDEX_STRATEGY" not in given:
        # as pip does; harmless, because every file is checked against the lock's hashes
        asked["UV_INDEX_STRATEGY"] = "unsafe-best-match"
    return asked
