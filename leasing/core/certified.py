"""A certified provider of electronic signatures, as an adapter has to behave.

None comes with the house. Which one is used, settings.SIGNATURE_PROVIDER names. Source: 电子签名法
第十六条, 第十七条 (a third party that certifies signatures is licensed).
"""

from dataclasses import dataclass
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
    """What comes back: the signed PDF, with the provider's own number."""

    reference: str
    sha256: str
    pdf: bytes


class Unavailable(Exception):
    """The provider cannot be reached, or says no. Says why."""


class Provider(Protocol):
    """Two calls, each within ten seconds. Both raise Unavailable; asking again is always right."""

    def send(self, paper: ToSign) -> None:
        """Hand a paper over to be signed. The same key handed over twice is one errand."""
        ...

    def fetch(self, key: str) -> Signed | None:
        """The signed paper of that key, or None while the signer has not signed.

        Signed.sha256 is of the paper that was handed over, so that nobody's other paper counts.
        """
        ...
