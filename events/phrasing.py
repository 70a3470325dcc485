"""What core says in two languages, in the reader's own."""

from django.utils.translation import get_language

from events.core.recurrence.english import english
from events.core.recurrence.rules import Rule
from events.core.recurrence.sentences import chinese


def sentences_of(rule: Rule) -> list[str]:
    """The rule in words: the reader's language first."""
    both = [chinese(rule), english(rule)]
    return both[::-1] if (get_language() or "").startswith("en") else both
