"""manage.py sweep [--at MOMENT] [--until DAY] [--dry-run]"""

from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext, pgettext

from market import clock
from market.core.actors import HOUSE
from market.core.hours import SHANGHAI, local_day
from market.core.reports import Report, in_columns, table
from market.management import foresight
from market.management.foresight import Job, rehearse

SHOWN = 40


class Command(BaseCommand):
    """This will run every periodic job once, in order, as if it were the given moment.

    Prints how often each did what. A job that fails is named and stops no other, and the command
    then ends with 1. With --dry-run the same code runs, nothing is sent and nothing stays.
    """

    help = "Runs every periodic job once: what is charged, reminded, expired, delivered."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--at", metavar="MOMENT", help="such as 2026-05-03T09:00, market time")
        parser.add_argument(
            "--until",
            metavar="DAY",
            help="with --dry-run: sweep once a day up to and on that day, and tell for every reader "
            "what would have been said",
        )
        parser.add_argument("--dry-run", action="store_true", help="say what it would do")

    def handle(self, *args: Any, **options: Any) -> None:
        at = _moment(options["at"]) if options["at"] else clock.now()
        if options["until"]:
            self._foresee(at, options)
            return
        if options["dry_run"]:
            with transaction.atomic():
                failed = self._sweep(at, _rehearse)
                transaction.set_rollback(True)
        else:
            failed = self._sweep(at, _run)
        if failed:
            raise CommandError(f"These jobs failed: {', '.join(failed)}.")

    def _foresee(self, at: datetime, options: dict[str, Any]) -> None:
        """Day by day, as if each day's messages had gone out; nothing is sent and nothing stays."""
        if not options["dry_run"]:
            raise CommandError("--until only looks ahead: say --dry-run too.")
        last = local_day(_moment(options["until"]))
        if last < local_day(at):
            raise CommandError("--until must be a later day.")
        with transaction.atomic():
            told = foresight.foresee(at, last)
            transaction.set_rollback(True)
        self.stdout.write(foresight.told_by_reader(told))
        self.stdout.write("\n" + foresight.summary(told))
        if told.faults:
            raise CommandError(f"These jobs failed: {', '.join(sorted(told.faults))}.")

    def _sweep(self, at: datetime, how: Callable[[Job, datetime], Report]) -> list[str]:
        reports, failed = [], []
        jobs: dict[str, dict[str, Any]] = settings.JOBS
        for name, job in jobs.items():
            try:
                reports.append(how(import_string(job["run"]), at))
            except Exception as fault:  # one faulty job does not stop the others
                failed.append(name)
                self.stderr.write(f"{name}: {type(fault).__name__}: {fault}")
        self.stdout.write(table(reports, gettext) + "\n\n")
        for report in reports:
            self._show(report)
        return failed

    def _show(self, report: Report) -> None:
        if report.sheet is not None:
            if report.sheet.rows:
                heads = tuple(pgettext("sheet", head) for head in report.sheet.heads)
                self.stdout.write(in_columns(replace(report.sheet, heads=heads), SHOWN) + "\n\n")
            return
        for line in report.lines[:SHOWN]:
            self.stdout.write(
                f"  {gettext(line.done)}  {line.about}  {gettext(line.note)}".rstrip()
            )
        if len(report.lines) > SHOWN:
            self.stdout.write(f"  … {len(report.lines) - SHOWN}")


def _run(job: Job, at: datetime) -> Report:
    return job(by=HOUSE, at=at)


def _rehearse(job: Job, at: datetime) -> Report:
    with transaction.atomic():
        return rehearse(job, at)


def _moment(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise CommandError(f"{text} is not a moment. Write it like 2026-05-03T09:00.") from None
    return at if at.tzinfo else at.replace(tzinfo=SHANGHAI)
