"""Whom a message is for, as plain facts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reader:
    """The name, and by what they are reached. newcomer: has no page here yet to read it on."""

    name: str = ""
    phone: str = ""
    email: str = ""
    newcomer: bool = False
