"""A program for the tests to start and to kill: embedded services and a web that is slow to answer.

python small_house.py VAR [PORT]
"""

import json
import sys
from dataclasses import replace
from pathlib import Path

from market.local import application, embedded, postgres, variables
from market.local.household import household
from market.local.processes import Service
from market.local.supervisor import Interrupted, Supervisor
from market.local.up import stop_signals

SLOW = """
import time

def application(environ, start_response):
    if environ["PATH_INFO"] == "/slow":
        time.sleep(60)
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"open"]
"""


def slow_web(folder: Path, port: int) -> Service:
    """The real web's process, serving another application."""
    (folder / "slow.py").write_text(SLOW, encoding="utf-8")
    web = application.web(folder, variables.given(), "127.0.0.1", port)
    return replace(
        web, command=tuple("slow" if word == "market.config.wsgi" else word for word in web.command)
    )


def main(var: Path, port: int | None) -> None:
    with household(var, "up") as hold, Supervisor(var / "log", hold, stop_signals()) as house:
        ground = embedded.start(house, var, {**postgres.SETTINGS, **postgres.THROW_AWAY})
        house.wait_for(*ground.started)
        if port:
            house.start(slow_web(var, port))
            house.wait_for("web")
        print(json.dumps(dict(ground.addresses)), flush=True)
        house.watch()


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]), int(sys.argv[2]) if sys.argv[2:] else None)
    except Interrupted:
        sys.exit(0)
