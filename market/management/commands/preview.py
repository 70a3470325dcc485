"""manage.py preview KIND < question.json > answer.json"""

import io
import json
import sys
from argparse import ArgumentParser
from decimal import Decimal
from typing import Any, NoReturn

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import import_string
from django.utils.translation import gettext

from market.core.previews import Preview, answer_all, error
from market.core.refusals import Invalid, Refusal


class Command(BaseCommand):
    """This will answer a JSON question, or a list of them, without database or services.

    Reads UTF-8 from standard input and writes UTF-8 to standard output. A list in gives a list
    out, in which {"error": {"code", "detail"}} stands for a refused item. Ends with 0 when
    there are answers, with 1 when a single question was refused or could not be read (its error
    is the output), and with 2 when there is no such kind.
    """

    help = "Answers a planning question from standard input: rent, late-fee, closing…"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", help=f"one of: {', '.join(settings.PREVIEW_KINDS)}")

    def handle(self, *args: Any, **options: Any) -> None:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8")
        preview = _preview(options["kind"])
        try:
            self._write(answer_all(_read(sys.stdin.buffer.read()), preview, _said))
        except Refusal as refusal:
            self._write(error(refusal, _said))
            sys.exit(1)

    def _write(self, answer: object) -> None:
        self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))


def _preview(kind: str) -> Preview:
    kinds: dict[str, str] = settings.PREVIEW_KINDS
    if kind not in kinds:
        raise CommandError(
            f"There is no preview called {kind}. There are: {', '.join(kinds)}.", returncode=2
        )
    preview: Preview = import_string(kinds[kind])
    return preview


def _read(question: bytes) -> object:
    """The JSON value. Numbers with decimals stay exact; NaN and Infinity are no JSON."""
    try:
        return json.loads(question.decode("utf-8-sig"), parse_float=Decimal, parse_constant=_no)
    except (ValueError, RecursionError) as fault:
        raise Invalid(
            "bad_json", "This is not JSON in UTF-8: {fault}.", fault=str(fault)
        ) from fault


def _no(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not a number")


def _said(refusal: Refusal) -> str:
    """The refusal in the language that is set."""
    return str(type(refusal)(refusal.code, gettext(refusal.sentence), **refusal.facts))
