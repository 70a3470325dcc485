"""Late access codes: short enough to be read out, and kept only as a digest."""

from hashlib import sha256

# no letter that is taken for another one or for a digit
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
LENGTH = 8


def digest(code: str) -> str:
    """What is kept of a code, however it was typed: spaces, hyphens and small letters count not."""
    plain = "".join(sign for sign in code.upper() if sign.isalnum())
    return sha256(f"late-code:{plain}".encode()).hexdigest()
