"""The signs that text is typed with: what nobody sees, and what is wider than it need be."""

import re
from unicodedata import normalize

# joiners, direction marks, soft hyphens and byte order marks, as chats and web pages leave them
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")

# Normalising a Han character may exchange it for another one, which is not the same name.
# Safe are what stands before the CJK blocks, the radicals that a PDF copies in place of
# characters, the wide space, and the full-width forms.
_SAFE = re.compile("[\u0000-\u2e7f\u2f00-\u2fdf\u3000\uff00-\uffef]+")


def seen(text: str) -> str:
    """The text without the signs that nobody sees."""
    return _UNSEEN.sub("", text)


def narrow(text: str) -> str:
    """Full-width letters, digits and marks as plain ones; Han characters exactly as they are."""
    return _SAFE.sub(lambda run: normalize("NFKC", run[0]), text)


def unspaced(text: str) -> str:
    """A number as it is compared: nothing unseen, no space, plain width, capital letters."""
    return "".join(narrow(seen(text)).split()).upper()
