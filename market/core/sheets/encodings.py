"""Which encoding a text file is in. Said by the file where it says so; else tried, in one order."""

import codecs

from market.core.refusals import Invalid

# the longer marks first: UTF-32 begins as UTF-16 does
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_DAMAGE = 0.05
_SAMPLE = 4096


def decode(data: bytes, encoding: str | None = None) -> tuple[str, str]:
    """This will give the text without its mark, and the encoding it was read in.

    Told an encoding, it is that one. Otherwise: a byte order mark decides; then UTF-8 without a
    fault; then UTF-16, which plain text shows by its zero bytes; then GB18030, which also reads
    GBK and GB2312. Another Chinese encoding (Big5) cannot be told from GB18030 by its bytes: it
    has to be named.
    Raises Invalid: bad_encoding_name, bad_bytes (with the line), or unknown_encoding.
    """
    if encoding is not None:
        return _strictly(data, _known(encoding))
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strictly(data, name)
    return _guessed(data)


def _guessed(data: bytes) -> tuple[str, str]:
    wide = _wide(data[:_SAMPLE])
    if wide:
        return _strictly(data, wide)
    try:
        return data.decode(), "utf-8"
    except UnicodeDecodeError:
        if _is_damaged_utf8(data):
            return _strictly(data, "utf-8")
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        raise _unknown() from None
    if any("\ue000" <= sign <= "\uf8ff" for sign in text):
        raise _unknown()
    return text, "gb18030"


def _strictly(data: bytes, encoding: str) -> tuple[str, str]:
    try:
        return data.decode(encoding).removeprefix("\ufeff"), encoding
    except UnicodeDecodeError as fault:
        raise Invalid(
            "bad_bytes",
            "Line {line} cannot be read as {encoding}. Save the file again as CSV UTF-8.",
            line=data[: fault.start].decode(encoding, "replace").count("\n") + 1,
            encoding=encoding,
        ) from fault


def _known(encoding: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except LookupError as fault:
        raise Invalid(
            "bad_encoding_name", "There is no encoding called {encoding}.", encoding=encoding
        ) from fault


def _wide(sample: bytes) -> str:
    """UTF-16 without a mark: every other byte of its commas, digits and line ends is zero."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 10 < len(sample) or min(even, odd) * 4 > max(even, odd):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _is_damaged_utf8(data: bytes) -> bool:
    """Mostly UTF-8 with a few bytes broken, and not another encoding altogether."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(not sign.isascii() for sign in text) - broken
    return broken <= whole * _DAMAGE


def _unknown() -> Invalid:
    return Invalid(
        "unknown_encoding",
        "The encoding of this file cannot be told. Save it as CSV UTF-8, or name the encoding "
        "in the map.",
    )
