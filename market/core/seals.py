"""Sealed values: text that the database holds and cannot read, and the prints it is found by.

AES-256-GCM under a key from outside the database. What the value is for is sealed in with it, so
a value moved to another column does not open there. A print is a keyed hash: equal text gives an
equal print, and without the key nobody can try out all identity numbers.
"""

import hmac
import secrets
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Iterable
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
_NONCE_BYTES = 12
_VERSION = "h1"


class SealBroken(Exception):
    """A sealed value that does not open: another key, another purpose, or changed on the way."""


class Seal:
    """Seals and opens text. The first key seals, every key opens, so keys can be changed in peace.

    keys: 32 bytes each. Raises ValueError for none, for one of another length, or for one twice.
    """

    def __init__(self, keys: Iterable[bytes]) -> None:
        secrets_ = list(keys)
        if not secrets_:
            raise ValueError("sealing needs at least one key")
        if any(len(key) != KEY_BYTES for key in secrets_):
            raise ValueError(f"each sealing key is {KEY_BYTES} bytes")

        self._ciphers = {_key_id(key): AESGCM(_derived(key, "seal")) for key in secrets_}
        self._print_keys = [_derived(key, "print") for key in secrets_]
        if len(self._ciphers) != len(secrets_):
            raise ValueError("the same sealing key is given twice")

    @classmethod
    def from_text(cls, text: str) -> "Seal":
        """From keys as settings carry them: URL-safe base64, comma between them, the first in use.

        Raises ValueError, which names the place of a bad key and never the key.
        """
        parts = [part.strip() for part in text.split(",") if part.strip()]
        return cls(_decoded(part, place) for place, part in enumerate(parts, start=1))

    def __repr__(self) -> str:
        return f"Seal({', '.join(self._ciphers)})"

    def seal(self, text: str, purpose: str) -> str:
        """This will give the text sealed for a purpose such as "vendor.id", as plain ASCII.

        Each call gives another value. An identity number of 18 characters becomes one of 74.
        """
        key_id = self._current
        nonce = secrets.token_bytes(_NONCE_BYTES)
        sealed = self._ciphers[key_id].encrypt(nonce, text.encode(), _bound(purpose, key_id))
        return f"{_VERSION}.{key_id}.{_encoded(nonce + sealed)}"

    def open(self, sealed: str, purpose: str) -> str:
        """This will give the text again. Raises SealBroken; its words never carry the value."""
        version, _, rest = sealed.partition(".")
        key_id, _, body = rest.partition(".")
        if version != _VERSION or not body:
            raise SealBroken("this is not a sealed value")
        cipher = self._ciphers.get(key_id)
        if cipher is None:
            raise SealBroken(f"sealed with key {key_id[:8]}, which is not among the keys given")
        try:
            data = _bytes_of(body)
            text = cipher.decrypt(data[:_NONCE_BYTES], data[_NONCE_BYTES:], _bound(purpose, key_id))
        except (InvalidTag, ValueError) as fault:
            raise SealBroken(f"changed since it was sealed, or not sealed for {purpose}") from fault
        return text.decode()

    def is_current(self, sealed: str) -> bool:
        """Whether the first key sealed it. What another key sealed wants to be sealed again."""
        return sealed.startswith(f"{_VERSION}.{self._current}.")

    def fingerprint(self, text: str, purpose: str) -> str:
        """This will give 64 hex digits that are the same for the same text, purpose and first key.

        Bring the text into its one written form first: the print of "x" is not that of "X".
        """
        return _printed(self._print_keys[0], text, purpose)

    def fingerprints(self, text: str, purpose: str) -> list[str]:
        """The prints under every key, the first key's first: to find rows while keys change."""
        return [_printed(key, text, purpose) for key in self._print_keys]

    @property
    def _current(self) -> str:
        return next(iter(self._ciphers))


def new_key() -> str:
    """A fresh key as settings carry it."""
    return urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def _derived(key: bytes, use: str) -> bytes:
    """A key of its own for each use, so that none tells anything of another (HKDF, RFC 5869)."""
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=f"huiquan {use}".encode()).derive(key)


def _key_id(key: bytes) -> str:
    return _derived(key, "name")[:4].hex()


def _bound(purpose: str, key_id: str) -> bytes:
    return f"{_VERSION}.{key_id}.{purpose}".encode()


def _printed(key: bytes, text: str, purpose: str) -> str:
    # the length keeps ("a", "bc") and ("ab", "c") apart
    message = f"{len(purpose)}.{purpose}.{text}".encode()
    return hmac.new(key, message, sha256).hexdigest()


def _encoded(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def _bytes_of(text: str) -> bytes:
    """The bytes of exactly this text: base64 has other spellings of the same, which are refused."""
    data = b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    if _encoded(data) != text:
        raise ValueError("not as it was written")
    return data


def _decoded(part: str, place: int) -> bytes:
    try:
        key = _bytes_of(part.rstrip("="))
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise ValueError(f"sealing key {place} is not {KEY_BYTES} bytes in URL-safe base64")
    return key
