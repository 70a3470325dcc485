"""manage.py bench [NAME]: how fast, as a ratio against a yardstick measured in the same run."""

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.module_loading import import_string


class Command(BaseCommand):
    """Prints a table, then the same figures as JSON on the last line."""

    help = "Times the main jobs against yardsticks measured in the same run."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", nargs="?", help=f"one of {', '.join(settings.BENCHES)}")

    def handle(self, *args: Any, **options: Any) -> None:
        wanted = [options["name"]] if options["name"] else list(settings.BENCHES)
        unknown = [name for name in wanted if name not in settings.BENCHES]
        if unknown:
            raise CommandError(
                f"There is no benchmark {unknown[0]}. Known: {list(settings.BENCHES)}"
            )

        figures = {name: import_string(settings.BENCHES[name])() for name in wanted}
        for name, measured in figures.items():
            self.stdout.write(name)
            for what, value in measured.items():
                shown = f"{value:,.4g}" if isinstance(value, float) else str(value)
                self.stdout.write(f"  {what:<44} {shown:>12}")
        self.stdout.write(json.dumps(figures))
