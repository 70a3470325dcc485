"""What `manage.py` does with its first word."""

import importlib
import os
import sys
from collections.abc import Sequence

from market.local import environment, trial, variables
from market.local.places import HERE, CannotStart
from market.local.services import services
from market.local.up import parse, up

# commands that need neither a database nor a broker, and keep nothing
ALONE = {"preview", "help", "version", "check", "makemessages", "compilemessages", "collectstatic"}
HELP = {"-h", "--help", "--version"}


def main(arguments: Sequence[str]) -> int:
    """This will fetch the dependencies if need be and carry out the command; answers its code."""
    try:
        return carry_out(list(arguments) or ["help"])
    except CannotStart as reason:
        print(reason, file=sys.stderr)
    except PermissionError as closed:
        print(f"This user may not use {closed.filename}: {closed.strerror}.", file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    return 1


def carry_out(arguments: list[str]) -> int:
    """This will do what the first word says, in the project's own environment."""
    command, *rest = arguments
    options = parse(rest) if command == "up" else None
    environment.ensure(HERE, "dev" if command == "test" else "local")
    if not environment.inside(HERE):
        environment.enter(HERE, arguments)
    if options:
        return up(HERE, options)
    if command == "test":
        return trial.test(HERE, rest)
    if command == "faults":
        return fault_run(rest)
    return django(arguments)


def fault_run(arguments: list[str]) -> int:
    """This will strike at everything that delivers, and tell what the provider says of it."""
    # the database's own client is there only inside the environment
    run = importlib.import_module("market.local.faults.run")
    return int(run.faults(HERE, arguments))


def django(arguments: list[str]) -> int:
    """This will run one of Django's commands or our own, with the services it needs."""
    if arguments[0] in ALONE or HELP.intersection(arguments):
        return execute(arguments, variables.passing() | variables.given())
    with services(HERE, arguments[0]) as told:
        return execute(arguments, told)


def execute(arguments: list[str], told: dict[str, str]) -> int:
    """This will hand the command to Django, which is there only inside the environment."""
    os.environ.update(told)
    management = importlib.import_module("django.core.management")
    management.execute_from_command_line(["manage.py", *arguments])
    return 0
