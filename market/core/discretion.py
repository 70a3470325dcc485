"""Text that is shown or written down, with the numbers of persons in it made unreadable."""

import re
from collections.abc import Callable

# a mobile number with or without marks between its digits, and identity numbers of 15 and 18
_MOBILE = re.compile(r"(?<![0-9])1[3-9][0-9](?:[ -]?[0-9]){8}(?![0-9])")
_IDENTITY = re.compile(r"(?<![0-9])[1-9][0-9]{14}(?:[0-9]{2}[0-9Xx])?(?![0-9A-Za-z])")


def discreet(text: str) -> str:
    """This will give the text with the middle of every mobile and identity number starred out.

    13800001234 becomes 138****1234, an identity number keeps its first three and last two signs.
    """
    return _IDENTITY.sub(_starred(3, 2), _MOBILE.sub(_starred(3, 4), text))


def _starred(head: int, tail: int) -> Callable[[re.Match[str]], str]:
    def star(found: re.Match[str]) -> str:
        number = found[0]
        return f"{number[:head]}{'*' * (len(number) - head - tail)}{number[-tail:]}"

    return star
