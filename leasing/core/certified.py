"""A certified provider of electronic signatures, as an adapter has to behave.

None comes with the house. Which one a market uses, settings.SIGNATURE_PROVIDER names.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class ToSign:
    """What goes to the provider. key: the same paper again is the same errand."""

    key: str
    title: str
    pdf: bytes
    sha256: str
    signer: str
    phone: str


@dataclass(frozen=True, slots=True)
class Signed:
    """What comes back: the signed PDF, with the provider's own number and the moment."""

    reference: str
    sha256: str
    pdf: bytes
    at: datetime


class Unavailable(Exception):
    """The provider cannot be reached, or says no. Says why."""


class Provider(Protocol):
    """Two calls, each within ten seconds. Both raise Unavailable; asking again is always right."""

    name: str

    def send(self, paper: ToSign) -> str:
        """Hand a paper over to be signed. Gives the provider's reference."""
        ...

    def fetch(self, reference: str) -> Signed | None:
        """The signed paper, or None while the signer has not signed.

        Signed.sha256 is of the paper that was handed over, so that nobody's other paper counts.
        """
        ...
