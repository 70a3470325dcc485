"""django lay_out --notices N --seconds S: what the fault run is to say, due little by little."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand

from market import clock
from market.actions.notices import draft
from market.models import Notice, Vendor


class Command(BaseCommand):
    """This will write down so many notices, due one after the other within so many seconds."""

    help = "For the fault run only."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--notices", type=int, required=True)
        parser.add_argument("--seconds", type=float, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        at = clock.now()
        vendor = Vendor.objects.create(
            name="演练商户", name_key="yan lian", phone="13800000000", since=at
        )
        step = timedelta(seconds=options["seconds"] / options["notices"])
        Notice.objects.bulk_create(
            (
                draft(
                    "application_received",
                    subject=f"application:{number}",
                    key=f"drill/{number}",
                    channel="sms",
                    vendor=vendor,
                    market=None,
                    facts={"reference": f"A-{number}"},
                    not_before=at + number * step,
                    stale_at=at + timedelta(days=3),
                    at=at,
                )
                for number in range(options["notices"])
            ),
            batch_size=1000,
        )
