"""manage.py makemessages: Django's own, that also finds refusals, and words that stand in tables."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.commands import makemessages
from django.utils.module_loading import import_string

REFUSALS = (
    *("Conflict", "Forbidden", "Invalid", "Missing", "Refusal"),
    *("NotKnown", "TooLarge", "Stale", "Unconditional", "TooMany", "TurnedAway", "Failed"),
)
KEYWORDS = [
    *(f"--keyword={name}:2" for name in REFUSALS),
    *("--keyword=refuse:3", "--keyword=Glance:1", "--keyword=Waiting:3"),
]
TABLES = Path(settings.BASE_DIR) / "market" / "words_in_tables.py"


class Command(makemessages.Command):
    """For the catalogues of all three apps: `manage.py makemessages -l zh_Hans`."""

    xgettext_options = [*makemessages.Command.xgettext_options, *KEYWORDS]
    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]

    def handle(self, *args: Any, **options: Any) -> None:
        options["no_location"] = True
        options["ignore_patterns"] = [*options["ignore_patterns"], "var", ".venv", ".tools", "tests", "local"]
        TABLES.write_text("\n".join(_as_code()), "utf-8")
        try:
            super().handle(*args, **options)
        finally:
            TABLES.unlink()


def _as_code() -> Iterator[str]:
    """The words of every table as calls that xgettext reads."""
    for source in settings.WORD_TABLES:
        for context, words in import_string(source)():
            yield f"pgettext({context!r}, {words!r})" if context else f"gettext({words!r})"
