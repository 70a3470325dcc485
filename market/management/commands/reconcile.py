"""manage.py reconcile [--market CODE] [--json]"""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from market.models import Market
from market.queries.reconciling import Difference, differences, names_of_checks

SHOWN = 40


class Command(BaseCommand):
    """This will recompute every balance from the entries and say where the books differ.

    It reads only. It ends with 1 when there is any difference, so that a nightly job can tell.
    """

    help = "Recomputes every balance from the entries, and names each difference."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--market", metavar="CODE", help="of this market alone")
        parser.add_argument("--json", action="store_true", help="say it to a program")

    def handle(self, *args: Any, **options: Any) -> None:
        found = differences(_market(options["market"]))
        if options["json"]:
            told = {"checks": names_of_checks(), "differences": [asdict(each) for each in found]}
            self.stdout.write(json.dumps(told))
        else:
            self._say(found)
        if found:
            raise SystemExit(1)

    def _say(self, found: list[Difference]) -> None:
        for name in names_of_checks():
            count = sum(each.check == name for each in found)
            self.stdout.write(f"{name:<20} {count:>6}")
        for each in found[:SHOWN]:
            self.stdout.write(
                f"  {each.check}  {each.thing}  says {each.said}, entries say {each.found}"
            )
        if len(found) > SHOWN:
            self.stdout.write(f"  … {len(found) - SHOWN}")
        self.stdout.write(f"differences: {len(found)}")


def _market(code: str | None) -> Market | None:
    if code is None:
        return None
    market = Market.objects.filter(code=code).first()
    if market is None:
        raise CommandError(f"There is no market with the code {code}.")
    return market
