"""One fault run: lay out the notices, strike again and again, wait for calm, and judge."""

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import psycopg

from market.local.faults import strikes
from market.local.faults.house import House, a_house, told
from market.local.faults.verdict import Verdict, judge
from market.local.places import Places

KINDS = ("key", "query", "neither")
GUARDS = ("claim", "mark", "key", "grace")
# seconds between two faults, on average, and how long calm may take to come
PACE = 0.9
PATIENCE = 240.0


@dataclass(frozen=True)
class Asked:
    """How large a run, for which kind of channel, and without which guard."""

    notices: int
    faults: int
    kind: str
    without: str
    seed: int


def faults(places: Places, arguments: Sequence[str]) -> int:
    """Run what was asked for. 0 when every run did what it should: to hold, or, without a guard,
    to fail.
    """
    options = parse(arguments)
    good = True
    for kind in options.kinds.split(","):
        asked = Asked(options.notices, options.faults, kind, options.without, options.seed)
        verdict, struck, seconds = run(places, asked)
        good &= verdict.holds is not bool(asked.without)
        print(_told(asked, verdict, struck, seconds), flush=True)
    return 0 if good else 1


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The options; a wrong one ends the program."""
    known = argparse.ArgumentParser(prog="manage.py faults", description=__doc__)
    known.add_argument("--notices", type=int, default=2000)
    known.add_argument("--faults", type=int, default=60)
    known.add_argument("--kinds", default=",".join(KINDS), help="key,query,neither")
    known.add_argument("--without", default="", choices=("", *GUARDS), help="a guard to leave out")
    known.add_argument("--seed", type=int, default=1)
    options = known.parse_args(list(arguments))
    if not set(options.kinds.split(",")) <= set(KINDS):
        known.error(f"--kinds must be some of {', '.join(KINDS)}")
    return options


def run(places: Places, asked: Asked) -> tuple[Verdict, Counter[str], float]:
    """One run in a house of its own."""
    dice = random.Random(asked.seed)  # noqa: S311 — the same strikes again, not a secret
    struck: Counter[str] = Counter()
    with a_house(places.root, places.var, knows=asked.kind, without=asked.without) as house:
        house.django(
            "lay_out",
            *("--notices", str(asked.notices)),
            *("--seconds", str(max(asked.faults * PACE, 5))),
        )
        begun = time.monotonic()
        house.deliverers()
        _settle(house, 6.0)
        for _ in range(asked.faults):
            (strike,) = dice.choices(list(strikes.STRIKES), list(strikes.STRIKES.values()))
            strike(house, dice)
            struck[strike.__name__] += 1
            _settle(house, dice.uniform(0.5, 1.5) * PACE)
        strikes.wake(house, at_once=True)
        states = _calm(house)
        return judge(states, told(house.log)), struck, time.monotonic() - begun


def _settle(house: House, seconds: float) -> None:
    """Keep the house for a while."""
    ends = time.monotonic() + seconds
    while (left := ends - time.monotonic()) > 0:
        strikes.wake(house)
        house.keep()
        time.sleep(min(0.2, left))


def _calm(house: House) -> dict[str, str]:
    """Until nothing waits any more, or the patience is over: how each notice ended."""
    house.wait_for("postgres")
    ends = time.monotonic() + PATIENCE
    while True:
        states = _states(house)
        if not {"pending", "sending"} & set(states.values()) or time.monotonic() > ends:
            return states
        _settle(house, 2.0)


def _states(house: House) -> dict[str, str]:
    question = "SELECT facts->>'reference', state FROM market_notice"
    with psycopg.connect(house.cluster.address, connect_timeout=5) as line:
        return dict(line.execute(question).fetchall())


def _told(asked: Asked, verdict: Verdict, struck: Counter[str], seconds: float) -> str:
    said: dict[str, Any] = {**asdict(asked), **asdict(verdict), "holds": verdict.holds}
    said |= {"seconds": round(seconds), "struck": dict(struck)}
    return json.dumps(said, ensure_ascii=False)
