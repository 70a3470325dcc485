"""manage.py add_owner NAME [--login LOGIN]"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from market import clock
from market.actions import people
from market.core.actors import HOUSE
from market.core.refusals import Refusal
from market.phrasing import sentence


class Command(BaseCommand):
    """This will let an owner of every market in, and print the first password, this once.

    The first owner of a house can come in no other way; the next ones are let in at the desk.
    """

    help = "Lets an owner in, and prints a first password that is kept nowhere."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="what the person is called")
        parser.add_argument("--login", help="what to log in with; the name, when left out")

    def handle(self, *args: Any, **options: Any) -> None:
        name, login = options["name"], options["login"] or options["name"]
        try:
            user, password = people.add_operator(
                login, name=name, role="owner", market=None, by=HOUSE, at=clock.now()
            )
        except Refusal as refusal:
            raise CommandError(sentence(refusal)) from refusal
        self.stdout.write(
            f"{user.name} may now log in as {user.username} with this password:\n\n"
            f"  {password}\n\n"
            "It is shown this once. Change it after the first log-in, and add a second factor."
        )
