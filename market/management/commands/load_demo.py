"""manage.py load_demo [--logins]"""

from argparse import ArgumentParser
from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.utils.module_loading import import_string

from market import clock
from market.models import Market, Pitch, Vendor


class Command(BaseCommand):
    """This will load the demo market, whole or not at all; once it is there, nothing changes.

    It is the market as of this moment: a year lies behind it and a season before it.
    """

    help = "Loads the demo market, once; --logins tells who can log in to it, and how."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--logins", action="store_true", help="only say who can log in")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(
                "Everybody knows the demo's log-ins, so it is loaded only where HUIQUAN_DEMO=1 says "
                "that this is a demo."
            )
        if options["logins"]:
            self.stdout.write("\n".join(import_string(settings.DEMO_LOGINS)()))
        elif Market.objects.filter(code=settings.DEMO_MARKET).exists():
            self.stdout.write("The demo market is here already.")
        else:
            self._load()

    def _load(self) -> None:
        at = clock.now()
        began = perf_counter()
        with transaction.atomic():
            for part in settings.DEMO_PARTS:
                import_string(part)(at=at)
            # what was said in the past rings no bell; what is due now, the next sweep finds
            connection.run_on_commit.clear()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        self.stdout.write(
            f"The demo market is here: {Pitch.objects.count()} pitches, {Vendor.objects.count()} "
            f"vendors, in {perf_counter() - began:.1f} s."
        )
