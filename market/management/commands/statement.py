"""manage.py statement FILE [--format NAME] [--account NAME] [--market CODE] [--dry-run]"""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext

from market import clock
from market.actions import statements
from market.actions.people import actor_of
from market.core.actors import HOUSE, Actor
from market.core.refusals import Refusal
from market.core.statements import Reading, read_statement
from market.models import Market, User
from market.phrasing import sentence
from market.queries.layouts import layout_or_missing, layouts_of

UNUSABLE = 2
SOME_REFUSED = 1


class Command(BaseCommand):
    """This will bring a statement of a bank or a wallet in; its lines get proposals, nothing is booked.

    Every line lands, or is told with its column and the reason. The same file, or an overlapping
    one, brings no line twice. Ends with 0 when every line was read, with 1 when some were not,
    and with 2 when nothing could be read or done.
    """

    help = "Brings in a statement of a bank or a wallet."

    def add_arguments(self, parser: ArgumentParser) -> None:
        known = ", ".join(settings.STATEMENT_FORMATS)
        parser.add_argument("file", type=Path, metavar="FILE", help="a CSV file or a workbook")
        parser.add_argument("--format", metavar="NAME", help=f"else by its heads: {known}")
        parser.add_argument("--account", default="", metavar="NAME", help="what you call it")
        parser.add_argument("--market", metavar="CODE", help="where there are several markets")
        parser.add_argument("--by", metavar="USERNAME", help="who answers for it; else the house")
        parser.add_argument("--dry-run", action="store_true", help="say what it would do")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(settings.LANGUAGE_CODE):
            try:
                reading = self._bring(options)
            except Refusal as refusal:
                raise CommandError(sentence(refusal), returncode=UNUSABLE) from refusal
        if reading.faults:
            sys.exit(SOME_REFUSED)

    def _bring(self, options: dict[str, Any]) -> Reading:
        market, content = _market(options["market"]), _bytes(options["file"])
        layout = layout_or_missing(market, options["format"]) if options["format"] else None
        reading = read_statement(content, layouts_of(market), layout=layout)
        if options["dry_run"]:
            over = statements.look_over(reading, content, market=market)
            self.stdout.write(gettext("A rehearsal: nothing of this was kept."))
            self._print(reading, over.new, over.known)
            return reading
        brought = statements.bring(
            reading,
            content,
            market=market,
            file_name=options["file"].name,
            account=options["account"],
            by=_actor(options["by"]),
            at=clock.now(),
        )
        self._print(reading, brought.new, brought.known)
        return reading

    def _print(self, reading: Reading, new: int, known: int) -> None:
        layout = reading.layout.name if reading.layout else ""
        words = gettext("{layout}: {new} new lines, {known} were here already.")
        self.stdout.write(words.format(layout=layout, new=new, known=known))
        for line, fault in (*reading.faults, *reading.imbalances):
            told = sentence(Refusal(fault.code, fault.sentence, **fault.facts))
            self.stdout.write(f"{line or '':>8}  {fault.column}  {told}")


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise CommandError(f"{path}: {fault.strerror}", returncode=UNUSABLE) from fault


def _market(code: str | None) -> Market:
    """The market that is named, or the only one."""
    named = [market for market in Market.objects.all() if code in (None, market.code)]
    if len(named) != 1:
        known = ", ".join(Market.objects.values_list("code", flat=True))
        words = gettext("Say which market: --market CODE. There are: {known}.")
        raise CommandError(words.format(known=known), returncode=UNUSABLE)
    return named[0]


def _actor(username: str | None) -> Actor:
    if username is None:
        return HOUSE
    user = User.objects.filter(username=username).first()
    if user is None:
        words = gettext("There is nobody called {name}.").format(name=username)
        raise CommandError(words, returncode=UNUSABLE)
    return actor_of(user)
