"""The ways a notice leaves the house: one small file each, over this one interface."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol, runtime_checkable


class AfterCrash(StrEnum):
    """What a channel can do about a message of which nobody knows whether it arrived.

    key: the provider takes the same key again as the same message, for a while.
    query: the provider can be asked whether it has the message.
    neither: only a person can find out.
    """

    KEY = "key"
    QUERY = "query"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Message:
    """What goes out. `key` is the notice's public id and the same at every attempt.

    facts: what the words are made of, each as it is said; a provider's template wants them one
    by one. address: the provider's own name for the person. link: where the reader can look it
    up and say 收到. staff: it goes to somebody who works here. newcomer: to somebody who has no page
    here yet.
    """

    key: str
    name: str
    phone: str
    email: str
    title: str
    body: str
    language: str
    market: str
    at: datetime
    occasion: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    address: str = ""
    link: str = ""
    staff: bool = False
    newcomer: bool = False


@dataclass(frozen=True, slots=True)
class Receipt:
    """The provider has it, under this id of its own."""

    provider_id: str = ""


class Temporary(Exception):
    """The provider did not take it, and may do so later. Says why."""


class Later(Temporary):
    """The provider has no time for us just now: not a try that counts."""


class Permanent(Exception):
    """The provider did not take it and never will. Says why."""


class Gone(Permanent):
    """The address itself is not good any more: unsubscribed, blocked, no such number."""


class Unsure(Exception):
    """It was handed over, but the answer never came: nobody knows. Says what happened."""


class Channel(Protocol):
    """A way out of the house.

    key_life: for how long the provider knows a key again; None for channels without keys.
    """

    name: str
    after_crash: AfterCrash
    key_life: timedelta | None

    def send(self, message: Message) -> Receipt:
        """Hand the message over, within ten seconds.

        Raises Temporary or Permanent when it was certainly not taken. Whatever else it raises
        leaves it open whether it was.
        """
        ...


@runtime_checkable
class Answering(Channel, Protocol):
    """A channel whose provider can be asked."""

    def find(self, message: Message) -> Receipt | None:
        """The receipt of an earlier message, or None when the provider does not know its key."""
        ...


@runtime_checkable
class ByConsent(Protocol):
    """A channel that may be used once for each time that the reader has agreed to it."""

    by_consent: bool
