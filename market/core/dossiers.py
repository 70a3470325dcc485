"""The folder for an inspector (迎检包): its life, what may be in it, and the names of its files."""

import re
from enum import StrEnum

from market.core.machines import Machine
from market.core.signs import seen


class DossierState(StrEnum):
    WAITING = "waiting"
    BUILDING = "building"
    READY = "ready"
    FAILED = "failed"
    EXPIRED = "expired"


class Scope(StrEnum):
    MARKET = "market"
    ZONE = "zone"
    VENDOR = "vendor"


_D = DossierState

DOSSIER = Machine(
    _D.WAITING,
    {
        "begin": ({_D.WAITING}, _D.BUILDING),
        "finish": ({_D.BUILDING}, _D.READY),
        "fail": ({_D.WAITING, _D.BUILDING}, _D.FAILED),
        "retry": ({_D.FAILED}, _D.WAITING),
        "expire": ({_D.READY, _D.FAILED, _D.WAITING}, _D.EXPIRED),
    },
)
# for how long it may be fetched, and how often a worker may die over it
KEPT_DAYS = 7
MOST_TRIES = 3

_NOT_IN_A_NAME = re.compile(r'[\x00-\x1f\x7f-\x9f"*:<>?|%;/\\]+')
_LONGEST = 60


def tame(name: str, otherwise: str = "file") -> str:
    """A name that is one step of a path on every system, and leads nowhere else."""
    plain = " ".join(_NOT_IN_A_NAME.sub(" ", seen(name)).split()).strip(". ")
    return plain[:_LONGEST].strip(". ") or otherwise
