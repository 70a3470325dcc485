"""Database and broker for the length of one command."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from market.local import application, embedded, variables
from market.local.household import Occupied, household, keeper_of
from market.local.places import Places
from market.local.supervisor import Supervisor, say

# commands about the tables themselves meet them as they are
AS_THEY_ARE = {"migrate", "makemigrations", "showmigrations", "sqlmigrate", "dbshell", "flush"}


@contextmanager
def services(places: Places, command: str) -> Iterator[dict[str, str]]:
    """The variables for a command that needs database and broker.

    Given ones come first, then those that `up` has running here, then embedded ones that live as
    long as the command, with up-to-date tables.
    """
    given = variables.given()
    if variables.addresses(given).keys() == variables.ADDRESSES:
        yield variables.lasting(places.var) | given
        return
    with ExitStack() as stack:
        yield shared(places, command, stack) | given


def shared(places: Places, command: str, stack: ExitStack) -> dict[str, str]:
    """The variables of the running house, or of one that lives as long as the stack."""
    told = False
    while True:
        keeper = keeper_of(places.var)
        if keeper and keeper.variables:
            return variables.lasting(places.var) | dict(keeper.variables)
        try:
            hold = stack.enter_context(household(places.var, command))
        except Occupied as other:
            if not told:
                say(f"{other} Waiting for it.")
            told = True
            time.sleep(0.2)
        else:
            house = stack.enter_context(Supervisor(places.logs, hold))
            return own(house, places, command)


def own(house: Supervisor, places: Places, command: str) -> dict[str, str]:
    """This will start embedded services and bring their tables up to date."""
    ground = embedded.start(house, places.var)
    told = variables.lasting(places.var) | variables.demo(bool(ground.notes("demo")))
    told |= ground.addresses
    house.wait_for(*ground.started)
    if command not in AS_THEY_ARE:
        migrate(house, places, ground, told)
    return told


def migrate(
    house: Supervisor, places: Places, ground: embedded.Ground, told: dict[str, str]
) -> None:
    """This will bring the tables up to date, unless it is noted that they are."""
    schema = embedded.schema(places.root)
    if ground.notes("schema") != schema:
        house.run(application.django(places.root, variables.given() | told, "migrate", "--noinput"))
        ground.note("schema", schema)
