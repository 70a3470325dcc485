"""manage.py restored [--go-on]: what to do first with a database that came from a backup."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext

from market import clock
from market.actions import pauses, restoring
from market.core.actors import HOUSE
from market.core.reports import table
from market.queries.delivering import pauses_in_force


class Command(BaseCommand):
    """This will hold everything back, and set aside what may have been said already.

    Run it before anything else of the market starts. It writes down what the lost hours would
    have written down; what was due by now hangs in doubt then, for a person to say again or to
    leave. With --go-on, or on the desk, the person who has looked lets the market speak again.
    """

    help = "After a restore: nothing is said until somebody has looked."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--go-on", action="store_true", help="somebody has looked")

    def handle(self, *args: Any, **options: Any) -> None:
        at = clock.now()
        if options["go_on"]:
            for pause in pauses_in_force().filter(scope="all"):
                pauses.end(pause, by=HOUSE, at=at)
            self.stdout.write("The market speaks again.")
            return
        pause, reports = restoring.look(by=HOUSE, at=at)
        self.stdout.write(table(reports, gettext))
        self.stdout.write(
            f"Held back since {pause.begun_at:%Y-%m-%d %H:%M}. Look at the messages in doubt on the "
            "desk, then let it go on there, or by: manage.py restored --go-on"
        )
