"""manage.py makemessages: Django's own, that also finds refusals, and words that stand in tables."""

import ast
from collections import defaultdict
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
TABLES = "words_in_tables.py"


class Command(makemessages.Command):
    """For the catalogues of all three apps: `manage.py makemessages -l zh_Hans`."""

    xgettext_options = [*makemessages.Command.xgettext_options, *KEYWORDS]
    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]

    def handle(self, *args: Any, **options: Any) -> None:
        options["no_location"] = True
        options["ignore_patterns"] = [
            *options["ignore_patterns"],
            "var",
            ".venv",
            ".tools",
            "tests",
            "local",
        ]
        tables = {Path(settings.BASE_DIR) / app / TABLES: code for app, code in _as_code().items()}
        try:
            for file, code in tables.items():
                file.write_text("\n".join(code), "utf-8")
            super().handle(*args, **options)
        finally:
            for file in tables:
                file.unlink(missing_ok=True)


def _as_code() -> dict[str, list[str]]:
    """For each app, the words of its tables as calls that xgettext reads."""
    code: dict[str, list[str]] = defaultdict(list)
    for source in settings.WORD_TABLES:
        app = source.partition(".")[0]
        for context, words in import_string(source)():
            said = f"pgettext({context!r}, {words!r})" if context else f"gettext({words!r})"
            code[app].append(said)
    for app in ("market", "leasing", "events"):
        files = sorted((Path(settings.BASE_DIR) / app).rglob("*.py"))
        code[app].extend(f"gettext({words!r})" for file in files for words in _assigned(file))
    return code


def _assigned(file: Path) -> Iterator[str]:
    """Sentences that are too long for their line, and so were given a name first."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.Constant):
            continue
        names = [target.id for target in node.targets if isinstance(target, ast.Name)]
        if names[:1] in (["sentence"], ["words"]) and isinstance(node.value.value, str):
            yield node.value.value
