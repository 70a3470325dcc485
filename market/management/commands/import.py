"""manage.py import KIND FILE [--map MAP] [--market CODE] [--dry-run] [--by USERNAME]"""

import sys
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext, pgettext

from market import clock
from market.actions import markets
from market.actions.intake.errands import Errand, Wishes
from market.actions.intake.ways import intake_of, shipped_map
from market.actions.people import actor_of
from market.core import intake_tables
from market.core.actors import HOUSE, Actor
from market.core.deliveries import Delivery, open_file
from market.core.exports import csv_lines
from market.core.landings import IntakeReport
from market.core.maps import ColumnMap, Fault, read_map
from market.core.refusals import Refusal
from market.models import Market, User
from market.phrasing import sentence

UNUSABLE = 2
SOME_REFUSED = 1


class Command(BaseCommand):
    """This will bring a list in: every line lands, or is told with its column and the reason.

    Reads CSV (UTF-8, GB18030…) and XLSX. A second run changes nothing; a run of a corrected list
    changes what it corrects, and leaves what people changed meanwhile. With --dry-run the same
    is done and nothing stays. Ends with 0 when every line is in or no row, with 1 when some were
    refused, and with 2 when nothing could be read or done.
    """

    help = (
        "Brings in pitches, vendors, permits, leases, payments, readings or holidays from a table."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", help=f"one of: {', '.join(settings.IMPORT_KINDS)}")
        parser.add_argument("file", type=Path, metavar="FILE", help="a CSV file or a workbook")
        parser.add_argument("--map", metavar="MAP", help="a shipped map's name, or a JSON file")
        parser.add_argument("--market", metavar="CODE", help="where there are several markets")
        parser.add_argument("--create-market", metavar="NAME", help="in a house without any")
        parser.add_argument("--by", metavar="USERNAME", help="who answers for it; else the house")
        parser.add_argument("--dry-run", action="store_true", help="say what it would do")
        parser.add_argument("--overwrite", action="store_true", help="the list over edits here")
        parser.add_argument(
            "--consent", action="store_true", help="holders of sensitive papers agreed in writing"
        )
        parser.add_argument(
            "--charge-from",
            type=date.fromisoformat,
            metavar="DAY",
            help="charge running leases from bills due on this day; else from today",
        )
        parser.add_argument("--report", type=Path, metavar="FILE", help="every line, as CSV")
        parser.add_argument("--language", choices=[code for code, _ in settings.LANGUAGES])

    def handle(self, *args: Any, **options: Any) -> None:
        language = options["language"] or settings.LANGUAGE_CODE
        with translation.override(language):
            try:
                report = self._bring(options)
            except Refusal as refusal:
                raise CommandError(sentence(refusal), returncode=UNUSABLE) from refusal
        if report.refused:
            sys.exit(SOME_REFUSED)

    def _bring(self, options: dict[str, Any]) -> IntakeReport:
        intake = intake_of(options["kind"])
        delivery = open_file(_bytes(options["file"]), intake.kind, _map(options["map"]))
        by = _actor(options["by"])
        wishes = Wishes(options["overwrite"], options["consent"], options["charge_from"])
        # a market that is opened for the list goes with it in a rehearsal
        with transaction.atomic():
            errand = Errand(_market(options, by), by, clock.now(), wishes)
            report = intake.bring(delivery, errand, dry_run=options["dry_run"])
            transaction.set_rollback(options["dry_run"])
        self._print(report, delivery)
        if options["report"]:
            _write(options["report"], report, delivery)
        return report

    def _print(self, report: IntakeReport, delivery: Delivery[Any]) -> None:
        if report.dry_run:
            self.stdout.write(gettext("A rehearsal: nothing of this was kept."))
        for name, count in intake_tables.figures(report).items():
            self.stdout.write(f"{count:>8}  {_word(name)}")
        if report.unread:
            self.stdout.write(f"{gettext('columns not read')}: {', '.join(report.unread)}")
        for line, outcome, column, says, why in intake_tables.remarks(report, delivery, _said):
            where = f"{column} [{says}]" if says else column
            told = "  ".join(part for part in (_word(outcome), where, why) if part)
            self.stdout.write(f"{line:>8}  {told}")


def _word(word: str) -> str:
    return pgettext(intake_tables.CONTEXT, word)


def _said(fault: Fault) -> str:
    return sentence(Refusal(fault.code, fault.sentence, **fault.facts))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise CommandError(f"{path}: {fault.strerror}", returncode=UNUSABLE) from fault


def _map(told: str | None) -> ColumnMap | None:
    """A file where there is one of that name, else a shipped map."""
    if told is None:
        return None
    path = Path(told)
    return read_map(path.read_text("utf-8")) if path.is_file() else shipped_map(told)


def _market(options: dict[str, Any], by: Actor) -> Market:
    """The market that is named, or the only one; opened where that was asked for."""
    here = list(Market.objects.all())
    if options["create_market"] and not here:
        return markets.open_market(options["create_market"], by=by)
    named = [market for market in here if options["market"] in (None, market.code)]
    if len(named) == 1:
        return named[0]
    if not here:
        words = gettext("There is no market yet. Name one: --create-market NAME.")
    else:
        words = gettext("Say which market: --market CODE. There are: {known}.")
    known = ", ".join(market.code for market in here)
    raise CommandError(words.format(known=known), returncode=UNUSABLE)


def _actor(username: str | None) -> Actor:
    if username is None:
        return HOUSE
    user = User.objects.filter(username=username).first()
    if user is None:
        words = gettext("There is nobody called {name}.").format(name=username)
        raise CommandError(words, returncode=UNUSABLE)
    return actor_of(user)


def _write(path: Path, report: IntakeReport, delivery: Delivery[Any]) -> None:
    heads = [_word(head) for head in intake_tables.HEADS]
    rows = (
        (line, _word(outcome), column, says, why)
        for line, outcome, column, says, why in intake_tables.lines(report, delivery, _said)
    )
    path.write_text("".join(csv_lines(heads, rows)), "utf-8", newline="")
