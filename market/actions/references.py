"""Short references that can be read out over the phone."""

import secrets

ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"  # no 0/O, no 1/I/L, and no vowels: no words


def new_reference(prefix: str) -> str:
    """A new reference such as "A-7K3M-9PXR". It tells nothing and cannot be guessed in a lifetime."""
    letters = [secrets.choice(ALPHABET) for _ in range(8)]
    return f"{prefix}-{''.join(letters[:4])}-{''.join(letters[4:])}"
